import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';

/**
 * 领取: begins the review. A batch that a colleague reviews is taken over only knowingly; claiming one's own again
 * changes nothing.
 */
export async function claimBatch(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly takeOver: boolean },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'claim', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const isUnderReview = batch.status === 'in_review' && batch.assigneeId !== null;
    if (isUnderReview && batch.assigneeId === accountId) return done(null);
    if (isUnderReview && !input.takeOver) {
      const other = batch.assigneeName ?? '';
      return refuse('conflict', {
        words: words(
          `${other}已领取本批次。如需接手，请选择“接手”。`,
          `${other} has claimed this batch already. To take it over, choose “Take over”.`,
        ),
      });
    }
    await updateBatch(trx, batch, {
      status: 'in_review',
      assignee_id: accountId,
      assignee_name: name,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: batch.organisationId,
      type: 'batch.claimed',
      payload: { round: batch.round, takenOver: isUnderReview },
      subjectId: batch.id,
      shared: true,
    });
    return done(null);
  });
}
