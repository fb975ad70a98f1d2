import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { TEST_MOMENT } from '#tests/support/world.ts';
import { readTallies, recountRosters } from './register/recount.ts';

/** A pause inside a transaction, so that two of them overlap. */
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** On a server these meet on two connections; embedded, they queue for one. */
describe('the roster and the register, written at the same time', () => {
  let db: OpenDatabase;
  const house = newId(TEST_MOMENT.now);
  beforeAll(async () => {
    db = await openTestDatabase();
    await db.pool.query(
      `insert into organisation (id, kind, name, region_code, created_at) values ($1, 'regulator', '示例部门', '310000', $2)`,
      [house, TEST_MOMENT.now],
    );
  });
  afterAll(() => db.close());

  /** One statement in a transaction of its own that stays open for a while. */
  async function slowly(text: string, values: unknown[], milliseconds: number): Promise<void> {
    const client = await db.pool.connect();
    try {
      await client.query('begin');
      await client.query(text, values);
      await pause(milliseconds);
      await client.query('commit');
    } finally {
      client.release();
    }
  }

  async function recordAndList(number: number): Promise<void> {
    const id = newId(TEST_MOMENT.now);
    const uscc = `9131${String(number).padStart(14, '0')}`;
    await db.pool.query(
      `insert into organisation (id, kind, name, uscc, programme_id, region_code, created_at)
       values ($1, 'enterprise', '示例企业', $2, 'sh-cdo', '310115', $3)`,
      [id, uscc, TEST_MOMENT.now],
    );
    await db.pool.query(
      `insert into filing (organisation_id, id, programme_id, region_code, kind, status, enterprise_name, uscc, submitted_at,
         first_submitted_on, created_by_name, created_at, updated_at)
       values ($1, $2, 'sh-cdo', '310115', 'first', 'in_review', '示例企业', $3, $4, '2026-11-01', '示例', $4, $4)`,
      [id, newId(TEST_MOMENT.now), uscc, TEST_MOMENT.now],
    );
    await Promise.all([
      slowly(
        `update filing set status = 'on_record', recorded_at = $2 where organisation_id = $1`,
        [id, TEST_MOMENT.now],
        (number * 7) % 20,
      ),
      slowly(
        `insert into roster_entry (organisation_id, id, programme_id, region_code, uscc, name, created_at)
         values ($1, $2, 'sh-cdo', '310115', $3, '示例企业', $4)`,
        [house, newId(TEST_MOMENT.now), uscc, TEST_MOMENT.now],
        (number * 11) % 20,
      ),
    ]);
  }

  it('each count what the other was about to commit', async () => {
    for (let number = 1; number <= 20; number += 1) await recordAndList(number);
    const tallies = await readTallies(db, 'roster_tally');
    expect(tallies).toEqual(await recountRosters(db));
    expect(Object.entries(tallies).map(([key, counts]) => `${key.split(' ')[3] ?? ''} ${counts}`)).toEqual([
      'filed 20 0 0 0 0 0',
      'listed 20 0 0 0 0 0',
    ]);
  });
});
