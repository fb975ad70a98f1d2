import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DEFAULT_JUDGING } from '#app/domain/target/plan.ts';
import type { PlanStanding } from '#app/domain/target/standing.ts';
import { words } from '#app/domain/words.ts';
import { readStanding } from '#app/services/target/read-standing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { uuid } from '#tests/db/isolation/identity.ts';
import { insertProbes } from '#tests/db/isolation/probe.ts';
import { OBSERVED, PLANNING } from '#tests/db/isolation/probe-target.ts';
import { SCOPES } from '#tests/db/isolation/walk.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { samplePlan, sampleTarget } from '#tests/support/standing.ts';

const day = plainDate;
const TRADERS = { from: 'designation', kind: 'data_trader', counts: 'held' } as const;
const content = samplePlan(
  [
    sampleTarget('SD01'),
    sampleTarget('SD02', {
      headline: 'platform',
      platform: { from: 'certificate', kind: 'dcmm', leastLevel: 2 },
    }),
    sampleTarget('SD03', { headline: 'reported', platform: TRADERS }),
    sampleTarget('SD04', { headline: 'platform', platform: TRADERS }),
  ],
  {
    deliverables: [
      {
        id: 'Q1',
        part: 'one',
        clause: '第3条',
        text: words('成立联盟', 'Found it'),
        deadline: day('2023-12-31'),
      },
      { id: 'Q2', part: 'one', clause: '第4条', text: words('发布目录', 'Publish it'), deadline: null },
    ],
  },
);

describe('where a plan stands', () => {
  let db: OpenDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
    await insertProbes(db);
    await db.pool.query('delete from entry_term');
    await db.pool.query('delete from entry');
    await db.pool.query('delete from target_tally');
    const item = { ...OBSERVED, kind: 'item', value: null };
    const rows = [
      { ...item, id: uuid(80, 1), target_id: 'SD01', region_code: '370100', on_date: '2023-03-01' },
      { ...item, id: uuid(80, 2), target_id: 'SD01', region_code: '370200', on_date: '2023-06-01' },
      {
        ...OBSERVED,
        id: uuid(80, 3),
        target_id: 'SD03',
        region_code: '370100',
        value: 12.5,
        on_date: '2023-04-01',
      },
      {
        ...OBSERVED,
        id: uuid(80, 4),
        target_id: 'SD03',
        region_code: '370200',
        value: 7.5,
        on_date: '2023-05-01',
      },
      OBSERVED,
    ];
    for (const row of rows) {
      await db.pool.query('insert into entry select (jsonb_populate_record(null::entry, $1::jsonb)).*', [
        JSON.stringify(row),
      ]);
    }
  });
  afterAll(() => db.close());

  const read = (name: string, asAt = '2026-11-23'): Promise<PlanStanding> => {
    const scope: Scope = SCOPES[name] ?? { kind: 'anonymous' };
    const plan = { id: PLANNING.planId, content, judging: DEFAULT_JUDGING };
    return db.transaction(scope, (trx) => readStanding(trx, plan, day(asAt), day('2026-11-23')));
  };
  const values = ({ targets }: PlanStanding) => targets.map(({ value }) => value);
  const makePublic = (isPublic: boolean) =>
    db.pool.query('update plan set is_public = $1 where id = $2', [isPublic, PLANNING.planId]);

  it('is told by entries, reports, certificates and designations, each apart', async () => {
    const standing = await read('otherRegulator');
    expect(values(standing)).toEqual([2, 1, 20, 1]);
    const [, , reported] = standing.targets;
    expect(reported?.sources.map(({ source, value }) => [source, value])).toEqual([
      ['records', null],
      ['reported', 20],
      ['platform', 1],
    ]);
    const jinan = standing.targets[0]?.regions[0];
    expect(jinan).toMatchObject({ regionCode: '370100', value: 1, split: 5, judgement: { share: 0.2 } });
  });
  it('goes by the day', async () => {
    expect(values(await read('otherRegulator', '2023-05-31'))).toEqual([1, null, 20, null]);
    expect(values(await read('otherRegulator', '2023-04-30'))).toEqual([1, null, 12.5, null]);
    expect(values(await read('otherRegulator', '2022-12-31'))).toEqual([null, null, null, null]);
  });
  it('tells when a deliverable was done, and whence to who may see the entry', async () => {
    const [done, open] = (await read('otherRegulator')).deliverables;
    expect(done).toMatchObject({ doneOn: '2023-06-01', isLate: false, source: '示例文件' });
    expect(open).toMatchObject({ doneOn: null, isOverdue: false, source: '' });
    expect((await read('cityReviewer')).deliverables[0]).toMatchObject({ doneOn: '2023-06-01', source: '' });
  });
  it('is the same for a city of the programme, and for everyone once the plan is public', async () => {
    const own = await read('otherRegulator');
    expect((await read('cityReviewer')).targets).toEqual(own.targets);
    expect(values(await read('anonymous'))).toEqual([null, null, null, null]);
    expect(values(await read('supervisor'))).toEqual([null, null, null, null]);
    await makePublic(true);
    try {
      const everyone = await read('anonymous');
      expect(everyone.targets).toEqual(own.targets);
      expect(everyone.deliverables[0]).toMatchObject({ doneOn: '2023-06-01', source: '' });
    } finally {
      await makePublic(false);
    }
  });
});
