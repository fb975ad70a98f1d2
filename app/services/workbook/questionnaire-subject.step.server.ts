import type {
  ImportChange,
  ImportProblem,
  QuestionnaireSubject,
} from '#app/domain/assessment/questionnaire.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import type { ScoringScheme } from '#app/domain/assessment/scheme.ts';
import type { Trx } from '#db/client.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import { listExclusions } from '#db/queries/assessment.read.ts';

/** What an assessment's questionnaire is made from and read against. */
export async function questionnaireSubject(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  facts: { readonly model: MaturityModel; readonly scheme: ScoringScheme },
): Promise<QuestionnaireSubject> {
  const answers = await listAnswers(trx, organisationId, assessmentId);
  const exclusions = await listExclusions(trx, organisationId, assessmentId);
  return {
    ...facts,
    mark: { assessmentId, modelId: facts.model.id, modelDigest: facts.model.digest },
    answers: new Map(answers.map((answer) => [answer.criterionId, answer])),
    excluded: new Set(exclusions.map(({ cellId }) => cellId)),
  };
}

/** The changes of a stored import; they were written by the preview. */
export function readStoredChanges(stored: unknown): readonly ImportChange[] {
  return stored as readonly ImportChange[];
}

/** The problems of a stored import; they were written by the preview. */
export function readStoredProblems(stored: unknown): readonly ImportProblem[] {
  return stored as readonly ImportProblem[];
}
