import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateAssessmentThreadState } from '#db/queries/assessment-thread.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateTalk } from './locate-talk.step.server.ts';

/** Closes a thread. */
export async function resolveAssessmentThread(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly threadId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateTalk(trx, actor, input, 'resolve');
    if (!located.ok) return located;
    const { organisationId, assessment, thread } = located.value;
    await updateAssessmentThreadState(trx, { organisationId, id: thread.id }, 'resolved', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment-thread.resolved',
      payload: { thread: thread.id, cell: thread.cellId },
      subjectId: assessment.id,
      shared: false,
    });
    return done(null);
  });
}
