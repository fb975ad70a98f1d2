import { type Migration, Migrator, sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import * as tables from '#db/migrations/202611220001-tables.ts';
import * as isolation from '#db/migrations/202611220002-isolation.ts';
import * as jobs from '#db/migrations/202611220003-jobs.ts';
import * as assessmentTables from '#db/migrations/202611230001-assessment-tables.ts';
import * as assessmentIsolation from '#db/migrations/202611230002-assessment-isolation.ts';
import * as targetTables from '#db/migrations/202611240001-target-tables.ts';
import * as targetIsolation from '#db/migrations/202611240002-target-isolation.ts';
import * as registerSummary from '#db/migrations/202611240003-register-summary.ts';
import { newId } from '#db/identifier.ts';
import { openEmptyDatabase, openTestDatabase } from '#tests/support/database.ts';
import { TEST_MOMENT } from '#tests/support/world.ts';
import { readTallies, recountFilings, recountRosters } from './register/recount.ts';
import { walkRegister } from './register/walk-register.ts';

let db: OpenDatabase;
afterEach(() => db.close());

/** Everything before the counts, by names that sort as theirs. */
const BEFORE: Record<string, Migration> = {
  '202611220001': tables,
  '202611220002': isolation,
  '202611220003': jobs,
  '202611230001': assessmentTables,
  '202611230002': assessmentIsolation,
  '202611240001': targetTables,
  '202611240002': targetIsolation,
};

async function migrate(migrations: Record<string, Migration>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db: db.root, provider }).migrateToLatest();
  if (error) throw error as Error;
}

/** A house with a roster, and two programmes. */
async function makeHouse(): Promise<string> {
  const id = newId(TEST_MOMENT.now);
  await db.pool.query(
    `insert into programme (id, name_zh, name_en, authority_zh, authority_en, region_code)
     select id, '示例事项', 'Sample', '示例部门', 'Sample office', '310000' from unnest(array['sh-cdo', 'other']) id
     on conflict do nothing`,
  );
  await db.pool.query(
    `insert into organisation (id, kind, name, region_code, created_at) values ($1, 'regulator', '示例部门', '310000', $2)`,
    [id, TEST_MOMENT.now],
  );
  return id;
}

const fold = () =>
  db.transaction({ kind: 'job', name: 'housekeeping' }, (trx) =>
    sql<{ folded: number }>`select fold_register() as folded`.execute(trx),
  );

/** The measures that some count has moved. */
async function measures(): Promise<string[]> {
  const { rows } = await db.pool.query<{ measure: string }>(
    'select distinct measure from filing_tally union select distinct measure from roster_tally order by 1',
  );
  return rows.map((row) => row.measure);
}
const EVERY = [
  'due',
  'filed',
  'late',
  'listed',
  'on_time',
  'recorded',
  'returned',
  'submitted',
  'superseded',
  'withdrawn',
];

describe('the maintained counts of the register', () => {
  it.each([1, 3])('never drift from what the rows say, folded or not (walk %i)', async (seed) => {
    db = await openTestDatabase();
    const walk = walkRegister(db, await makeHouse(), seed);
    for (let leg = 0; leg < 12; leg += 1) {
      await walk.move(40);
      if (leg % 3 === 2) await fold();
      expect(await readTallies(db, 'filing_tally')).toEqual(await recountFilings(db, walk.returns));
      expect(await readTallies(db, 'roster_tally')).toEqual(await recountRosters(db));
    }
    // The walk went everywhere, or it proves less than it says.
    expect(await measures()).toEqual(EVERY);
  });

  it('are folded by jobs alone, to one row a day', async () => {
    db = await openTestDatabase();
    await walkRegister(db, await makeHouse(), 1).move(150);
    await fold();
    const again = await fold();
    expect(again.rows).toEqual([{ folded: 0 }]);
    await expect(
      db.transaction({ kind: 'anonymous' }, (trx) => sql`select fold_register()`.execute(trx)),
    ).rejects.toThrow('only a job');
  });

  it('begin with what was there before the tables were', async () => {
    db = await openEmptyDatabase();
    await migrate(BEFORE);
    const walk = walkRegister(db, await makeHouse(), 1);
    await walk.move(400);
    await migrate({ ...BEFORE, '202611240003': registerSummary });
    // Which classes a filing had when it was returned isn't known any more: those it has now stand for them.
    const items = (counts: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(counts).map(([key, text]) =>
          key.includes(' returned ') ? [key, text.split(' ')[0]] : [key, text],
        ),
      );
    expect(items(await readTallies(db, 'filing_tally'))).toEqual(
      items(await recountFilings(db, walk.returns)),
    );
    expect(await readTallies(db, 'roster_tally')).toEqual(await recountRosters(db));
    expect(await measures()).toEqual(EVERY);
    await walk.move(80);
    expect(items(await readTallies(db, 'filing_tally'))).toEqual(
      items(await recountFilings(db, walk.returns)),
    );
    expect(await readTallies(db, 'roster_tally')).toEqual(await recountRosters(db));
  });
});
