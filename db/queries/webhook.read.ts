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

/** A webhook in the list of its organisation; the address stays sealed. */
export interface WebhookListed {
  readonly id: string;
  readonly kind: WebhookTargetTable['kind'];
  readonly label: string;
  readonly createdAt: string;
}

/** The webhooks that an organisation uses, oldest first. */
export async function listWebhooks(trx: Trx, organisationId: string): Promise<WebhookListed[]> {
  return trx
    .selectFrom('webhook_target')
    .select(['id', 'kind', 'label', 'created_at as createdAt'])
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
