import type { Trx } from '../client.ts';

/** A webhook of an organisation, address and secret sealed. */
export async function insertWebhook(
  trx: Trx,
  target: {
    organisationId: string;
    id: string;
    kind: 'wecom' | 'dingtalk' | 'json';
    label: string;
    urlCipher: string;
    secretCipher: string | null;
    now: string;
  },
): Promise<void> {
  await trx
    .insertInto('webhook_target')
    .values({
      organisation_id: target.organisationId,
      id: target.id,
      kind: target.kind,
      label: target.label,
      url_cipher: target.urlCipher,
      secret_cipher: target.secretCipher,
      created_at: target.now,
      removed_at: null,
    })
    .execute();
}

/** Stops using a webhook; false when it wasn't in use. */
export async function updateWebhookRemoved(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('webhook_target')
    .set({ removed_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
