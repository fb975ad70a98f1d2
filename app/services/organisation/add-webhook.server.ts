import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listWebhooks } from '#db/queries/webhook.read.ts';
import { insertWebhook } from '#db/queries/webhook.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { WEBHOOKS_MAX, type WebhookInput } from '#app/domain/organisation/webhook.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';

/** Adds a webhook of the own organisation; address and secret are sealed. */
export async function addWebhook(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  input: WebhookInput & { readonly organisationId: string },
): Promise<Result<null>> {
  const { organisationId, kind, label, url, secret } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    if ((await listWebhooks(trx, organisationId)).length >= WEBHOOKS_MAX) {
      return refuse('not_allowed_now', {
        words: words(
          `最多 ${WEBHOOKS_MAX} 个推送地址，请先移除不用的。`,
          `${WEBHOOKS_MAX} webhooks at most; remove one first.`,
        ),
      });
    }
    const id = newId(moment.now);
    await insertWebhook(trx, {
      organisationId,
      id,
      kind,
      label,
      urlCipher: ports.sealer.seal('webhook.url', url, organisationId),
      secretCipher: secret ? ports.sealer.seal('webhook.secret', secret, organisationId) : null,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'webhook.added',
      payload: { kind, signed: Boolean(secret) },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
