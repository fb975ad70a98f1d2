import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { type BatchKey, countLines } from '#db/queries/batch.read.ts';
import { deleteBatch as deleteRow } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';

/** Deletes a draft that was never submitted, with its lines. */
export async function deleteBatch(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'deleteDraft', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const { count } = await countLines(trx, batch);
    if (!(await deleteRow(trx, batch))) return refuse('not_allowed_now');
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.deleted',
      payload: { plan: batch.planId, title: batch.title, lines: count },
      subjectId: batch.id,
      shared: false,
    });
    return done(null);
  });
}
