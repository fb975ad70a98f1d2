import { sql, type Kysely } from 'kysely';

/**
 * A tally adds up what many records say: a hundred of the largest amounts on one day of one target were more than the
 * column held, and folding failed for every plan.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table target_tally alter column amount type numeric(30, 4)`.execute(db);
}
