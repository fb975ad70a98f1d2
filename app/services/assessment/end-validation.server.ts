import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

/** Goes back from validation to evaluation, so that everything may be answered and tailored again. */
export async function endValidation(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly reason: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'endValidation');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    await updateAssessment(trx, organisationId, assessment.id, {
      state: 'evaluating',
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.validation-ended',
      payload: { reason: input.reason.trim(), version: assessment.versionNo },
      subjectId: assessment.id,
      shared: false,
    });
    return done(null);
  });
}
