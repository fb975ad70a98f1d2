import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { addBatchComment, lockBatchThread } from './batch-thread.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/** 回复: the plan house's next comment. In a published thread it is published at once and opens the thread again. */
export async function replyBatchThread(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly thread: string; readonly body: string },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'comment', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const thread = await lockBatchThread(trx, batch, input.thread);
    if (!thread) return refuse('not_found');
    const isPublished = thread.publishedAt !== null;
    const said = { side: 'regulator', body: input.body } as const;
    const id = await addBatchComment(trx, officer.value, moment, batch, thread, said);
    if (thread.state !== 'open') await updateThreadState(trx, thread, 'open', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: isPublished ? batch.organisationId : scope.organisationId,
      type: isPublished ? 'comment.replied' : 'comment.drafted',
      payload: { thread: thread.id, batch: batch.id, place: thread.anchor },
      subjectId: batch.id,
      shared: isPublished,
    });
    if (isPublished) {
      await tellHouse(trx, ports, moment, scope, batch, {
        rule: 'comment.replied',
        occurrence: id,
        subject: words(`“${batch.title}”的意见有回复`, `A reply on “${batch.title}”`),
        body: words(
          `审核部门回复了“${batch.title}”的意见，请在批次页查看。`,
          `The reviewing authority replied on “${batch.title}”. Read it on the batch’s page.`,
        ),
      });
    }
    return done(null);
  });
}
