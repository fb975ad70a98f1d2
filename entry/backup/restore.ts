import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Storage } from '#app/adapters/storage/port.ts';
import { systemActor, type Moment } from '#app/domain/account/actor.ts';
import { verifyJournal } from '#app/services/journal/verify-journal.server.ts';
import { isEmptyDatabase, openTables, setSequences } from '#db/backup/load.ts';
import { nestedDatabase } from '#db/backup/nested.ts';
import { insertRows, listTables, PLAIN_TEXT, readRows, type TableShape } from '#db/backup/table.ts';
import type { OpenDatabase } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { Sealer } from '#db/crypto/sealer.ts';
import { knownMigrations, migrateTo, migrateToLatest } from '#db/migrator.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { readMember } from './archive.ts';
import { listBackupFiles, type OpenBackup } from './check.ts';
import { BackupFault } from './fault.ts';
import { readLines } from './line.ts';
import { MEMBERS, type Manifest } from './manifest.ts';

/** Where a backup goes. */
export interface RestoreTarget {
  /** An empty database, whose login becomes the owner of the tables. */
  readonly db: OpenDatabase;
  readonly storage: Storage;
  readonly sealer: Sealer;
  readonly moment: Moment;
}

/** What was restored. */
export interface RestoredInstallation {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Migrations that the newer release added, oldest first. */
  readonly migrated: readonly string[];
  readonly journalEvents: number;
}

/** The version that a backup was made at. @throws BackupFault when this build doesn't know it */
function levelOf(manifest: Manifest): string {
  const known = knownMigrations();
  const strange = manifest.migrations.find((name, index) => known[index] !== name);
  if (strange !== undefined) {
    throw new BackupFault(
      `此备份的数据库版本（${strange}）不为本版本所知，请使用 ${manifest.product} 或更新的版本`,
      `this release doesn’t know the backup’s database version (${strange}): use ${manifest.product} or newer`,
    );
  }
  return manifest.migrations[manifest.migrations.length - 1] ?? '';
}

function checkShapes(manifest: Manifest, tables: readonly TableShape[]): void {
  const shapeOf = (name: string, columns: readonly string[]) => `${name}(${columns.join(',')})`;
  const expected = manifest.tables.map(({ name, columns }) => shapeOf(name, columns));
  const found = tables.map(({ name, columns }) =>
    shapeOf(
      name,
      columns.map((column) => column.name),
    ),
  );
  const odd = [
    ...found.filter((one) => !expected.includes(one)),
    ...expected.filter((one) => !found.includes(one)),
  ];
  if (odd[0])
    throw new BackupFault(
      `备份的表与其版本不符：${odd[0]}`,
      `a table doesn’t fit the backup’s version: ${odd[0]}`,
    );
}

/** Bytes of lines that go into one statement. */
const STATEMENT_BYTES = 1_000_000;

async function loadTable(client: pg.PoolClient, backup: OpenBackup, table: TableShape): Promise<void> {
  const member = backup.members.get(MEMBERS.table(table.name));
  if (!member) throw new BackupFault(`备份中缺少 ${table.name}`, `the backup lacks ${table.name}`);
  let lines: string[] = [];
  let held = 0;
  for await (const line of readLines(readMember(backup.file, member))) {
    lines.push(line);
    held += line.length;
    if (held < STATEMENT_BYTES) continue;
    await insertRows(client, table, lines);
    [lines, held] = [[], 0];
  }
  if (lines.length > 0) await insertRows(client, table, lines);
}

/** Reads a table back and holds it against the manifest. */
async function checkTable(client: pg.PoolClient, table: TableShape, manifest: Manifest): Promise<void> {
  const expected = manifest.tables.find(({ name }) => name === table.name);
  const digest = createHash('sm3');
  let rows = 0;
  for await (const lines of readRows(client, table)) {
    rows += lines.length;
    digest.update(`${lines.join('\n')}\n`);
  }
  if (rows !== expected?.rows || digest.digest('hex') !== expected.sm3)
    throw new BackupFault(`恢复后的 ${table.name} 与备份不符`, `${table.name} isn’t what was backed up`);
}

/** Puts files into the storage; `undo` takes away again what it put there. */
async function putFiles(
  backup: OpenBackup,
  storage: Storage,
  undo: (() => Promise<void>)[],
): Promise<number> {
  const kept = new Set<string>();
  let done = 0;
  undo.push(async () => {
    let index = 0;
    for await (const { key } of listBackupFiles(backup)) {
      index += 1;
      if (index > done) return;
      if (!kept.has(key)) await storage.remove(key);
    }
  });
  for await (const { key, bytes, sm3, member } of listBackupFiles(backup)) {
    const there = await storage.get(key);
    if (there) {
      const digest = createHash('sm3');
      for await (const chunk of there as AsyncIterable<Buffer>) digest.update(chunk);
      if (digest.digest('hex') !== sm3) {
        throw new BackupFault(
          `存储中已有另一个 ${key}，请换用空的存储`,
          `the storage holds another ${key}: use an empty one`,
        );
      }
      kept.add(key);
    } else {
      const put = await storage.put(key, readMember(backup.file, member), { maxBytes: bytes });
      if (!put.ok || put.size !== bytes)
        throw new BackupFault(`文件 ${key} 未能写入存储`, `${key} could not be put into the storage`);
    }
    done += 1;
  }
  return done;
}

const INSTALL = { kind: 'job', name: 'install' } as const;

async function loadRows(client: pg.PoolClient, backup: OpenBackup): Promise<void> {
  const tables = await listTables(client);
  checkShapes(backup.manifest, tables);
  const close = await openTables(client, tables);
  for (const table of tables) await loadTable(client, backup, table);
  await setSequences(client, backup.manifest.sequences);
  for (const table of tables) await checkTable(client, table, backup.manifest);
  await close();
}

/** All that the transaction does; whatever throws in it leaves the target empty. */
async function restoreWithin(
  client: pg.PoolClient,
  backup: OpenBackup,
  target: RestoreTarget,
  undo: (() => Promise<void>)[],
): Promise<RestoredInstallation> {
  const { manifest } = backup;
  const level = levelOf(manifest);
  if (!(await isEmptyDatabase(client))) {
    throw new BackupFault(
      '目标数据库不是空的：只能恢复到空的安装中',
      'the database isn’t empty: a backup is restored into an empty installation only',
    );
  }
  const inside = nestedDatabase(client);
  await migrateTo(inside, level);
  await client.query(PLAIN_TEXT);
  await loadRows(client, backup);
  const migrated = (await migrateToLatest(inside)).map(({ migrationName }) => migrationName);
  const journal = await verifyJournal({ db: inside, sealer: target.sealer });
  if (!journal.ok) {
    const where = JSON.stringify(journal.brokenLink ?? journal.brokenCheckpoint);
    throw new BackupFault(`日志链校验未通过：${where}`, `the journal does not hold: ${where}`);
  }
  const files = await putFiles(backup, target.storage, undo);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  await inside.transaction(INSTALL, (trx) =>
    appendJournal(trx, systemActor(INSTALL), target.moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'backup.restored',
      payload: { madeAt: manifest.at, digest: sm3Hex(backup.manifestText), rows, files },
      shared: false,
    }),
  );
  return { tables: manifest.tables.length, rows, files, migrated, journalEvents: journal.events };
}

/**
 * Restores a backup whose contents were checked, in one transaction: tables at the backup's version, rows as they were,
 * then the newer migrations, then the journal's chains, then the files. Nothing of it stays when anything fails.
 * @throws BackupFault when the target isn't empty or something doesn't hold
 */
export async function restoreBackup(
  backup: OpenBackup,
  target: RestoreTarget,
): Promise<RestoredInstallation> {
  const client = await target.db.pool.connect();
  const undo: (() => Promise<void>)[] = [];
  try {
    await client.query('begin');
    const restored = await restoreWithin(client, backup, target, undo);
    await client.query('commit');
    return restored;
  } catch (error) {
    const faults: unknown[] = [error];
    for (const step of [() => client.query('rollback'), ...undo]) {
      await Promise.resolve(step()).catch((second: unknown) => faults.push(second));
    }
    throw faults.length === 1
      ? error
      : new AggregateError(faults, 'the restore failed, and so did undoing it');
  } finally {
    // Migrations take locks for the session; none outlives this connection.
    client.release(!target.db.embedded);
  }
}
