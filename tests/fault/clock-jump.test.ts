import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import { DEMO_PASSWORD, demoAccounts } from '#seeds/demo/cast.ts';
import { removeFolder, startApp, type RunningApp } from '#tests/support/app.ts';
import { clockShift } from '#tests/support/clock-shift.ts';
import { signedIn, visit, type Visitor } from '#tests/support/visitor.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

describe('a clock that jumps', () => {
  const clock = clockShift();
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ environment: clock.environment });
  });
  afterAll(async () => {
    await app.stop();
    removeFolder(app.dataFolder);
  });

  const status = async (visitor: Visitor, path: string) => {
    const answer = await visitor.get(path);
    await answer.arrayBuffer();
    return answer.status;
  };
  /** What a person does in a day; answers the statuses. */
  async function work(visitor: Visitor, name: string): Promise<number[]> {
    const saved = await visitor.post('/account/profile', { name, mobile: '' });
    await saved.arrayBuffer();
    return [
      saved.status,
      ...(await Promise.all(
        ['/start', '/filings', '/changes', '/messages'].map((path) => status(visitor, path)),
      )),
    ];
  }
  const WELL = [302, 200, 200, 200, 200];

  it('by hours ahead ends idle sessions and nothing else; back again, nobody is locked out', async () => {
    const owner = await signedIn(app.origin, 'owner');
    expect(await work(owner, '林示例甲')).toEqual(WELL);
    await clock.jump(3 * HOUR);
    expect(await status(owner, '/start')).toBe(302);
    const again = await signedIn(app.origin, 'owner');
    expect(await work(again, '林示例乙')).toEqual(WELL);
    await clock.jump(0);
    // A session from the future is as good as another: it ends when its own time is over.
    expect(await work(again, '林示例丙')).toEqual(WELL);
  });

  it.each([
    ['a year ahead', YEAR],
    ['a year back', -YEAR],
    ['an hour back', -HOUR],
  ])('%s leaves every page answering, and people sign in', async (_name, shift) => {
    await clock.jump(shift);
    const owner = await signedIn(app.origin, 'owner');
    expect(await work(owner, '林示例丁')).toEqual(WELL);
    const now = new Date(Date.now() + shift).toISOString();
    const operator = demoAccounts.find(({ key }) => key === 'operator');
    const visitor = await visit(app.origin);
    await visitor.post('/sign-in', { identifier: operator?.email ?? '', password: DEMO_PASSWORD });
    const code = totpCodeAt(operator?.totpSecret ?? '', now);
    const shown = await visitor.post('/second-factor', { code, back: '/start' });
    // A code of an earlier step than the last one used is refused, whatever the clock says: that is no fault.
    expect([302, 422]).toContain(shown.status);
    expect(app.output()).not.toMatch(/"level":50.*"msg":"(request failed|unanswered)"/);
    await clock.jump(0);
  });

  it('lifts no lock-out by going back, and none stays for ever by going ahead', async () => {
    const email = demoAccounts.find(({ key }) => key === 'viewer')?.email ?? '';
    const stranger = await visit(app.origin);
    for (let tries = 0; tries < 8; tries += 1)
      await stranger.post('/sign-in', { identifier: email, password: `wrong-${tries}` });
    const enter = async () => {
      const answer = await (
        await visit(app.origin)
      ).post('/sign-in', { identifier: email, password: DEMO_PASSWORD });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await enter()).not.toBe(302);
    await clock.jump(-HOUR);
    expect(await enter()).not.toBe(302);
    await clock.jump(HOUR);
    expect(await enter()).toBe(302);
    await clock.jump(0);
  });

  it('sends no reminder twice, and leaves the journal whole', async () => {
    await app.stop();
    const query = (text: string) =>
      spawnSync(process.execPath, ['-e', text], { encoding: 'utf8', cwd: resolve('.') }).stdout.trim();
    const rows = query(`
      const { PGlite } = await import('@electric-sql/pglite');
      const lite = await PGlite.create(${JSON.stringify(`${app.dataFolder}/database/pg`)});
      const { rows } = await lite.query(
        'select (select count(*)::int from notice) as all, (select count(*)::int from (select distinct rule, occurrence, recipient_key, channel from notice) as n) as once,' +
        " (select count(*)::int from (select organisation_id, seq, lag(seq) over (partition by organisation_id order by seq) as before from journal) as j where before is not null and seq <> before + 1) as gaps");
      console.log(JSON.stringify(rows[0])); await lite.close();`);
    const counted = JSON.parse(rows) as { all: number; once: number; gaps: number };
    expect(counted.all).toBeGreaterThan(0);
    expect([counted.once, counted.gaps]).toEqual([counted.all, 0]);
    const said = spawnSync(process.execPath, [resolve('build/entry/cli.js'), 'verify', '--json'], {
      encoding: 'utf8',
      env: { ...process.env, DATA_FOLDER: app.dataFolder, SHUHENG_HOME: resolve('.') },
    });
    expect([said.status, said.stderr]).toEqual([0, '']);
  });
});
