import PgBoss from 'pg-boss';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { queueExecutor, startJobRunner } from '#entry/job-runner.ts';
import { openTestDatabase } from '#tests/support/database.ts';

describe('the job runner', () => {
  let db: OpenDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  const errors: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(JSON.parse(line)) });
  const job = (run: () => Promise<object>) =>
    ({ queue: 'tidy', cron: '0 3 * * *', pollSeconds: 1, run }) as const;

  it('runs what is asked for as the app’s role, once however often it is asked, and stops', async () => {
    let runs = 0;
    const runner = await startJobRunner(db, log, [
      job(() => {
        runs += 1;
        return Promise.resolve({});
      }),
    ]);
    await Promise.all([runner.request('tidy'), runner.request('tidy'), runner.request('tidy')]);
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    await runner.stop();
    const { rows } = await db.pool.query<{ name: string; timezone: string }>(
      'select name, timezone from pgboss.schedule',
    );
    expect(rows).toEqual([{ name: 'tidy', timezone: 'Asia/Shanghai' }]);
    expect(errors).toEqual([]);
  });

  it('maintains its tables as the app’s role, and leaves the connection as it was', async () => {
    const boss = new PgBoss({ db: queueExecutor(db), migrate: false });
    await boss.maintain();
    await expect(queueExecutor(db).executeSql('BEGIN; select 1/0; COMMIT;', [])).rejects.toThrow(/division/);
    const { rows } = await db.pool.query<{ own: boolean }>(`select current_user <> 'shuheng_app' as own`);
    expect(rows[0]?.own).toBe(true);
  });

  it('takes up at once what is asked for at start, and what a killed process left running where none other can be', async () => {
    const dead = new PgBoss({ db: queueExecutor(db), migrate: false });
    await dead.send('tidy', {});
    expect(await dead.fetch('tidy')).toHaveLength(1);
    let runs = 0;
    const count = job(() => {
      runs += 1;
      return Promise.resolve({});
    });
    const first = await startJobRunner(db, log, [count]);
    if (db.embedded) await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    await first.stop();
    expect(runs).toBe(db.embedded ? 1 : 0);
    // On a server the living may still work on it: its time limit decides.
    await db.pool.query(
      `update pgboss.job set state = 'failed', completed_on = now() where state = 'active'`,
    );
    const second = await startJobRunner(db, log, [{ ...count, pollSeconds: 60 }], ['tidy']);
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(db.embedded ? 2 : 1);
    await second.stop();
  }, 40_000);

  it('records a job that failed and goes on', async () => {
    let runs = 0;
    const runner = await startJobRunner(db, log, [
      job(() => {
        runs += 1;
        return runs === 1 ? Promise.reject(new Error('broken once')) : Promise.resolve({});
      }),
    ]);
    await runner.request('tidy');
    await expect.poll(() => runs, { timeout: 15_000 }).toBe(2);
    await runner.stop();
    expect(JSON.stringify(errors)).toContain('broken once');
  }, 30_000);
});
