import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '#db/outage.ts';
import { openServerDatabase } from '#db/client.ts';
import { demoOnServer, removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { signedIn, type Visitor } from '#tests/support/visitor.ts';
import { openLine, type Line } from './line.ts';

const ADMIN_URL = process.env.SHUHENG_TEST_DATABASE_URL;
if (!ADMIN_URL)
  console.log(
    '跳过数据库离线测试：未设置 SHUHENG_TEST_DATABASE_URL / no SHUHENG_TEST_DATABASE_URL: a database away is not tried',
  );

const TIMEOUT_SECONDS = 2;
/** A page as a browser asks for it. */
const READING = { accept: 'text/html,application/xhtml+xml' };

describe.skipIf(!ADMIN_URL)('a database that goes away', () => {
  const name = `shuheng_away_${randomBytes(6).toString('hex')}`;
  const direct = new URL(ADMIN_URL ?? 'postgres://127.0.0.1/');
  let folder: string;
  let admin: pg.Client;
  let line: Line;
  let app: RunningApp;
  let owner: Visitor;

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: ADMIN_URL });
    await admin.connect();
    folder = await demoOnServer(name, (text) => admin.query(text));
    direct.pathname = `/${name}`;
    line = await openLine(direct.hostname, Number(direct.port || 5432));
    const through = new URL(direct);
    through.hostname = '127.0.0.1';
    through.port = String(line.port);
    app = await startApp({
      dataFolder: folder,
      environment: {
        DATABASE_URL: through.href,
        DATABASE_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS),
        SMTP_URL: 'smtp://127.0.0.1:1',
      },
    });
    owner = await signedIn(app.origin, 'owner');
  });
  afterEach(() => line.set('open'));
  afterAll(async () => {
    await app.stop();
    await line.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    removeFolder(folder);
  });

  const status = async (path: string) => {
    const answer = await owner.get(path);
    await answer.arrayBuffer();
    return answer.status;
  };
  /** Waits until the start page is there again, without anybody's help; answers how long it took, in ms. */
  async function untilBack(): Promise<number> {
    const began = Date.now();
    while ((await status('/start')) !== 200) {
      if (Date.now() - began > 15_000) throw new Error(`not back after 15 s:\n${app.output().slice(-2000)}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
    return Date.now() - began;
  }

  it('is told of in words, with 503, by a process that lives; and is found again', async () => {
    await line.set('refused');
    const page = await owner.get('/start');
    const text = await page.text();
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10']);
    expect(text).toContain('暂时无法服务');
    expect(text).toContain('数据库暂时无法连接');
    expect(text).not.toMatch(/ECONN|at .*\.js:|127\.0\.0\.1:\d+\/|postgres/i);
    const data = await owner.get('/start.data');
    expect([data.status, (await data.text()).includes('数据库暂时无法连接')]).toEqual([503, true]);
    expect(await (await fetch(`${app.origin}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${app.origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'database' }]);
    expect(app.output()).toMatch(/"level":50.*(ECONNREFUSED|Connection terminated)/);
    await line.set('open');
    expect(await untilBack()).toBeLessThan(5000);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
  });

  it('loses nothing that was typed: the page that tells of it sends the form again', async () => {
    await line.set('refused');
    const typed = `张<三>"${randomBytes(3).toString('hex')}`;
    const answer = await owner.post('/account/profile', { name: typed, mobile: '' });
    const page = await answer.text();
    expect(answer.status).toBe(503);
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, field = '', value = '']) => [field, plain(value)] as const,
    );
    expect(inputs).toContainEqual(['name', typed]);
    expect(page).toContain('重新提交');
    await line.set('open');
    await untilBack();
    const fields = Object.fromEntries(inputs.filter(([field]) => field === 'name' || field === 'mobile'));
    expect((await owner.post('/account/profile', fields)).status).toBe(302);
    expect(plain(await (await owner.get('/account/profile')).text())).toContain(typed);
  });

  it('is answered to scripts as unreachable, so that drafts stay in the browser', async () => {
    const filings = await (await owner.get('/filings')).text();
    const id = /\/filings\/([0-9a-f-]{36})/.exec(filings)?.[1] ?? '';
    await line.set('refused');
    const answer = await owner.post(`/filings/${id}/draft`, { base: '{}', mine: '{}' });
    expect([answer.status, (await answer.json()) as object]).toMatchObject([503, { code: 'unavailable' }]);
  });

  it('gives an address without a page one of its own, with the form on it', async () => {
    await line.set('refused');
    const download = await owner.send(
      '/sign-out',
      new URLSearchParams({ _csrf: owner.token, note: '<b>' }),
      READING,
    );
    const text = await download.text();
    expect([download.status, download.headers.get('content-type')]).toEqual([
      503,
      'text/html; charset=utf-8',
    ]);
    expect(text).toContain('name="note" value="&lt;b&gt;"');
    expect(text).toContain('<form method="post" action="/sign-out">');
    expect(text).toContain('数据库暂时无法连接');
  });

  it('in the midst of questions breaks those alone, and never as a fault of the product', async () => {
    const asking = Array.from({ length: 24 }, () => status('/start'));
    await new Promise((wake) => setTimeout(wake, 30));
    line.cut();
    const answers = await Promise.all(asking);
    expect(answers.filter((one) => one !== 200 && one !== 503)).toEqual([]);
    expect(await untilBack()).toBeLessThan(5000);
  });

  it('without a word is waited for no longer than it is set to, and is found again', async () => {
    await status('/start');
    expect(line.count()).toBeGreaterThan(0);
    await line.set('silent');
    const began = Date.now();
    const [page, ready] = await Promise.all([owner.get('/start'), fetch(`${app.origin}/readyz`)]);
    expect([page.status, ready.status]).toEqual([503, 503]);
    expect(await page.text()).toContain('数据库暂时无法连接');
    expect(Date.now() - began).toBeLessThan((TIMEOUT_SECONDS * 2 + 2) * 1000);
    await line.set('open');
    expect(await untilBack()).toBeLessThan(8000);
  });

  it('by ending every session of the server costs one answer at most', async () => {
    await status('/start');
    const { rows } = await admin.query<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = $1`,
      [name],
    );
    expect(rows.length).toBeGreaterThan(0);
    const answers = [await status('/start'), await status('/start')];
    expect([200, 503]).toContain(answers[0]);
    expect(answers[1]).toBe(200);
  });

  it('between two questions of one transaction rejects it, and nothing more', async () => {
    const db = await openServerDatabase(direct.href, 1);
    const failure = await db
      .transaction({ kind: 'anonymous' }, async (trx) => {
        await sql`select ${1}::int`.execute(trx);
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and state = 'idle in transaction'`,
          [name],
        );
        await new Promise((wake) => setTimeout(wake, 200));
      })
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(isDatabaseAway(failure)).toBe(true);
    expect(await db.ping()).toBe(true);
    await db.close();
  });

  it('leaves the jobs running', async () => {
    const client = new pg.Client({ connectionString: direct.href });
    await client.connect();
    const { rows: begun } = await client.query<{ now: string }>('select now()::text as now');
    const since = begun[0]?.now ?? '';
    const finished = async () =>
      (
        await client.query(`select 1 from pgboss.job where state = 'completed' and completed_on > $1`, [
          since,
        ])
      ).rows.length > 0;
    // The outbox has mail that waits for a server: looking for it is a job every few seconds.
    for (let tries = 0; !(await finished()); tries += 1) {
      if (tries > 80) throw new Error(`no job was finished:\n${app.output().slice(-2000)}`);
      await new Promise((wake) => setTimeout(wake, 500));
    }
    await client.end();
  });
});

describe('a start without its database', () => {
  it('ends with words that say where to look', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuheng-away-'));
    const start = startApp({
      dataFolder: folder,
      environment: { DATABASE_URL: 'postgres://a@127.0.0.1:1/x' },
    });
    const said = await start.then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(said).toMatch(/ended with 1:[^]*数据库连接不上：请检查 DATABASE_URL[^]*ECONNREFUSED/);
    expect(said).not.toMatch(/ at .*server\.js:/);
    removeFolder(folder);
  });
});

/** A text of a page as it is read. */
function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}
