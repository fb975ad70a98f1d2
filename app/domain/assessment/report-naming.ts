import { plainDateInShanghai } from '../calendar/plain-date.ts';
import { cellName } from './explanation.ts';
import { criteriaOf, itemsOf, type Criterion, type MaturityModel } from './model.ts';
import type { Score } from './result.ts';
import type { GradeKey, ScoringScheme } from './scheme.ts';

/** What a report calls the parts of a model, looked up once. */
export interface Naming {
  /** `6.1 数据战略规划`; with the dimension where there is one. */
  cell(cellId: string): string;
  /** `2 级（受管理级）`. */
  level(level: number): string;
  criterion(criterionId: string): Criterion | undefined;
  grade(grade: GradeKey | null): string;
}

const NOT_ANSWERED = '未作答';
export const NO_SCORE = '不适用';

/** Names of a model's parts and of a scheme's grades, in Chinese as reports are. */
export function namingOf(model: MaturityModel, scheme: ScoringScheme): Naming {
  const cells = new Map(
    itemsOf(model).flatMap((item) =>
      item.cells.map((cell) => [cell.id, `${item.id} ${cellName(model, item, cell).zh}`] as const),
    ),
  );
  const criteria = new Map(criteriaOf(model).map((criterion) => [criterion.id, criterion]));
  const grades = new Map(scheme.grades.map(({ grade, name }) => [grade, name.zh]));
  const levels = new Map(model.levels.map(({ level, name }) => [Number(level), name.zh]));
  return {
    cell: (cellId) => cells.get(cellId) ?? cellId,
    level: (level) => (levels.has(level) ? `${level} 级（${levels.get(level)}）` : `${level} 级`),
    criterion: (criterionId) => criteria.get(criterionId),
    grade: (grade) => (grade === null ? NOT_ANSWERED : (grades.get(grade) ?? grade)),
  };
}

/** A domain with the number that a standard gives it; an id that is no number is ours and stays out of reports. */
export function domainText({ id, name }: MaturityModel['domains'][number]): string {
  return /\d/.test(id) ? `${id} ${name.zh}` : name.zh;
}

/** A score as reports print it. */
export function scoreText(score: Score | null): string {
  return score ? score.shown : NO_SCORE;
}

/** 2026-11-22 → 2026年11月22日. */
export function dayText(date: string): string {
  const [year, month, day] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** The day in Shanghai of an instant, as text. */
export function dayOfInstant(instant: string): string {
  return dayText(plainDateInShanghai(instant));
}
