import { cellsOf, type MaturityModel } from './model.ts';
import type { GradeKey } from './scheme.ts';

/** What readiness reads of an answer. */
export interface ReadAnswer {
  readonly criterionId: string;
  readonly grade: GradeKey | null;
  readonly isCarried: boolean;
  readonly validatedAt: string | null;
  readonly returnedAt: string | null;
}

/** How far an assessment is from being validated and signed. Criteria of cells that are left out aren't in it. */
export interface Readiness {
  readonly criteria: number;
  readonly answered: number;
  /** Criteria without a grade, in the model's order. */
  readonly unanswered: readonly string[];
  /** Taken over from an earlier assessment and confirmed by nobody (沿用待确认). */
  readonly carried: readonly string[];
  /** Sent back by a validator and not answered again. */
  readonly returned: readonly string[];
  /** Graded, and validated by nobody. */
  readonly unvalidated: readonly string[];
}

/** Counts what is answered, carried, returned and validated, criterion by criterion. */
export function readiness(
  model: MaturityModel,
  answers: readonly ReadAnswer[],
  exclusions: readonly { readonly cellId: string }[],
): Readiness {
  const excluded = new Set(exclusions.map(({ cellId }) => cellId));
  const given = new Map(answers.map((answer) => [answer.criterionId, answer]));
  const criteria = cellsOf(model)
    .filter(({ id }) => !excluded.has(id))
    .flatMap((cell) => cell.criteria.map(({ id }) => id));
  const where = (holds: (answer: ReadAnswer) => boolean) =>
    criteria.filter((id) => {
      const answer = given.get(id);
      return answer !== undefined && holds(answer);
    });
  const graded = where(({ grade }) => grade !== null);
  const isGraded = new Set(graded);
  return {
    criteria: criteria.length,
    answered: graded.length,
    unanswered: criteria.filter((id) => !isGraded.has(id)),
    carried: where(({ isCarried, grade }) => isCarried && grade !== null),
    returned: where(({ returnedAt }) => returnedAt !== null),
    unvalidated: where(({ grade, validatedAt }) => grade !== null && validatedAt === null),
  };
}
