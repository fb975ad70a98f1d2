import { cleanFileName } from '../attachment/attachment.ts';

/** Bytes of a name that every file system of today takes, with room for a number before it. */
const LONGEST = 180;

/** A name cut to a length in UTF-8 between two characters, its ending kept. */
function shortened(name: string): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  if (bytes(name) <= LONGEST) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 8 ? name.slice(dot) : '';
  const room = LONGEST - bytes(extension);
  let kept = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    if (bytes(kept + character) > room) break;
    kept += character;
  }
  return kept + extension;
}

/** Where an attachment lies in a bundle: its number, what it is, and its own name as far as folders take it. */
export function attachmentPath(number: number, slot: string, fileName: string): string {
  const name = shortened(cleanFileName(fileName)).replace(/[. ]+$/u, '');
  return `attachments/${String(number).padStart(3, '0')}-${slot}-${name || '_'}`;
}
