import type { Trx } from '../client.ts';

/** Notes that the account in scope acknowledged a version of a notice, and where. */
export async function insertAcknowledgement(
  trx: Trx,
  row: { id: string; accountId: string; notice: string; version: string; context: string; at: string },
): Promise<void> {
  await trx
    .insertInto('acknowledgement')
    .values({
      id: row.id,
      account_id: row.accountId,
      notice: row.notice,
      version: row.version,
      context: row.context,
      at: row.at,
    })
    .execute();
}
