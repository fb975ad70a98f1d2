import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#app/domain/calendar/plain-date.ts';
import { machineClock } from '#app/http/clock.server.ts';
import { startApp, type RunningApp } from '#tests/support/app.ts';
import { freePort } from '#tests/support/free-port.ts';
import { signedIn, visit } from '#tests/support/visitor.ts';
import { Ledger } from './storm/ledger.ts';
import { Load, signedInWhole } from './storm/load.ts';
import { filesOf, sealerOf, serverPlace, type Place } from './storm/place.ts';
import { openPostOffice, type PostOffice } from './storm/post-office.ts';
import { openProxy, type Proxy } from './storm/proxy.ts';
import { inspect } from './storm/standing.ts';
import { reportChanges, saveAnswers, saveDrafts } from './storm/worker.ts';

const ADMIN_URL = process.env.SHUHENG_TEST_DATABASE_URL;
if (!ADMIN_URL)
  console.log('跳过双进程测试：未设置 SHUHENG_TEST_DATABASE_URL / no SHUHENG_TEST_DATABASE_URL');

/** Jobs that the logs of processes tell as done. */
function jobsDone(outputs: readonly string[], queue: string): number {
  return outputs
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.includes('"job done"') && line.includes(`"job":"${queue}"`)).length;
}

describe.skipIf(!ADMIN_URL)('two processes on one PostgreSQL', () => {
  let place: Place;
  let office: PostOffice;
  let proxy: Proxy;
  let ports: readonly [number, number];
  let began: string;
  const apps: RunningApp[] = [];
  const outputs: (() => string)[] = [];

  const start = async (port: number): Promise<RunningApp> => {
    const app = await startApp({
      dataFolder: place.dataFolder,
      environment: {
        ...place.environment,
        PORT: String(port),
        SMTP_URL: office.url,
        TRUST_PROXY: '1',
        STOP_DELAY_SECONDS: '2',
        LOG_LEVEL: 'info',
      },
    });
    outputs.push(() => app.output());
    return app;
  };
  const originOf = (index: 0 | 1) => `http://127.0.0.1:${ports[index]}`;

  beforeAll(async () => {
    place = await serverPlace(ADMIN_URL ?? '');
    began = machineClock.moment().now;
    office = await openPostOffice();
    ports = [await freePort(), await freePort()];
    proxy = await openProxy(ports);
    apps.push(...(await Promise.all(ports.map(start))));
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await proxy.close();
    await office.close();
    await place.remove();
  });

  it('know each other’s sessions, and their ends', async () => {
    const visitor = await signedIn(originOf(0), 'cdo');
    const cookie = visitor.cookie();
    const see = (index: 0 | 1) =>
      fetch(`${originOf(index)}/start`, { headers: { cookie }, redirect: 'manual' });
    expect([(await see(0)).status, (await see(1)).status]).toEqual([200, 200]);
    expect((await visitor.post('/sign-out', {})).status).toBe(302);
    for (const index of [0, 1] as const) {
      const after = await see(index);
      expect([after.status, after.headers.get('location')]).toEqual([
        302,
        expect.stringContaining('/sign-in'),
      ]);
    }
  });

  it('count attempts to sign in together', async () => {
    const visitors = [await visit(originOf(0)), await visit(originOf(1))];
    const attempt = async (index: number) =>
      (
        await visitors[index % 2]?.post('/sign-in', {
          identifier: 'nobody@nowhere.example',
          password: '示例密码-not-this',
        })
      )?.status;
    const statuses: unknown[] = [];
    for (let index = 0; index < 10; index += 1) statuses.push(await attempt(index));
    expect(statuses).not.toContain(429);
    expect([await attempt(0), await attempt(1)]).toEqual([429, 429]);
  });

  it('show the operator’s settings within ten seconds, whichever saved them', async () => {
    const operator = await signedInWhole(originOf(0), 'operator');
    const number = '沪ICP备2026112299号';
    const footer = async (index: 0 | 1) => (await (await fetch(originOf(index))).text()).includes(number);
    await footer(1); // it remembers what was there before
    const saved = await operator.post('/operator/settings', { icpNumber: number, policeNumber: '' });
    expect(saved.status).toBe(302);
    await expect.poll(() => footer(1), { timeout: 11_000, interval: 500 }).toBe(true);
    await expect.poll(() => footer(0), { timeout: 11_000, interval: 500 }).toBe(true);
  });

  it('drop no request while they are restarted one after the other, and do each job once', async () => {
    const ledger = new Ledger();
    const load = new Load(ledger, proxy.origin);
    await saveDrafts(load, 'lanqiao');
    await saveDrafts(load, 'owner');
    await saveAnswers(load, 'zhizao');
    await reportChanges(load, 'qiming', addDays(machineClock.moment().today, -40));
    const reader = await load.signIn('preparer');
    let pages = 0;
    const readPages = async () => {
      await reader.get('/start');
      pages += 1;
    };
    load.repeat(10, readPages, () => undefined);
    load.resume();
    await wait(1000);
    for (const index of [0, 1] as const) {
      const before = proxy.answered.get(ports[index]) ?? 0;
      expect(before).toBeGreaterThan(0);
      const stopped = apps[index]?.stop();
      await wait(200);
      expect((await fetch(`${originOf(index)}/readyz`)).status).toBe(503);
      expect(await stopped).toBe(0);
      apps[index] = await start(ports[index]);
      // The proxy finds it ready first.
      const answered = () => proxy.answered.get(ports[index]) ?? 0;
      await expect.poll(answered, { timeout: 20_000 }).toBeGreaterThan(before);
    }
    // However slow the machine, enough was asked for to have been dropped.
    await expect.poll(() => pages, { timeout: 60_000 }).toBeGreaterThan(20);
    await load.end();
    expect(proxy.dropped).toEqual([]);
    expect([...ledger.faults]).toEqual([]);
    // What waits in the outbox goes out; then both stop, and the books are compared.
    await wait(6000);
    for (const app of apps.splice(0)) expect(await app.stop()).toBe(0);
    const db = await place.open();
    try {
      await inspect({ db, sealer: sealerOf(place), ledger, filesFolder: filesOf(place), verifies: true });
      expect([...ledger.faults]).toEqual([]);
      for (const queue of ['deliver-notices', 'sweep-reminders']) {
        const { rows } = await db.pool.query<{ count: number }>(
          `select count(*)::integer as count from pgboss.job where name = $1 and state = 'completed' and completed_on > $2`,
          [queue, began],
        );
        expect([
          queue,
          jobsDone(
            outputs.map((output) => output()),
            queue,
          ),
        ]).toEqual([queue, rows[0]?.count]);
        expect(rows[0]?.count).toBeGreaterThan(0);
      }
    } finally {
      await db.close();
    }
    expect([...office.taken].filter(([, times]) => times > 1)).toEqual([]);
    expect(office.taken.size).toBeGreaterThan(0);
  });
});
