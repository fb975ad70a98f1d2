import type { Trx } from '../client.ts';

/** One acknowledgement of one's own. */
export interface OwnAcknowledgement {
  readonly notice: string;
  readonly version: string;
  readonly context: string;
  readonly at: string;
}

/** The acknowledgements of an account, the latest first. */
export async function listOwnAcknowledgements(trx: Trx, accountId: string): Promise<OwnAcknowledgement[]> {
  return trx
    .selectFrom('acknowledgement')
    .select(['notice', 'version', 'context', 'at'])
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .limit(20)
    .execute();
}
