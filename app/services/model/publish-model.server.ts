import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockModel, updateModelPublished } from '#db/queries/model.write.ts';
import type { Ports } from '../ports.ts';

/** Publishes a draft of an own model: from now on it can be assessed by and its content can't change. */
export async function publishModel(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly organisationId: string; readonly id: string },
): Promise<Result<{ version: number }>> {
  const { organisationId, id } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const model = await lockModel(trx, organisationId, id);
    if (!model) return refuse('not_found');
    if (model.state !== 'draft') return refuse('not_allowed_now');
    await updateModelPublished(trx, organisationId, id, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'model.published',
      payload: { key: model.key, version: model.version, digest: model.digest },
      subjectId: id,
      shared: false,
    });
    return done({ version: model.version });
  });
}
