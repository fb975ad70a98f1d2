import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Storage } from '#app/adapters/storage/port.ts';
import { withSnapshot, type NamedFile, type Snapshot } from '#db/backup/snapshot.ts';
import type { OpenDatabase } from '#db/client.ts';
import { signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { writeArchive, type ArchiveWriter } from './archive.ts';
import { FORMAT, MEMBERS, signedText, type Content, type Manifest } from './manifest.ts';
import { readLines } from './line.ts';

/** What a backup is made of. */
export interface BackupSource {
  /** A database whose login sees every row. */
  readonly db: OpenDatabase;
  readonly storage: Storage;
  readonly sealer: Sealer;
  /** A folder for what is written before it is packed; as large as the rows, compressed. */
  readonly spoolFolder: string;
  readonly product: string;
  /** The instant. */
  readonly at: string;
}

/** What was made. */
export interface MadeBackup {
  readonly manifest: Manifest;
}

const DAY_MS = 86_400_000;

/** A folder for one backup; what a killed one left behind a day ago goes. */
async function makeSpool(folder: string, at: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < Date.parse(at) - DAY_MS)
      await rm(path, { recursive: true, force: true });
  }
  const own = join(folder, randomUUID());
  await mkdir(own, { mode: 0o700 });
  return own;
}

/** Writes lines, compressed, and answers what they were. */
async function spoolLines(path: string, steps: AsyncIterable<readonly string[]>): Promise<Content> {
  const digest = createHash('sm3');
  let rows = 0;
  let bytes = 0;
  const texts = async function* () {
    for await (const lines of steps) {
      const text = Buffer.from(`${lines.join('\n')}\n`, 'utf8');
      rows += lines.length;
      bytes += text.length;
      digest.update(text);
      yield text;
    }
  };
  await pipeline(Readable.from(texts()), createGzip({ level: 6 }), createWriteStream(path, { mode: 0o600 }));
  return { rows, bytes, sm3: digest.digest('hex') };
}

const named = async function* (snapshot: Snapshot) {
  for await (const files of snapshot.files()) yield files.map((file) => JSON.stringify(file));
};

/** Everything that the database holds at one instant, in files of the spool: the transaction ends before packing begins. */
async function spoolRows(db: OpenDatabase, spool: string) {
  return withSnapshot(db, async (snapshot) => {
    const tables: Manifest['tables'] = [];
    for (const table of snapshot.tables) {
      const content = await spoolLines(join(spool, table.name), snapshot.rows(table));
      tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), ...content });
    }
    await spoolLines(join(spool, '.named'), named(snapshot));
    return { migrations: [...snapshot.migrations], tables, sequences: [...snapshot.sequences] };
  });
}

interface Packed {
  readonly missing: string[];
  readonly altered: string[];
}

/** Packs one stored file; answers its line, or null when the storage no longer has it. */
async function packFile(
  archive: ArchiveWriter,
  storage: Storage,
  path: string,
  file: NamedFile,
  packed: Packed,
): Promise<string | null> {
  const content = await storage.get(file.key);
  if (!content) {
    packed.missing.push(file.key);
    return null;
  }
  const [sm3, sha256] = [createHash('sm3'), createHash('sha256')];
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      bytes += chunk.length;
      sm3.update(chunk);
      sha256.update(chunk);
      yield chunk;
    }
  };
  // An archive says a file's length before its bytes.
  await pipeline(content, counted, createWriteStream(path, { mode: 0o600 }));
  if (file.sha256 !== null && sha256.digest('hex') !== file.sha256) packed.altered.push(file.key);
  await archive.add(`${MEMBERS.filePrefix}${file.key}`, bytes, createReadStream(path));
  return JSON.stringify({ key: file.key, bytes, sm3: sm3.digest('hex') });
}

async function* packFiles(archive: ArchiveWriter, source: BackupSource, spool: string, packed: Packed) {
  for await (const line of readLines(createReadStream(join(spool, '.named')))) {
    const file = JSON.parse(line) as NamedFile;
    const packedLine = await packFile(archive, source.storage, join(spool, '.file'), file, packed);
    if (packedLine !== null) yield [packedLine];
  }
}

/** Those of the keys that rows name even now. */
async function stillNamed(db: OpenDatabase, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const wanted = new Set(keys);
  return withSnapshot(db, async (snapshot) => {
    const found: string[] = [];
    for await (const files of snapshot.files()) {
      found.push(...files.map(({ key }) => key).filter((key) => wanted.has(key)));
    }
    return found;
  });
}

async function addSpooled(archive: ArchiveWriter, name: string, path: string): Promise<void> {
  await archive.add(name, (await stat(path)).size, createReadStream(path));
}

const addText = (archive: ArchiveWriter, name: string, text: string) => {
  const bytes = Buffer.from(text, 'utf8');
  return archive.add(name, bytes.length, Readable.from([bytes]));
};

/**
 * Writes a backup to a stream, which it doesn't end: rows as they stood at one instant, and the files that they name.
 * Rows are written aside first, so that no reader's pace holds the database.
 * @throws PartialSight when the login wouldn't see every row
 */
export async function makeBackup(source: BackupSource, out: Writable): Promise<MadeBackup> {
  const { product, at } = source;
  const spool = await makeSpool(source.spoolFolder, at);
  try {
    const head = { format: 'shuheng-backup' as const, version: FORMAT, product, at };
    const rows = await spoolRows(source.db, spool);
    const archive = writeArchive(out, at);
    await addText(archive, MEMBERS.head, JSON.stringify(head));
    for (const { name } of rows.tables) await addSpooled(archive, MEMBERS.table(name), join(spool, name));
    const packed: Packed = { missing: [], altered: [] };
    const list = join(spool, '.list');
    const files = await spoolLines(list, packFiles(archive, source, spool, packed));
    await addSpooled(archive, MEMBERS.fileList, list);
    const missing = await stillNamed(source.db, packed.missing);
    const gone = packed.missing.filter((key) => !missing.includes(key));
    const manifest: Manifest = { ...head, ...rows, files, missing, gone, altered: packed.altered };
    const text = JSON.stringify(manifest);
    await addText(archive, MEMBERS.manifest, text);
    await addText(archive, MEMBERS.signature, signCheckpoint(source.sealer, signedText(text)));
    await archive.finish();
    return { manifest };
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}
