import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { stateAfterReply, type ThreadBody } from '#app/domain/assessment/thread.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { newId } from '#db/identifier.ts';
import { insertAssessmentComment, updateAssessmentThreadState } from '#db/queries/assessment-thread.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateTalk } from './locate-talk.step.server.ts';
import { tellPeople } from './tell-people.step.server.ts';

/** Writes into a thread: an answer, or the next question of whoever asked. Whoever opened it is told of an answer. */
export async function replyAssessmentThread(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly threadId: string } & ThreadBody,
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateTalk(trx, actor, input, 'reply');
    if (!located.ok) return located;
    const { organisationId, assessment, thread, standing, accountId } = located.value;
    const commentId = newId(moment.now);
    await insertAssessmentComment(trx, {
      organisationId,
      id: commentId,
      threadId: thread.id,
      assessmentId: assessment.id,
      side: thread.side,
      authorId: accountId,
      authorSide: standing.party === 'enterprise' ? 'enterprise' : 'consultant',
      authorName: actor.name,
      body: input.body,
      now: moment.now,
    });
    const state = stateAfterReply(thread, accountId);
    const key = { organisationId, id: thread.id };
    if (state !== thread.state) await updateAssessmentThreadState(trx, key, state, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment-thread.replied',
      payload: { thread: thread.id, cell: thread.cellId },
      subjectId: assessment.id,
      shared: false,
    });
    await tellPeople(trx, ports, actor, moment, located.value, {
      rule: state === 'open' ? 'assessment.asked' : 'assessment.answered',
      occurrence: commentId,
      cellId: thread.cellId,
      people: (one) =>
        state === 'open' && standing.party === 'assessor'
          ? one.organisationId === organisationId
          : one.accountId === thread.createdById,
    });
    return done(null);
  });
}
