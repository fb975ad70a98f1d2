import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseOver, type OpenDatabase } from './client.ts';

/** Thrown when another process holds the embedded database's folder. */
export class DatabaseFolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `数据目录 ${folder} 正被进程 ${pid} 使用：嵌入式数据库同一时间只允许一个进程。请先停止它，或改用 DATABASE_URL。` +
        ` / The data folder is in use by process ${pid}; stop it first, or set DATABASE_URL.`,
    );
    this.name = 'DatabaseFolderInUse';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes the lock on a data folder; PGlite itself has none, and two processes on one folder lose rows.
 * @returns a function that gives it back
 * @throws DatabaseFolderInUse when a living process holds it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock.pid');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 3) throw error;
      const pid = Number(existsSync(path) ? readFileSync(path, 'utf8') : '');
      if (pid > 0 && isAlive(pid)) throw new DatabaseFolderInUse(folder, pid);
      rmSync(path, { force: true });
    }
  }
  let held = true;
  return () => {
    if (held) rmSync(path, { force: true });
    held = false;
  };
}

/** Puts the same `pg.Pool` in front of a PGlite as in front of a server. */
async function openLite(options: PGliteOptions, release: () => void): Promise<OpenDatabase> {
  const lite = await PGlite.create(options);
  // One connection: PGlite is one session, and a second pool would share its transaction.
  // connectionTimeoutMillis turns a query on the root inside a transaction into an error, not a hang.
  const pool = new pg.Pool({
    ...createPgConfig(lite),
    max: 1,
    connectionTimeoutMillis: 15_000,
  } as pg.PoolConfig);
  pool.on('error', () => undefined);
  return databaseOver(pool, true, async () => {
    await lite.close();
    release();
  });
}

/** Opens the embedded PostgreSQL in a folder, which it locks. */
export async function openEmbeddedDatabase(folder: string): Promise<OpenDatabase> {
  const release = lockFolder(folder);
  try {
    return await openLite({ dataDir: join(folder, 'pg') }, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens an embedded PostgreSQL in memory, from a dump if one is given. For tests. */
export async function openMemoryDatabase(dump?: Blob): Promise<OpenDatabase> {
  return openLite(dump ? { loadDataDir: dump } : {}, () => undefined);
}

/** An empty, migrated database's dump, made once and opened many times. For tests. */
export async function dumpMemoryDatabase(prepare: (db: OpenDatabase) => Promise<void>): Promise<Blob> {
  const lite = await PGlite.create();
  const pool = new pg.Pool({
    ...createPgConfig(lite),
    max: 1,
    connectionTimeoutMillis: 15_000,
  } as pg.PoolConfig);
  const db = databaseOver(pool, true, () => Promise.resolve());
  await prepare(db);
  const dump = await lite.dumpDataDir('none');
  await db.close();
  await lite.close();
  return dump;
}
