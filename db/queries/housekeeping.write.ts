import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** Removes one-time links whose time was over before an instant. */
export async function deleteExpiredLinks(trx: Trx, before: string): Promise<number> {
  const result = await trx.deleteFrom('one_time_link').where('expires_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes counters of limits that have run out. */
export async function deleteExpiredLimits(trx: Trx, now: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from rate_limit where expire < ${Date.parse(now)}`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Adds the deltas of maintained counts up, a row for each day; answers how many rows were taken together. */
export async function foldTallies(trx: Trx): Promise<number> {
  const { rows } = await sql<{ folded: number }>`select fold_register() + fold_tallies() as folded`.execute(
    trx,
  );
  return rows[0]?.folded ?? 0;
}
