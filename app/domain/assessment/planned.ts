import { cellsOf, type MaturityModel } from './model.ts';
import type { Derivation } from './result.ts';
import type { AnswerSheet, GradeKey, ScoringScheme } from './scheme.ts';
import { score } from './score.ts';
import type { GapAction } from './gaps.ts';

/**
 * The answers if the open actions achieve what they promise. An action about a criterion meets that criterion, and no
 * other; an action about a whole cell meets all its criteria up to the expected level. What isn't applicable stays so,
 * and an excluded cell stays excluded.
 */
function plannedAnswers(
  model: MaturityModel,
  answers: AnswerSheet,
  actions: readonly GapAction[],
): AnswerSheet {
  const cells = new Map(cellsOf(model).map((cell) => [cell.id, cell]));
  const met = actions.flatMap(({ cellId, criterionId, expectedLevel }) => {
    const criteria = cells.get(cellId)?.criteria ?? [];
    return criteria
      .filter(({ id, level }) => (criterionId === null ? level <= expectedLevel : id === criterionId))
      .filter(({ id }) => answers.grades[id] !== 'not_applicable')
      .map(({ id }): [string, GradeKey] => [id, 'met']);
  });
  return { ...answers, grades: { ...answers.grades, ...Object.fromEntries(met) } };
}

/** The result if the open actions achieve what they promise: the planned curve. */
export function plannedResult(
  model: MaturityModel,
  scheme: ScoringScheme,
  answers: AnswerSheet,
  actions: readonly GapAction[],
): Derivation {
  return score(model, scheme, plannedAnswers(model, answers, actions));
}
