import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ArchiveError } from '../../domain/bundle/archive-fault.ts';
import type { ArchiveFile, OpenedArchive } from './port.ts';

const MOST_FILES = 10_000;
const LONGEST_NAME = 1_000;
/** Bytes of an entry's extra fields; times and long sizes take a tenth of it. */
const LONGEST_EXTRA = 512;
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;
const UNSAFE_CHARACTER = /[\p{Cc}\p{Cf}\\:*?"<>|]/u;

function isSafe(name: string): boolean {
  if (UNSAFE_CHARACTER.test(name)) return false;
  return name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** What is wrong with an entry by itself. */
function faultOf(entry: Entry): ArchiveError | null {
  const { fileName: name } = entry;
  if (entry.fileNameLength > LONGEST_NAME) return new ArchiveError('unsafe_name', name.slice(0, 100));
  if (entry.extraFieldLength > LONGEST_EXTRA || entry.fileCommentLength > 0) {
    return new ArchiveError('damaged', name);
  }
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (name.endsWith('/') || (type !== 0 && type !== REGULAR_FILE))
    return new ArchiveError('not_a_file', name);
  if (!isSafe(name)) return new ArchiveError('unsafe_name', name);
  if (entry.isEncrypted()) return new ArchiveError('encrypted', name);
  if (entry.compressionMethod !== 0) return new ArchiveError('compressed', name);
  return null;
}

async function readDirectory(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_FILES) throw new ArchiveError('too_many');
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const fault = faultOf(entry);
    if (fault) throw fault;
    // Systems that ignore case, or compose characters, would write the second over the first.
    const key = entry.fileName.normalize('NFC').toLowerCase();
    if (seen.has(key)) throw new ArchiveError('duplicate', entry.fileName);
    seen.add(key);
    bytes += entry.uncompressedSize;
    // Stored files lie side by side; more than there is means that they overlap.
    if (bytes > zip.fileSize) throw new ArchiveError('too_large', entry.fileName);
    entries.push(entry);
  }
  return entries;
}

async function* readContent(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const { fileName, fileNameRaw } = entry;
  try {
    const local = await zip.readLocalFileHeaderPromise(entry);
    // A name here that differs from the directory's would make other programs write another file.
    if (!local.fileName.equals(fileNameRaw) || local.compressionMethod !== 0) {
      throw new ArchiveError('damaged', fileName);
    }
    let checksum = 0;
    let size = 0;
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      const bytes = piece as Buffer;
      size += bytes.length;
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    if (size !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw new ArchiveError('damaged', fileName);
    }
  } catch (cause) {
    throw cause instanceof ArchiveError ? cause : new ArchiveError('damaged', fileName, { cause });
  }
}

/** The library tells names that leave the folder by an error's words. */
function asFault(cause: unknown, otherwise: 'damaged' | 'not_an_archive'): ArchiveError {
  if (cause instanceof ArchiveError) return cause;
  const message = cause instanceof Error ? cause.message : '';
  const isName = /relative path|absolute path|characters in fileName/.test(message);
  return new ArchiveError(isName ? 'unsafe_name' : otherwise, '', { cause });
}

function isOfTheSystem(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause;
}

/**
 * Opens a ZIP file of stored entries and reads its directory. Nothing is unpacked to disk, and a file can't be larger
 * than the archive: compressed, overlapping, encrypted, doubled and linked entries and names that leave the folder are
 * refused.
 * @throws ArchiveError for what isn't such an archive; the system's error where there is no file to read
 */
export async function openZip(path: string): Promise<OpenedArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(
    (cause: unknown) => {
      throw isOfTheSystem(cause) ? cause : asFault(cause, 'not_an_archive');
    },
  );
  try {
    const entries = await readDirectory(zip);
    const files = entries.map((entry): ArchiveFile => ({
      name: entry.fileName,
      size: entry.uncompressedSize,
      read: () => readContent(zip, entry),
    }));
    return { files, close: () => zip.close() };
  } catch (cause) {
    zip.close();
    throw asFault(cause, 'damaged');
  }
}
