import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeOrganisation, testPorts } from '#tests/support/world.ts';
import { readTallies, recountFilings, recountRosters } from './register/recount.ts';
import { walkRegister } from './register/walk-register.ts';

describe('the maintained counts of the register', () => {
  let db: OpenDatabase;
  let house: string;
  beforeEach(async () => {
    db = await openTestDatabase();
    await db.pool.query(
      `insert into programme (id, name_zh, name_en, authority_zh, authority_en, region_code)
       values ('other', '示例事项', 'Sample', '示例部门', 'Sample office', '310000')`,
    );
    house = (await makeOrganisation(testPorts(db), { kind: 'regulator' })).id;
  });
  afterEach(() => db.close());

  const fold = () =>
    db.transaction({ kind: 'job', name: 'housekeeping' }, async (trx) => {
      await sql`select fold_register()`.execute(trx);
    });

  it.each([1, 3])('never drift from what the rows say, folded or not (walk %i)', async (seed) => {
    const walk = walkRegister(db, house, seed);
    for (let leg = 0; leg < 12; leg += 1) {
      await walk.move(40);
      if (leg % 3 === 2) await fold();
      expect(await readTallies(db, 'filing_tally')).toEqual(await recountFilings(db, walk.returns));
      expect(await readTallies(db, 'roster_tally')).toEqual(await recountRosters(db));
    }
    const measures = await db.pool.query<{ measure: string }>(
      'select distinct measure from filing_tally union select distinct measure from roster_tally order by 1',
    );
    // The walk went everywhere, or it proves less than it says.
    expect(measures.rows.map((row) => row.measure)).toEqual([
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
    ]);
  });
});
