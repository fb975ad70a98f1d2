import type { Trx } from '../client.ts';

/** How many product notices the account in scope has not read. */
export async function countUnreadNotices(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('channel', '=', 'product')
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}
