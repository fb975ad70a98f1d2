import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Locks that this process holds, by path: its own number in a file may be a dead process's of before a restart. */
const held = new Set<string>();

/** When a process started, in the kernel's ticks; empty where the system doesn't tell. Numbers of processes come again. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold blanks; the 20th field after it is the start.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no such process, or no such system
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

/** The process that a lock's text names, if it still is that process; 0 otherwise. */
function holderOf(path: string, text: string): number {
  const [, number = '', start = ''] = /^(\d{1,10}) ?(\d*)$/.exec(text.trim()) ?? [];
  const pid = Number(number);
  if (pid <= 0) return 0;
  if (pid === process.pid) return held.has(path) ? pid : 0;
  if (!isAlive(pid)) return 0;
  const now = startOf(pid);
  return start !== '' && now !== '' && start !== now ? 0 : pid;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes the lock with its text in one step; answers false when there is one. */
function tryLock(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    // A file system without hard links: the draft's name is moved, and only a look before guards it.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(code)) throw error;
    if (readText(path) !== null) return false;
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Puts a stale lock aside; back again if it was a fresh one that came in between. */
function clearStale(path: string, staleText: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    const text = readText(aside);
    if (text !== null && text !== staleText) tryLock(path, text);
  } catch (error) {
    // Somebody else cleared it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes the lock on a data folder; PGlite itself has none, and two processes on one folder lose rows.
 * @returns a function that gives it back
 * @throws DatabaseFolderInUse when a living process holds it, this one included
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(realpathSync(folder), 'lock.pid');
  const text = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; !tryLock(path, text); attempt += 1) {
    const found = readText(path);
    if (found === null) continue; // it was given back meanwhile
    const pid = holderOf(path, found);
    if (pid > 0 || attempt > 20) throw new DatabaseFolderInUse(folder, pid);
    clearStale(path, found);
  }
  held.add(path);
  let isOurs = true;
  return () => {
    if (!isOurs) return;
    isOurs = false;
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** Longest wait for the one connection. */
const WAIT_MS = 15_000;

/**
 * Puts the same `pg.Pool` in front of a PGlite as in front of a server. One connection: PGlite is one session, and a
 * second pool would share its transaction. The wait turns a query on the root inside a transaction into an error, not
 * a hang.
 */
function poolOver(lite: PGlite, waitMs = WAIT_MS): pg.Pool {
  const options = { ...createPgConfig(lite), max: 1, connectionTimeoutMillis: waitMs };
  const pool = new pg.Pool(options as pg.PoolConfig);
  pool.on('error', () => undefined);
  return pool;
}

const EMBEDDED = { embedded: true, prepares: true } as const;

async function openLite(options: PGliteOptions, release: () => void, waitMs?: number): Promise<OpenDatabase> {
  const lite = await PGlite.create(options);
  return databaseOver(poolOver(lite, waitMs), EMBEDDED, async () => {
    await lite.close();
    release();
  });
}

/** Opens the embedded PostgreSQL in a folder, which it locks. @throws DatabaseFolderInUse */
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
export async function openMemoryDatabase(dump?: Blob, waitMs?: number): Promise<OpenDatabase> {
  return openLite(dump ? { loadDataDir: dump } : {}, () => undefined, waitMs);
}

/** An empty, migrated database's dump, made once and opened many times. For tests. */
export async function dumpMemoryDatabase(prepare: (db: OpenDatabase) => Promise<void>): Promise<Blob> {
  const lite = await PGlite.create();
  const db = databaseOver(poolOver(lite), EMBEDDED, () => Promise.resolve());
  await prepare(db);
  const dump = await lite.dumpDataDir('none');
  await db.close();
  await lite.close();
  return dump;
}
