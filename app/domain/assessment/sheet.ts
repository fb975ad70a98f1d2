import type { AnswerSheet, GradeKey } from './scheme.ts';

/** An answer sheet from stored rows: what has a grade, and what is left out with its reason. */
export function sheetOf(
  answers: readonly { readonly criterionId: string; readonly grade: GradeKey | null }[],
  exclusions: readonly { readonly cellId: string; readonly reason: string }[],
): AnswerSheet {
  return {
    grades: Object.fromEntries(
      answers.flatMap(({ criterionId, grade }) => (grade === null ? [] : [[criterionId, grade]])),
    ),
    exclusions: Object.fromEntries(exclusions.map(({ cellId, reason }) => [cellId, reason])),
  };
}
