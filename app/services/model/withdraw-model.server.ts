import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { deleteModelDraft, lockModel, updateModelWithdrawn } from '#db/queries/model.write.ts';
import type { Ports } from '../ports.ts';

/**
 * Takes an own model back: a draft is thrown away, a published one can't be chosen for new assessments any more. What
 * was assessed by it keeps it.
 */
export async function withdrawModel(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly organisationId: string; readonly id: string },
): Promise<Result<{ wasDraft: boolean }>> {
  const { organisationId, id } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const model = await lockModel(trx, organisationId, id);
    if (!model) return refuse('not_found');
    if (model.state === 'withdrawn') return refuse('not_allowed_now');
    const wasDraft = model.state === 'draft';
    if (wasDraft) await deleteModelDraft(trx, organisationId, id);
    else await updateModelWithdrawn(trx, organisationId, id);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: wasDraft ? 'model.discarded' : 'model.withdrawn',
      payload: { key: model.key, version: model.version, digest: model.digest },
      subjectId: id,
      shared: false,
    });
    return done({ wasDraft });
  });
}
