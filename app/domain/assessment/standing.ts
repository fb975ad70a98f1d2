import type { Scope } from '../account/scope.ts';
import { can } from '../organisation/organisation.ts';
import {
  ASSESSMENT_STATES,
  assessmentIntents,
  type AssessmentIntent,
  type AssessmentParty,
  type AssessmentSide,
  type AssessmentState,
} from './state.ts';

/** Someone in front of an enterprise's assessments: whose they are, which desk it is, and what the role allows. */
export interface Standing {
  readonly organisationId: string;
  readonly party: AssessmentParty;
  /** The side that this party works on. */
  readonly side: AssessmentSide;
  readonly mayEdit: boolean;
  readonly maySign: boolean;
}

/**
 * How a scope stands to assessments; null for scopes that work on none. A helper never signs in a client's name; an
 * assessor signs his own.
 */
export function standingOf(scope: Scope): Standing | null {
  if (scope.kind === 'member') {
    return {
      organisationId: scope.organisationId,
      party: 'enterprise',
      side: 'self',
      mayEdit: can(scope.role, 'assess'),
      maySign: can(scope.role, 'signAssessment'),
    };
  }
  if (scope.kind !== 'consultant') return null;
  const isAssessor = scope.purpose === 'assess';
  const mayEdit = scope.rights === 'draft';
  return {
    organisationId: scope.clientId,
    party: isAssessor ? 'assessor' : 'helper',
    side: isAssessor ? 'independent' : 'self',
    mayEdit,
    maySign: isAssessor && mayEdit,
  };
}

/** What moves with an assessment's life, as deciding about it needs. */
export interface AssessmentStand {
  readonly state: AssessmentState;
  readonly side: AssessmentSide;
  readonly submittedAt: string | null;
}

/** What someone may do with an assessment now. */
export function intentsFor(standing: Standing, assessment: AssessmentStand): readonly AssessmentIntent[] {
  const { party, mayEdit, maySign } = standing;
  const { state, side } = assessment;
  return assessmentIntents({
    state,
    side,
    isSubmitted: assessment.submittedAt !== null,
    party,
    mayEdit,
    maySign,
  });
}

/** Whether someone may ever do this with an assessment of that side, whatever its state. */
export function mayEver(standing: Standing, side: AssessmentSide, intent: AssessmentIntent): boolean {
  return ASSESSMENT_STATES.some((state) =>
    intentsFor(standing, { state, side, submittedAt: null }).includes(intent),
  );
}
