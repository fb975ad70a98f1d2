import type { Trx } from '../client.ts';
import type { WebhookTargetTable } from '../schema.ts';

/** A webhook with its sealed address and secret. */
export interface WebhookRow {
  readonly kind: WebhookTargetTable['kind'];
  readonly urlCipher: string;
  readonly secretCipher: string | null;
}

/** A webhook that is still in use, or undefined. */
export async function getWebhook(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<WebhookRow | undefined> {
  return trx
    .selectFrom('webhook_target')
    .select(['kind', 'url_cipher as urlCipher', 'secret_cipher as secretCipher'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}
