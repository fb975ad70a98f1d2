import { open, type FileHandle } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { BackupFault } from './fault.ts';

/** A file inside an archive, and where its bytes stand. */
export interface Member {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** Writes a tar archive to a stream that its owner ends. */
export interface ArchiveWriter {
  /** Adds a file of exactly `size` bytes. */
  add(name: string, size: number, content: Readable): Promise<void>;
  /** Writes the archive's end. */
  finish(): Promise<void>;
}

/** Begins an archive; `at` becomes the time of its files. */
export function writeArchive(out: Writable, at: string): ArchiveWriter {
  const tar = pack();
  const written = pipeline(tar, out, { end: false });
  // Whoever adds hears of it first; the end hears of it too.
  written.catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  return {
    async add(name, size, content) {
      const entry = tar.entry({ name, size, mode: 0o600, mtime: new Date(at) });
      const ended = pipeline(content, entry);
      await Promise.race([ended, written.then(() => ended)]);
    },
    async finish() {
      tar.finalize();
      await written;
    },
  };
}

const BLOCK = 512;
const NAME = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;
/** A longer record than a name of 200 characters needs isn't one of ours. */
const MAX_RECORD = 2_000;

const torn = (what: string) =>
  new BackupFault(`备份文件不完整或已损坏：${what}`, `the backup is cut off or damaged: ${what}`);

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead < length) throw torn(`${offset + bytesRead} 字节处中断 / ends at byte ${offset + bytesRead}`);
  return bytes;
}

function numberAt(block: Buffer, from: number, length: number): number {
  const field = block.subarray(from, from + length);
  // Sizes beyond eight gigabytes are written in binary, marked by the first bit.
  if ((field[0] ?? 0) & 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : -1;
  }
  const text = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : -1;
}

const textAt = (block: Buffer, from: number, length: number) =>
  block
    .subarray(from, from + length)
    .toString('utf8')
    .replace(/\0.*$/s, '');

function isHeader(block: Buffer): boolean {
  const sum = block.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
  return numberAt(block, 148, 8) === sum && block.subarray(257, 262).toString('latin1') === 'ustar';
}

/** The name that a record before a file gives it, when its own header has no room for it. */
function nameOfRecord(record: string): string {
  const match = /^\d+ path=([^\n]*)\n$/.exec(record);
  if (!match?.[1]) throw torn('记录无法识别 / an unknown record');
  return match[1];
}

/**
 * The files of an archive in their order, without reading their bytes. Only plain files with plain relative names pass:
 * no links, no folders, no way out of a folder.
 * @throws BackupFault when it isn't an archive of that kind, or has no end
 */
export async function* walkArchive(file: FileHandle): AsyncGenerator<Member> {
  const { size: length } = await file.stat();
  let offset = 0;
  let longName: string | null = null;
  for (;;) {
    const header = await readAt(file, offset, BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (!isHeader(header)) {
      if (offset === 0) throw new BackupFault('不是数衡的备份文件', 'not a backup of Shuheng');
      throw torn(`${offset} 字节处 / at byte ${offset}`);
    }
    const size = numberAt(header, 124, 12);
    const type = textAt(header, 156, 1) || '0';
    const start = offset + BLOCK;
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
    if (size < 0 || offset > length) throw torn(`${start} 字节处 / at byte ${start}`);
    if (type === 'x' && size <= MAX_RECORD && longName === null) {
      longName = nameOfRecord((await readAt(file, start, size)).toString('utf8'));
      continue;
    }
    const prefix = textAt(header, 345, 155);
    const name: string = longName ?? `${prefix ? `${prefix}/` : ''}${textAt(header, 0, 100)}`;
    longName = null;
    if (type !== '0' || !NAME.test(name)) {
      throw new BackupFault(
        `备份中有不应出现的条目：${name}`,
        `the backup holds what doesn’t belong there: ${name}`,
      );
    }
    yield { name, offset: start, size };
  }
  const end = await readAt(file, offset + BLOCK, BLOCK);
  if (end.some((byte) => byte !== 0)) throw torn(`${offset} 字节处 / at byte ${offset}`);
}

const CHUNK = 256 * 1024;

async function* chunksOf(file: FileHandle, { offset, size }: Member): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; done += CHUNK) {
    yield await readAt(file, offset + done, Math.min(CHUNK, size - done));
  }
}

/** The bytes of a member. */
export function readMember(file: FileHandle, member: Member): Readable {
  return Readable.from(chunksOf(file, member), { objectMode: false });
}

/** Opens an archive for {@link walkArchive}. @throws BackupFault when it can't be read */
export async function openArchive(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw new Error('not a file');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupFault(`无法读取备份文件：${why}`, `can’t read the backup: ${why}`);
  }
}

/** Waits until a stream took everything. */
export async function endStream(out: Writable): Promise<void> {
  out.end();
  await finished(out);
}
