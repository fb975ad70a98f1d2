import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import pg from 'pg';

/** A PostgreSQL on which this run may make databases. */
export interface BenchServer {
  /** What it says of itself. */
  readonly version: string;
  /** Makes a database, empty or as a copy of another of this run, and answers its address. */
  create(name: string, template?: string): Promise<string>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Thrown when something can't be measured here; the message says what would help. */
export class NotMeasurable extends Error {
  override readonly name = 'NotMeasurable';
}

/** Folder of PostgreSQL's programs: the newest of Debian's, else the first on the PATH. */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  const folders = [
    ...(newest ? [join(debian, newest, 'bin')] : []),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const address = probe.address();
  await new Promise<void>((closed) => probe.close(() => closed()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Buffers and checkpoints as somebody would set them who read the manual; what makes commits safe stays as it is. */
const SETTINGS = [
  'shared_buffers=1GB',
  'maintenance_work_mem=2GB',
  'max_wal_size=8GB',
  'checkpoint_timeout=30min',
  'max_connections=80',
];

/** PostgreSQL won't run as root, so root runs it as `postgres`. */
function startOwnServer(
  programs: string,
  port: number,
): { readonly url: string; readonly stop: () => void; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-bench-pg-'));
  const isRoot = process.getuid?.() === 0;
  const asPostgres = (command: string) => {
    if (isRoot) return spawnSync('su', ['postgres', '-s', '/bin/sh', '-c', command], { encoding: 'utf8' });
    return spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  };
  const must = (command: string) => {
    const { status, stderr, error } = asPostgres(command);
    if (status !== 0) throw new NotMeasurable(`PostgreSQL: ${error?.message ?? stderr}`);
  };
  if (isRoot) {
    const { stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
    chownSync(folder, Number(stdout), -1);
  }
  const data = join(folder, 'db');
  must(`'${programs}/initdb' -D '${data}' -A trust -U postgres -E UTF8 --locale=C.UTF-8 >/dev/null`);
  const options = [
    `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder}`,
    ...SETTINGS.map((one) => `-c ${one}`),
  ];
  must(
    `'${programs}/pg_ctl' -D '${data}' -w -l '${join(folder, 'log')}' -o '${options.join(' ')}' start >/dev/null`,
  );
  return {
    folder,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      asPostgres(`'${programs}/pg_ctl' -D '${data}' -m immediate stop >/dev/null`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The server at `url`, else one of this run's own.
 * @throws NotMeasurable when there is neither
 */
export async function openBenchServer(url: string | undefined): Promise<BenchServer> {
  const programs = url ? null : findPrograms();
  if (!url && !programs) {
    throw new NotMeasurable(
      '没有 PostgreSQL：请设置 SHUHENG_BENCH_DATABASE_URL=postgres://可建库的超级用户@主机/postgres，或安装（apt-get install postgresql）。/ No PostgreSQL: set SHUHENG_BENCH_DATABASE_URL to a superuser’s address, or install it (apt-get install postgresql).',
    );
  }
  const own = programs ? startOwnServer(programs, await freePort()) : null;
  const adminUrl = own?.url ?? url ?? '';
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  admin.on('error', () => undefined);
  const names = new Map<string, string>();
  const mark = `shuheng_bench_${process.pid}`;
  const { rows } = await admin.query<{ version: string; isSuperuser: boolean }>(
    `select current_setting('server_version') as version, rolsuper as "isSuperuser" from pg_roles where rolname = current_user`,
  );
  if (!rows[0]?.isSuperuser) {
    throw new NotMeasurable(
      'SHUHENG_BENCH_DATABASE_URL 须为超级用户：下限不经行级安全。/ A superuser is needed: the floor goes past row-level security.',
    );
  }
  const drop = async (name: string) => {
    await admin.query(`drop database if exists ${names.get(name) ?? name} with (force)`);
    names.delete(name);
  };
  return {
    version: rows[0].version,
    async create(name, template) {
      const full = `${mark}_${name}`;
      const copied = template === undefined ? '' : ` template ${names.get(template) ?? template}`;
      await admin.query(`create database ${full}${copied}`);
      names.set(name, full);
      const address = new URL(adminUrl);
      address.pathname = `/${full}`;
      return address.href;
    },
    drop,
    async stop() {
      if (!own) for (const name of [...names.keys()]) await drop(name);
      await admin.end();
      own?.stop();
    },
  };
}

/** A process that was started for the measuring. */
export interface BenchProcess {
  readonly origin: string;
  readonly pid: number;
  /** The end of what it printed. */
  lastWords(): string;
  stop(): Promise<void>;
}

/** Ends with the last words of a process that didn't come up. */
async function untilAnswers(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`a process ended with ${child.exitCode}:\n${output()}`);
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`not ready after 120 s:\n${output()}`);
}

async function startProcess(
  words: readonly string[],
  ready: string,
  origin: string,
  environment: Record<string, string>,
): Promise<BenchProcess> {
  let text = '';
  const child = spawn(process.execPath, [...words], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collect = (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-4000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  const pid = child.pid ?? 0;
  try {
    await untilAnswers(`${origin}${ready}`, child, () => text);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    origin,
    pid,
    lastWords: () => text,
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The secret under which this run's data are sealed. */
export const BENCH_SECRET = 'k3V9q1Zr7Tt0bXw5Lm8Yc2Dj6Hs4Gf_bench';
/** Connections of the app's pool and of the floor's. */
const POOL = 10;

/** What `npm run serve` tells Node before the script. */
function nodeOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { serve: string } };
  return scripts.serve.split(' ').filter((word) => word.startsWith('--'));
}

/** Starts the built app as `npm run serve` starts it, on a database. */
export async function startApp(databaseUrl: string): Promise<BenchProcess & { removeFiles(): void }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-bench-app-'));
  const app = [...nodeOptions(), resolve('build/entry/server.js'), '--production'];
  const started = await startProcess(app, '/readyz', origin, {
    PORT: String(port),
    ORIGIN: origin,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(POOL),
    DATA_FOLDER: folder,
    SECRET_KEY: BENCH_SECRET,
    SHUHENG_HOME: resolve('.'),
    LOG_LEVEL: 'warn',
  });
  return { ...started, removeFiles: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the floor on the same database; `works` names the file of its statements. */
export async function startFloor(databaseUrl: string, works: string): Promise<BenchProcess> {
  const port = await freePort();
  return startProcess([resolve('.cache/tests/bench/floor.bench.js')], '/', `http://127.0.0.1:${port}`, {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(POOL),
    WORKS: works,
  });
}

/** Memory of a process that is in use now and was in use at most, in MB. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
  return { now: read('VmRSS'), most: read('VmHWM') };
}
