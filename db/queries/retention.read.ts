import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** How many versions a retention of so many months would erase at a moment. Crosses tenants by a narrow function. */
export async function countSuperseded(trx: Trx, months: number, now: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count_superseded(${months}::integer, ${now}::timestamptz) as count`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Storage keys of files that were given up since an instant and that no other row needs. */
export async function listErasedFiles(trx: Trx, since: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select storage_key as key from erased_files(${since}::timestamptz)`.execute(trx);
  return rows.map(({ key }) => key);
}
