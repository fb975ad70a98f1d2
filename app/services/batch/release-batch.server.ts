import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';

const NOT_YOURS = words(
  '只有经办人或审阅负责人可以退回待办。',
  'Only its reviewer or a supervisor may release a batch.',
);

/** 退回待办: puts a batch back among those that wait, its own reviewer or a supervisor only. Draft comments stay. */
export async function releaseBatch(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, accountId } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'release', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    if (batch.assigneeId !== accountId && scope.role !== 'supervisor') {
      return refuse('forbidden', { words: NOT_YOURS });
    }
    await updateBatch(trx, batch, {
      status: 'submitted',
      assignee_id: null,
      assignee_name: null,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: batch.organisationId,
      type: 'batch.released',
      payload: { round: batch.round, before: batch.assigneeId },
      subjectId: batch.id,
      shared: true,
    });
    return done(null);
  });
}
