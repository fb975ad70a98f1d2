import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateAssessment } from './locate-assessment.step.server.ts';

const NO_REASON = words('请写明重新打开的理由。', 'Say why it is opened again.');

/**
 * Opens a signed assessment again as its next version. The version that was signed stays as it is; one that was
 * submitted isn't opened any more.
 */
export async function reopenAssessment(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly reason: string },
): Promise<Result<{ versionNo: number }>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse('invalid', { fields: { reason: NO_REASON } });
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateAssessment(trx, actor, input.assessmentId, 'reopen');
    if (!located.ok) return located;
    const { organisationId, assessment } = located.value;
    const versionNo = assessment.versionNo + 1;
    await updateAssessment(trx, organisationId, assessment.id, {
      state: 'evaluating',
      version_no: versionNo,
      signed_at: null,
      signed_by_name: null,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.reopened',
      payload: { reason, version: versionNo },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ versionNo });
  });
}
