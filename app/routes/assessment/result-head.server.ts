import type { MaturityModel } from '#app/domain/assessment/model.ts';
import type { AssessmentSide, AssessmentState } from '#app/domain/assessment/state.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import type { Words } from '#app/domain/words.ts';
import type { AssessmentRecord } from '#db/queries/assessment.read.ts';
import type { AssessmentHouse } from './house.server.ts';

/** What the frame of a result's pages shows. */
export interface ResultHead {
  readonly id: string;
  readonly base: string;
  /** Address of the assessment. */
  readonly place: string;
  readonly title: string;
  readonly unit: string;
  readonly side: AssessmentSide;
  readonly state: AssessmentState;
  readonly versionNo: number;
  readonly signedOn: string | null;
  readonly modelTitle: Words;
  readonly targetLevel: number | null;
  readonly targetOn: string | null;
  /** Whether improvement actions are the visitor's business: not an assessor's. */
  readonly mayPlan: boolean;
}

/** The head of an assessment's result pages. */
export function resultHead(
  house: AssessmentHouse,
  assessment: AssessmentRecord,
  model: MaturityModel,
): ResultHead {
  return {
    id: assessment.id,
    base: house.base,
    place: `${house.base}/assessments/${assessment.id}`,
    title: assessment.title,
    unit: assessment.unit,
    side: assessment.side,
    state: assessment.state,
    versionNo: assessment.versionNo,
    signedOn:
      assessment.state === 'signed' && assessment.signedAt ? plainDateInShanghai(assessment.signedAt) : null,
    modelTitle: model.title,
    targetLevel: assessment.targetLevel,
    targetOn: assessment.targetOn,
    mayPlan: house.side === 'self',
  };
}
