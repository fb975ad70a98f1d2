import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupFault } from './fault.ts';

/** A row beyond this isn't one of the product's. */
const MAX_LINE = 256_000_000;
const NEWLINE = 0x0a;

/** The chunks of a compressed stream, opened; an error of either shows in the reading. */
export function gunzipped(compressed: Readable): Readable {
  const out = new PassThrough();
  pipeline(compressed, createGunzip(), out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

/** The lines of a compressed text, one at a time. @throws BackupFault for a line without end */
export async function* readLines(compressed: Readable): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of gunzipped(compressed) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      yield Buffer.concat(parts).toString('utf8');
      parts = [];
      held = 0;
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > MAX_LINE) throw new BackupFault('备份中有过长的行', 'a line of the backup has no end');
  }
  if (held > 0) throw new BackupFault('备份中有不完整的行', 'a line of the backup is cut off');
}
