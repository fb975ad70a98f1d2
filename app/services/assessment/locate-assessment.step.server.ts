import type { Actor } from '#app/domain/account/actor.ts';
import { intentsFor, mayEver, standingOf, type Standing } from '#app/domain/assessment/standing.ts';
import { isHidden, type AssessmentIntent } from '#app/domain/assessment/state.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Trx } from '#db/client.ts';
import { lockAssessment, type LockedAssessment } from '#db/queries/assessment.write.ts';

/** An assessment, locked for somebody who may do what he is about to do. */
export interface LocatedAssessment {
  readonly organisationId: string;
  readonly assessment: LockedAssessment;
  readonly standing: Standing;
  readonly accountId: string;
}

/** Locks an assessment for an intent: refused when the party may never do it, or not in the present state. */
export async function locateAssessment(
  trx: Trx,
  actor: Actor,
  assessmentId: string,
  intent: AssessmentIntent,
): Promise<Result<LocatedAssessment>> {
  const standing = standingOf(actor.scope);
  if (!standing || actor.accountId === null || !standing.mayEdit) return refuse('forbidden');
  const { organisationId } = standing;
  const assessment = await lockAssessment(trx, organisationId, assessmentId);
  if (!assessment) return refuse('not_found');
  if (!mayEver(standing, assessment.side, intent)) return refuse('forbidden');
  if (!intentsFor(standing, assessment).includes(intent)) {
    return refuse(isHidden(assessment, standing.party) ? 'forbidden' : 'not_allowed_now');
  }
  return done({ organisationId, assessment, standing, accountId: actor.accountId });
}
