import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '#seeds/demo/cast.ts';
import { demoFolder, removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, visit } from '#tests/support/visitor.ts';

const ADMIN_URL = process.env.SHUHENG_TEST_DATABASE_URL;
if (!ADMIN_URL)
  console.log(
    '跳过 PostgreSQL 上的启动测试：未设置 SHUHENG_TEST_DATABASE_URL / no SHUHENG_TEST_DATABASE_URL',
  );

const PRODUCTION = { SECRET_KEY: 'Zk3vQm8sXp1wRt6yUb9cNd4eFg7hJa2L', ORIGIN: 'https://shuheng.example.cn' };

/** Starts the built app where it is expected to end by itself; answers how, and what it said. */
function tryStart(
  mode: string,
  environment: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [resolve('build/entry/server.js'), `--${mode}`], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      PORT: '0',
      SHUHENG_HOME: resolve('.'),
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const late = setTimeout(() => child.kill('SIGKILL'), 90_000);
  return new Promise((done) =>
    child.on('exit', (code) => {
      clearTimeout(late);
      done({ code, said });
    }),
  );
}

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('a running app', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
    removeFolder(app.dataFolder);
  });

  it('lives and is ready', async () => {
    expect(await (await fetch(`${app.origin}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${app.origin}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('keeps a second process off its data folder, with words that help', async () => {
    const { code, said } = await tryStart('demo', { DATA_FOLDER: app.dataFolder });
    expect(code).toBe(2);
    expect(said).toMatch(/正被进程 \d+ 使用.*in use by process/s);
    expect(said).not.toMatch(/ at .*\.(js|ts):/);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
  });

  it('keeps another session’s id when somebody signs in again', async () => {
    const visitor = await signedIn(app.origin, 'owner');
    const before = visitor.cookies.get('sh_session');
    expect((await visitor.get('/start')).status).toBe(200);
    await visitor.post('/sign-out', {});
    expect(visitor.cookies.has('sh_session')).toBe(false);
    const replay = await fetch(`${app.origin}/start`, {
      headers: { cookie: `sh_session=${before}` },
      redirect: 'manual',
    });
    expect(replay.status).toBe(302);
  });

  /** Addresses of the built app, with what no link of ours would put in for a parameter. */
  async function addresses(): Promise<string[]> {
    const { routes } = (await import(resolve('build/server/index.js'))) as {
      routes: Record<string, { path?: string }>;
    };
    return Object.values(routes)
      .map((route) => route.path ?? '')
      .filter((path) => !/sign-out|session/.test(path))
      .sort();
  }
  const VALUES = [
    'x',
    '00000000-0000-7000-8000-000000000000',
    "'%20or%20''='",
    '%E7%A4%BA',
    '-1',
    '%F0%9F%92%A9',
    'a'.repeat(3000),
  ];
  const QUERIES = [
    '',
    '?page=-1&status=x&q=%25_%27&from=2026-99-99&to=x&cursor=%%%&cursor=e30&format=x&version=-9&a=b&__proto__=x',
  ];
  const FIELDS: Record<string, string>[] = [
    {},
    { __proto__: 'x', constructor: 'y', name: '\u0000', title: 'a' },
    Object.fromEntries(
      [
        'name',
        'id',
        'kind',
        'note',
        'reason',
        'email',
        'code',
        'role',
        'date',
        'happenedOn',
        'body',
        'url',
        'uscc',
        'year',
        'revision',
        'path',
      ].map((name) => [name, '\ud800💩%00\u202e'.repeat(20)]),
    ),
  ];

  // Every seat of every house is asked with others' ids and every form with bad fields elsewhere, in one process. Here
  // each address is asked by everybody, and each way of asking comes to it from somebody.
  const ASKING = ['nobody', 'owner', 'supervisor', 'consultant'];
  /** One of `all`, another at each turn and at each place. */
  const oneOf = <T>(all: readonly T[], turn: number): T => all[turn % all.length] as T;

  it.each(ASKING.map((key, turn) => [key, turn] as const))(
    'never makes a fault of its own, whatever %s asks of it',
    async (key, turn) => {
      const visitor = key === 'nobody' ? await visit(app.origin) : await signedIn(app.origin, key);
      const faults: string[] = [];
      const note = async (what: string, response: Response) => {
        await response.arrayBuffer(); // an answer left unread holds its connection
        const { status } = response;
        if (status >= 500) faults.push(`${status} ${what.slice(0, 160)}`);
      };
      for (const [place, path] of (await addresses()).entries()) {
        const nth = place + turn;
        for (const [index, query] of QUERIES.entries()) {
          const value = oneOf(VALUES, QUERIES.length * nth + index);
          const address = `/${path.replace(/:\w+\??/g, value).replace(/\*$/, value)}`;
          await note(`GET ${address}${query}`, await visitor.get(address + query));
        }
        const address = `/${path.replace(/:\w+\??/g, VALUES[1] ?? '')}`;
        const fields = oneOf([...FIELDS, null], nth);
        if (fields === null)
          await note(`POST multipart ${address}`, await visitor.post(address, { name: 'x' }, 'multipart'));
        else await note(`POST ${address} ${Object.keys(fields).join()}`, await visitor.post(address, fields));
      }
      expect(faults).toEqual([]);
    },
    600_000,
  );
});

describe('a start', () => {
  it.each([
    ['SECRET_KEY', { ...PRODUCTION, SECRET_KEY: '', DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }],
    ['DATABASE_URL', PRODUCTION],
    ['ORIGIN', { ...PRODUCTION, ORIGIN: '', DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }],
  ])('in production is refused without %s', async (name, environment) => {
    const { code, said } = await tryStart('production', environment);
    expect(code).toBe(2);
    expect(said).toContain(name);
    expect(said).not.toMatch(/ at .*\.(js|ts):/);
  });

  it('on a port that is taken says so, ends, and leaves the folder free', async () => {
    const folder = demoFolder();
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    const { port } = other.address() as AddressInfo;
    const { code, said } = await tryStart('demo', { PORT: String(port), DATA_FOLDER: folder });
    other.close();
    expect([code, said.includes(`端口 ${port} 已被占用`), said.includes(`Port ${port} is taken`)]).toEqual([
      1,
      true,
      true,
    ]);
    expect(existsSync(join(folder, 'database/lock.pid'))).toBe(false);
    removeFolder(folder);
  });
});

describe('an end', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach(removeFolder));

  it('lets a request in flight finish, takes no new one, gives the folder back', async () => {
    const app = await startApp();
    folders.push(app.dataFolder);
    const visitor = await visit(app.origin);
    const body = new URLSearchParams({ _csrf: visitor.token, back: '/' }).toString();
    const { port } = new URL(app.origin);
    const socket = await new Promise<Socket>((opened) => {
      const made = connect(Number(port), '127.0.0.1', () => opened(made));
    });
    let answer = '';
    socket.on('data', (text) => (answer += text.toString()));
    const closed = new Promise((done) => socket.on('close', done));
    socket.write(
      `POST /language HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${app.origin}\r\nCookie: ${visitor.cookie()}\r\n` +
        `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    );
    await new Promise((wake) => setTimeout(wake, 300));
    const began = Date.now();
    const ended = app.stop();
    await new Promise((wake) => setTimeout(wake, 500));
    await expect(fetch(`${app.origin}/healthz`)).rejects.toThrow();
    socket.write(body.slice(10));
    expect(await ended).toBe(0);
    await closed;
    expect(answer).toMatch(/^HTTP\/1.1 302[^]*sh_language=en/);
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(existsSync(join(app.dataFolder, 'database/lock.pid'))).toBe(false);
  });

  it('by a kill loses nothing that was answered', async () => {
    const first = await startApp();
    folders.push(first.dataFolder);
    const visitor = await signedIn(first.origin, 'owner');
    await first.kill();
    expect(existsSync(join(first.dataFolder, 'database/lock.pid'))).toBe(true);
    const second = await startApp({ dataFolder: first.dataFolder });
    const again = await fetch(`${second.origin}/start`, {
      headers: { cookie: `sh_session=${visitor.cookies.get('sh_session')}` },
      redirect: 'manual',
    });
    expect(again.status).toBe(200);
    expect(await second.stop()).toBe(0);
  });
});

describe.skipIf(!ADMIN_URL)('on a PostgreSQL server', () => {
  const name = `shuheng_start_${randomBytes(6).toString('hex')}`;
  const url = new URL(ADMIN_URL ?? 'postgres://127.0.0.1/');
  url.pathname = `/${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'shuheng-server-'));
  const admin = async (text: string) => {
    const client = new pg.Client({ connectionString: ADMIN_URL });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  beforeAll(() => admin(`create database ${name}`));
  afterAll(async () => {
    await admin(`drop database if exists ${name} with (force)`);
    removeFolder(folder);
  });

  it('production refuses a database with demo accounts, and a trial refuses a database for real work', async () => {
    const database = { DATABASE_URL: url.href };
    const port = await freePort();
    const local = { ...PRODUCTION, ...database, PORT: String(port), ORIGIN: `http://127.0.0.1:${port}` };
    const production = await startApp({ mode: 'production', dataFolder: folder, environment: local });
    expect(production.output()).not.toContain(DEMO_PASSWORD);
    expect(await production.stop()).toBe(0);

    const trial = await tryStart('demo', { DATA_FOLDER: folder, ...database });
    expect([trial.code, trial.said.includes('不是演示库')]).toEqual([2, true]);

    await admin(`drop database ${name} with (force)`);
    await admin(`create database ${name}`);
    const demo = await startApp({ dataFolder: folder, environment: database });
    await demo.stop();
    const again = await startApp({ dataFolder: folder, environment: database });
    await again.stop();
    const refusedStart = await tryStart('production', { ...PRODUCTION, ...database });
    expect(refusedStart.code).toBe(2);
    expect(refusedStart.said).toMatch(/演示账号，不能用于生产.*demonstration accounts/s);
  });
});
