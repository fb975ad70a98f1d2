import { appendJournal } from '#db/queries/journal.write.ts';
import { updateWebhookRemoved } from '#db/queries/webhook.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Stops sending to a webhook of the own organisation. */
export async function removeWebhook(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; id: string },
): Promise<Result<null>> {
  const { organisationId, id } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    if (!(await updateWebhookRemoved(trx, organisationId, id, moment.now))) return refuse('not_found');
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'webhook.removed',
      payload: {},
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
