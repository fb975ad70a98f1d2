import { createHash } from 'node:crypto';
import type { ArchiveFile } from '#app/adapters/archive/port.ts';
import { ArchiveError } from '#app/domain/bundle/archive-fault.ts';

/** A file of a bundle as text; larger ones than `most` bytes are refused before they are read. */
export async function readText(file: ArchiveFile, most: number): Promise<string> {
  if (file.size > most) throw new ArchiveError('too_large', file.name);
  const pieces: Buffer[] = [];
  for await (const piece of file.read()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** Lines of a file without their ends; one longer than `most` bytes is refused. */
export async function* readLines(file: ArchiveFile, most: number): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of file.read()) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
    }
    if (rest.length > most) throw new ArchiveError('too_large', file.name);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

/** SM3 and SHA-256 of a file, in one reading. */
export async function digestsOf(file: ArchiveFile): Promise<{ sm3: string; sha256: string }> {
  const sm3 = createHash('sm3');
  const sha256 = createHash('sha256');
  for await (const piece of file.read()) {
    sm3.update(piece);
    sha256.update(piece);
  }
  return { sm3: sm3.digest('hex'), sha256: sha256.digest('hex') };
}

/** A value out of JSON text; undefined where the text isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
