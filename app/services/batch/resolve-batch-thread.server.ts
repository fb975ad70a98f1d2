import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { deleteDraftThread, updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { lockBatchThread } from './batch-thread.step.server.ts';

/**
 * 关闭意见: settles a published thread. A draft, which nobody but the plan's house has seen, is thrown away instead.
 * @returns which of the two it was
 */
export async function resolveBatchThread(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly thread: string },
): Promise<Result<'resolved' | 'discarded'>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'resolveThread', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const thread = await lockBatchThread(trx, batch, input.thread);
    if (!thread) return refuse('not_found');
    if (thread.state === 'resolved') return done('resolved');
    const isDraft = thread.publishedAt === null;
    if (isDraft) await deleteDraftThread(trx, thread);
    else await updateThreadState(trx, thread, 'resolved', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: isDraft ? scope.organisationId : batch.organisationId,
      type: isDraft ? 'comment.discarded' : 'comment.resolved',
      payload: { thread: thread.id, batch: batch.id, place: thread.anchor },
      subjectId: batch.id,
      shared: !isDraft,
    });
    return done(isDraft ? 'discarded' : 'resolved');
  });
}
