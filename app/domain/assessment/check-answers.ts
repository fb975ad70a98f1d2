import { words, type Words } from '../words.ts';
import { cellsOf, criteriaOf, type MaturityModel } from './model.ts';
import type { ScoringScheme } from './scheme.ts';

/** Something in an answer sheet that the model or the scheme doesn't know. */
export interface AnswerProblem {
  readonly part: 'grades' | 'exclusions';
  /** The criterion's or the cell's id, as given. */
  readonly id: string;
  readonly words: Words;
}

/** An answer sheet as it came in: the grades aren't known to be grades yet. */
export interface GivenAnswers {
  readonly grades: Readonly<Record<string, string>>;
  readonly exclusions: Readonly<Record<string, string>>;
}

function gradeProblems(model: MaturityModel, scheme: ScoringScheme, answers: GivenAnswers): AnswerProblem[] {
  const criteria = new Set(criteriaOf(model).map(({ id }) => id));
  const allowed = scheme.grades.map(({ grade }): string => grade);
  return Object.entries(answers.grades).flatMap(([id, grade]): AnswerProblem[] => {
    if (!criteria.has(id)) {
      const said = words(`模型 ${model.id} 没有评估项 ${id}。`, `Model ${model.id} has no criterion ${id}.`);
      return [{ part: 'grades', id, words: said }];
    }
    if (allowed.includes(grade)) return [];
    const list = allowed.join(', ');
    const said = words(
      `评估项 ${id} 的结论“${grade}”不在计分方案 ${scheme.id} 中，应为：${list}。`,
      `Grade “${grade}” of criterion ${id} isn’t in scheme ${scheme.id}; it has: ${list}.`,
    );
    return [{ part: 'grades', id, words: said }];
  });
}

function exclusionProblems(model: MaturityModel, answers: GivenAnswers): AnswerProblem[] {
  const cells = new Set(cellsOf(model).map(({ id }) => id));
  return Object.entries(answers.exclusions).flatMap(([id, reason]): AnswerProblem[] => {
    if (!cells.has(id)) {
      const said = words(`模型 ${model.id} 没有单元 ${id}。`, `Model ${model.id} has no cell ${id}.`);
      return [{ part: 'exclusions', id, words: said }];
    }
    if (reason.trim() !== '') return [];
    const said = words(`单元 ${id} 标为不适用，但没有写理由。`, `Cell ${id} is excluded without a reason.`);
    return [{ part: 'exclusions', id, words: said }];
  });
}

/** What an answer sheet says about criteria or cells that the model doesn't have, or in grades the scheme doesn't have. */
export function checkAnswers(
  model: MaturityModel,
  scheme: ScoringScheme,
  answers: GivenAnswers,
): readonly AnswerProblem[] {
  return [...gradeProblems(model, scheme, answers), ...exclusionProblems(model, answers)];
}
