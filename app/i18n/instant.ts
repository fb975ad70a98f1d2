import { words, type Words } from '../domain/words.ts';

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant (ISO, UTC) as people in China read it: `2026-11-23 10:00`. */
export function instantText(instant: string): Words {
  const text = CLOCK.format(new Date(instant));
  return words(text, text);
}
