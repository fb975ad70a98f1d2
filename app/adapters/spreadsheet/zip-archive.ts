import { crc32, createInflateRaw } from 'node:zlib';
import { TableError } from './table-error.ts';

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly start: number;
  readonly packedBytes: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const maxCommentBytes = 65_535;
const maxEntries = 5_000;

/**
 * Reads the parts of a ZIP file that is in memory, by its central directory. The unpacked bytes of all parts that are
 * read may not exceed the budget, whatever the file says of itself. Anything odd is a `damaged` TableError.
 */
export class ZipArchive {
  readonly #bytes: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #budget: number;

  constructor(bytes: Buffer, budget: number) {
    this.#bytes = bytes;
    this.#entries = readDirectory(bytes);
    this.#budget = budget;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The part's unpacked bytes, piece by piece; ends with an error if its checksum is wrong. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) throw new TableError('damaged');
    const packed = this.#bytes.subarray(entry.start, entry.start + entry.packedBytes);
    let checksum = 0;
    for await (const piece of entry.method === 0 ? [packed] : inflate(packed)) {
      this.#budget -= piece.length;
      if (this.#budget < 0) throw new TableError('too_large');
      checksum = crc32(piece, checksum);
      yield piece;
    }
    if (checksum !== entry.crc) throw new TableError('damaged');
  }
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const unpacker = createInflateRaw();
  unpacker.end(packed);
  try {
    for await (const piece of unpacker) yield piece as Buffer;
  } catch (error) {
    throw isZlibError(error) ? new TableError('damaged') : error;
  } finally {
    unpacker.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function readDirectory(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const entries = new Map<string, Entry>();
  if (count > maxEntries) throw new TableError('damaged');
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== entrySignature) throw new TableError('damaged');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const next = at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw new TableError('damaged');
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/');
    if (entries.has(name)) throw new TableError('damaged');
    entries.set(name, readEntry(bytes, at, end));
    at = next;
  }
  return entries;
}

function readEntry(bytes: Buffer, at: number, end: number): Entry {
  const method = bytes.readUInt16LE(at + 10);
  const packedBytes = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42);
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new TableError('legacy_or_encrypted');
  if (method !== 0 && method !== 8) throw new TableError('damaged');
  if (local + 30 > end || bytes.readUInt32LE(local) !== localSignature) throw new TableError('damaged');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packedBytes > end) throw new TableError('damaged');
  return { method, crc: bytes.readUInt32LE(at + 16), start, packedBytes };
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endBytes - maxCommentBytes);
  for (let at = bytes.length - endBytes; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== endSignature) continue;
    if (at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw new TableError('damaged');
}
