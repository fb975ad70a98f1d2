import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { EntryFilterSchema } from '#app/domain/target/entry-filter.ts';
import type { OpenDatabase } from '#db/client.ts';
import { countEntries, listEntries } from '#db/queries/entry.read.ts';
import { readPlanSeries } from '#db/queries/plan-series.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { ORGANISATIONS, uuid } from './isolation/identity.ts';
import { OBSERVED, PLANNING } from './isolation/probe-target.ts';
import { insertProbes } from './isolation/probe.ts';
import { SCOPES } from './isolation/walk.ts';

const REGIONS = ['370000', '370100', '370200'];
const TARGETS = ['SD01', 'SD02'];
const DAYS = ['2023-01-31', '2023-02-28', '2023-06-01', '2023-06-02', '2024-02-29'];

/** One thing that happens to the entries; numbers pick among those that there are. */
type Move =
  | {
      readonly kind: 'add';
      readonly region: number;
      readonly target: number;
      readonly on: number;
      readonly quantity: number;
    }
  | { readonly kind: 'observe'; readonly region: number; readonly target: number; readonly on: number }
  | {
      readonly kind: 'correct';
      readonly which: number;
      readonly region: number;
      readonly on: number;
      readonly quantity: number;
    }
  | { readonly kind: 'end' | 'reopen' | 'remove' | 'bring back' | 'rename'; readonly which: number }
  | { readonly kind: 'fold' };

const nat = fc.nat(1000);
/** In units of 0.0001. */
const quantity = fc.integer({ min: 0, max: 10_000_000 });
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('add' as const), region: nat, target: nat, on: nat, quantity }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('observe' as const), region: nat, target: nat, on: nat }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: nat,
      region: nat,
      on: nat,
      quantity,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('end' as const, 'reopen', 'remove', 'bring back', 'rename'),
      which: nat,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fold' as const) }) },
);

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

describe('the maintained tally of a plan', () => {
  let db: OpenDatabase;
  let ids: string[] = [];
  const house = SCOPES.otherRegulator ?? { kind: 'anonymous' };

  beforeAll(async () => {
    db = await openTestDatabase();
    await insertProbes(db);
  });
  afterAll(() => db.close());
  beforeEach(() => clear());

  async function clear(): Promise<void> {
    ids = [];
    await db.pool.query('delete from entry_term');
    await db.pool.query('delete from entry');
    await db.pool.query('delete from target_tally');
  }

  const write = (text: string, values: unknown[]) =>
    db.transaction(house, (trx) => trx.executeQuery({ ...sql.raw(text).compile(trx), parameters: values }));
  const update = (which: number, assignment: string, values: unknown[] = []) =>
    write(`update entry set ${assignment} where id = $1`, [pick(ids, which), ...values]);
  const fold = () =>
    db.transaction({ kind: 'job', name: 'housekeeping' }, async (trx) => {
      const { rows } = await sql<{ folded: number }>`select fold_tallies() as folded`.execute(trx);
      return rows[0]?.folded;
    });

  /** Writes an entry as the plan's house does when it records a batch. */
  async function insert(id: string, more: Record<string, unknown>): Promise<void> {
    const row = {
      ...OBSERVED,
      kind: 'item',
      value: null,
      organisation_id: ORGANISATIONS.otherRegulator,
      id,
      ...more,
    };
    await write('insert into entry select (jsonb_populate_record(null::entry, $1::jsonb)).*', [
      JSON.stringify(row),
    ]);
  }

  async function play(one: Move): Promise<void> {
    switch (one.kind) {
      case 'add':
      case 'observe': {
        const id = uuid(70, ids.length + 1);
        const place = { region_code: pick(REGIONS, one.region), target_id: pick(TARGETS, one.target) };
        const isItem = one.kind === 'add';
        // One observation a day and region: each has a day of its own.
        const on_date = isItem ? pick(DAYS, one.on) : `20${String(30 + ids.length)}-01-01`;
        const value = isItem ? { quantity: one.quantity / 10_000 } : { kind: 'observation', value: 7 };
        await insert(id, { ...place, on_date, ...value });
        ids.push(id);
        return;
      }
      case 'correct':
        await update(one.which, 'quantity = $2, region_code = $3, revision = revision + 1', [
          one.quantity / 10_000,
          pick(REGIONS, one.region),
        ]);
        // An observation keeps the day of its own, which no other has.
        await update(
          one.which,
          `on_date = case when kind = 'item' then $2::date else on_date end, ended_on = null`,
          [pick(DAYS, one.on)],
        );
        return;
      case 'end':
        await update(one.which, 'ended_on = on_date + 3');
        return;
      case 'reopen':
        await update(one.which, 'ended_on = null');
        return;
      case 'remove':
        await update(one.which, 'removed_at = now()');
        return;
      case 'bring back':
        await update(one.which, 'removed_at = null');
        return;
      case 'rename':
        await update(one.which, `name = '改名', document = '文号'`);
        return;
      case 'fold':
        await fold();
    }
  }

  /** Plays moves in turn; one that needs an entry falls away while there is none. */
  async function playAll(moves: readonly Move[]): Promise<void> {
    for (const one of moves) {
      if (ids.length > 0 || one.kind === 'add' || one.kind === 'observe' || one.kind === 'fold')
        await play(one);
    }
  }

  const TALLIED = `select target_id, region_code, on_date, sum(items)::integer as items, sum(amount)::text as amount
    from target_tally where plan_id = $1 group by 1, 2, 3 having sum(items) <> 0 or sum(amount) <> 0 order by 1, 2, 3`;
  const RECOUNTED = `select target_id, region_code, on_date, sum(items)::integer as items, sum(amount)::text as amount
    from (
      select target_id, region_code, on_date, 1 as items, quantity as amount from entry
      where plan_id = $1 and kind = 'item' and removed_at is null
      union all
      select target_id, region_code, ended_on, -1, -quantity from entry
      where plan_id = $1 and kind = 'item' and removed_at is null and ended_on is not null) e
    group by 1, 2, 3 having sum(items) <> 0 or sum(amount) <> 0 order by 1, 2, 3`;
  const rows = async (text: string) =>
    (await db.pool.query<Record<string, unknown>>(text, [PLANNING.planId])).rows;

  it('never drifts from a recount of the entries, folded or not', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(move, { minLength: 5, maxLength: 30 }), async (moves) => {
          await playAll(moves);
          const recounted = await rows(RECOUNTED);
          expect(await rows(TALLIED)).toEqual(recounted);
          await fold();
          expect(await rows(TALLIED)).toEqual(recounted);
          const series = await db.transaction(house, (trx) => readPlanSeries(trx, PLANNING.planId));
          expect(series.filter(({ source }) => source === 'records')).toHaveLength(recounted.length);
        })
        .beforeEach(clear),
      { numRuns: 25 },
    );
  });

  const counting = (target: string, region: string) => EntryFilterSchema.parse({ target, region });

  it('counts what a list of entries holds, of a house and of a city', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(move, { minLength: 5, maxLength: 30 }),
          fc.constantFrom('', ...TARGETS),
          fc.constantFrom('', ...REGIONS),
          fc.constantFrom<PlainDate>(
            ...DAYS.map(plainDate),
            plainDate('2023-06-04'),
            plainDate('2040-01-01'),
          ),
          async (moves, target, region, asAt) => {
            await playAll(moves);
            for (const scope of [SCOPES.otherRegulator, SCOPES.cityReviewer]) {
              if (scope?.kind !== 'regulator') throw new Error('not an office');
              const query = { planId: PLANNING.planId, filter: counting(target, region), asAt };
              const [counted, listed] = await db.transaction(scope, async (trx) => [
                await countEntries(trx, scope, query),
                (await listEntries(trx, scope, query, 500)).rows,
              ]);
              expect(counted.count).toBe(listed.length);
              const items = listed.filter(({ kind }) => kind === 'item');
              expect(counted.quantity).toBeCloseTo(
                items.reduce((sum, { quantity: of }) => sum + of, 0),
                4,
              );
            }
          },
        )
        .beforeEach(clear),
      { numRuns: 25 },
    );
  });

  it('answers a day’s sum by the series, ends and removals taken off', async () => {
    await insert(uuid(70, 1), {
      target_id: 'SD01',
      region_code: '370100',
      on_date: '2023-06-01',
      quantity: 2.5,
    });
    await insert(uuid(70, 2), {
      target_id: 'SD01',
      region_code: '370100',
      on_date: '2023-06-01',
      quantity: 1,
    });
    await insert(uuid(70, 3), {
      target_id: 'SD01',
      region_code: '370100',
      on_date: '2023-06-02',
      ended_on: '2023-07-01',
    });
    await insert(uuid(70, 4), { target_id: 'SD01', region_code: '370200', on_date: '2023-06-02' });
    ids = [uuid(70, 4)];
    await update(0, 'removed_at = now()');
    const series = await db.transaction(house, (trx) => readPlanSeries(trx, PLANNING.planId));
    const of = (on: string, items: number, amount: string) => ({
      source: 'records',
      targetId: 'SD01',
      regionCode: '370100',
      on,
      items,
      amount,
    });
    expect(series).toEqual([
      of('2023-06-01', 2, '3.5000'),
      of('2023-06-02', 1, '1.0000'),
      of('2023-07-01', -1, '-1.0000'),
    ]);
  });

  it('takes the rows of a day together, and drops a day on which nothing is left', async () => {
    for (const n of [1, 2, 3])
      await insert(uuid(70, n), { target_id: 'SD01', region_code: '370100', on_date: '2023-06-01' });
    await insert(uuid(70, 4), { target_id: 'SD01', region_code: '370100', on_date: '2023-06-02' });
    ids = [uuid(70, 4)];
    await update(0, 'removed_at = now()');
    expect(await fold()).toBe(5);
    expect(
      await rows('select on_date, items, amount::text as amount from target_tally where plan_id = $1'),
    ).toEqual([{ on_date: '2023-06-01', items: 3, amount: '3.0000' }]);
    expect(await fold()).toBe(0);
  });

  it('loses nothing where entries are written while it is folded, twice at once', async () => {
    const batches = Array.from({ length: 6 }, (_unused, n) => n);
    await Promise.all([
      ...batches.map(async (n) => {
        for (const m of [1, 2, 3, 4, 5]) {
          await insert(uuid(71, n * 10 + m), {
            target_id: 'SD01',
            region_code: '370100',
            on_date: '2023-06-01',
          });
        }
      }),
      ...batches.map(() => fold()),
    ]);
    expect(await rows(TALLIED)).toEqual(await rows(RECOUNTED));
    expect((await rows(TALLIED))[0]).toMatchObject({ items: 30 });
  });
});
