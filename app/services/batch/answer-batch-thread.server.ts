import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { addBatchComment, lockBatchThread } from './batch-thread.step.server.ts';

/** 答复意见: the reporting house answers a published comment of a returned batch; the thread then counts as answered. */
export async function answerBatchThread(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly thread: string; readonly body: string },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'answerComment', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const thread = await lockBatchThread(trx, batch, input.thread);
    if (!thread || thread.publishedAt === null) return refuse('not_found');
    if (thread.state === 'resolved') return refuse('not_allowed_now');
    const said = { side: 'reporter', body: input.body } as const;
    await addBatchComment(trx, officer.value, moment, batch, thread, said);
    await updateThreadState(trx, thread, 'answered', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'comment.answered',
      payload: { thread: thread.id, batch: batch.id, place: thread.anchor },
      subjectId: batch.id,
      shared: true,
    });
    return done(null);
  });
}
