import { createWriteStream, mkdtempSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack, type Headers } from 'tar-stream';
import { createDiskStorage } from '#app/adapters/storage/disk-storage.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { endStream, readMember, walkArchive } from '#entry/backup/archive.ts';
import { checkContents, openBackup } from '#entry/backup/check.ts';
import { makeBackup, type MadeBackup } from '#entry/backup/make.ts';
import { restoreBackup, type RestoredInstallation } from '#entry/backup/restore.ts';
import { testPorts, TEST_MOMENT } from './world.ts';

/** A folder for a test's files. */
export const scratch = () => mkdtempSync(join(tmpdir(), 'shuheng-backup-'));

/** Backs a test's installation up into a file. */
export async function backUp(db: OpenDatabase, ports: Ports, path: string): Promise<MadeBackup> {
  const out = createWriteStream(path);
  const source = {
    db,
    storage: ports.storage,
    sealer: ports.sealer,
    product: '0.0.0-test',
    at: TEST_MOMENT.now,
  };
  const made = await makeBackup({ ...source, spoolFolder: scratch() }, out);
  await endStream(out);
  return made;
}

/** Reads a whole backup and holds it against its digests. */
export async function check(path: string, ports: Pick<Ports, 'sealer'> = testPortsAlone()): Promise<void> {
  const backup = await openBackup(path, ports.sealer);
  await checkContents(backup).finally(() => backup.close());
}

function testPortsAlone(): Pick<Ports, 'sealer'> {
  return testPorts({} as OpenDatabase);
}

/** Restores a file as the command does, into the database and storage of the ports. */
export async function restoreFrom(
  path: string,
  db: OpenDatabase,
  ports: Ports,
): Promise<RestoredInstallation> {
  const backup = await openBackup(path, ports.sealer);
  try {
    await checkContents(backup);
    const { storage, sealer } = ports;
    return await restoreBackup(backup, { db, storage, sealer, moment: TEST_MOMENT });
  } finally {
    await backup.close();
  }
}

/** An empty storage on disk. */
export const emptyStorage = () => createDiskStorage({ root: scratch() });

/** One file of an archive, as a test rewrites it. */
export interface Piece {
  readonly name: string;
  readonly content: Buffer;
  readonly header?: Partial<Headers>;
}

/** The files of an archive. */
export async function piecesOf(path: string): Promise<Piece[]> {
  const file = await open(path, 'r');
  try {
    const pieces: Piece[] = [];
    for await (const member of walkArchive(file)) {
      pieces.push({ name: member.name, content: await buffer(readMember(file, member)) });
    }
    return pieces;
  } finally {
    await file.close();
  }
}

/** Writes an archive of these files; answers its path. */
export async function archiveOf(pieces: readonly Piece[]): Promise<string> {
  const path = join(scratch(), 'made.tar');
  const tar = pack();
  for (const { name, content, header } of pieces) tar.entry({ name, ...header }, content);
  tar.finalize();
  await pipeline(tar, createWriteStream(path));
  return path;
}
