import {
  compareResults,
  editionPairs,
  type ComparedRow,
  type Comparison,
} from '#app/domain/assessment/compare.ts';
import { compareWithTarget } from '#app/domain/assessment/compare-target.ts';
import { compareFinding } from '#app/domain/assessment/finding.ts';
import { criteriaOf, itemsOf, LEVELS, type MaturityModel } from '#app/domain/assessment/model.ts';
import { words, type Words } from '#app/domain/words.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import { compareWords as w } from '../../i18n/assessment-compare.ts';
import type { LoadedAssessment } from './result-view.server.ts';

/** How two results can be laid side by side. */
export type Meeting = 'one-model' | 'editions' | 'apart' | 'target';

/** Criteria with different grades that are listed. */
const GRADES_SHOWN = 200;

function compared(
  left: LoadedAssessment,
  right: LoadedAssessment,
): { meeting: Meeting; comparison: Comparison } {
  if (left.model.id === right.model.id && left.model.digest === right.model.digest) {
    return { meeting: 'one-model', comparison: compareResults(left.result, right.result, null) };
  }
  const crosswalk = crosswalkFor(left.model, right.model);
  if (!crosswalk) {
    const nothing = { items: [], domains: [] };
    return { meeting: 'apart', comparison: compareResults(left.result, right.result, nothing) };
  }
  const pairs = editionPairs(left.model, right.model, crosswalk);
  return { meeting: 'editions', comparison: compareResults(left.result, right.result, pairs) };
}

type Names = ReadonlyMap<string, Words>;

function namesOf(model: MaturityModel): { domains: Names; items: Names } {
  return {
    domains: new Map(model.domains.map(({ id, name }) => [id, name])),
    items: new Map(itemsOf(model).map(({ id, name }) => [id, name])),
  };
}

function nameOf(ids: readonly string[], names: Names): Words | null {
  if (ids.length === 0) return null;
  const found = ids.map((id) => names.get(id) ?? words(id, id));
  return words(found.map(({ zh }) => zh).join('、'), found.map(({ en }) => en).join(', '));
}

function rowView(row: ComparedRow, left: Names, right: Names) {
  const [leftName, rightName] = [nameOf(row.left, left), nameOf(row.right, right)];
  const isRenamed = leftName && rightName && leftName.zh !== rightName.zh;
  return {
    key: `${row.left.join()}|${row.right.join()}`,
    leftIds: row.left,
    rightIds: row.right,
    name: isRenamed
      ? words(`${leftName.zh} → ${rightName.zh}`, `${leftName.en} → ${rightName.en}`)
      : (leftName ?? rightName ?? w.overall),
    left: row.leftScore?.shown ?? null,
    right: row.rightScore?.shown ?? null,
    difference: row.difference?.shown ?? null,
  };
}

function gradesView(left: LoadedAssessment, right: LoadedAssessment, comparison: Comparison) {
  const criteria = new Map(criteriaOf(left.model).map((criterion) => [criterion.id, criterion]));
  const items = new Map(
    itemsOf(left.model).flatMap((item) =>
      item.cells.flatMap((cell) => cell.criteria.map(({ id }) => [id, item] as const)),
    ),
  );
  const gradeNames = (loaded: LoadedAssessment) =>
    new Map(loaded.scheme.grades.map(({ grade, name }) => [grade, name]));
  const notes = (loaded: LoadedAssessment) =>
    new Map(loaded.answers.map(({ criterionId, note }) => [criterionId, note]));
  const [leftGrades, rightGrades, leftNotes, rightNotes] = [
    gradeNames(left),
    gradeNames(right),
    notes(left),
    notes(right),
  ];
  return (comparison.grades ?? []).slice(0, GRADES_SHOWN).map((one) => ({
    id: one.criterionId,
    text: criteria.get(one.criterionId)?.text ?? '',
    level: criteria.get(one.criterionId)?.level ?? null,
    itemId: items.get(one.criterionId)?.id ?? '',
    item: items.get(one.criterionId)?.name ?? words('', ''),
    left: leftGrades.get(one.left) ?? words(one.left, one.left),
    right: rightGrades.get(one.right) ?? words(one.right, one.right),
    leftNote: leftNotes.get(one.criterionId) ?? '',
    rightNote: rightNotes.get(one.criterionId) ?? '',
    distance: one.distance,
  }));
}

/** What a pair of assessments is called: 双评估 only where a regulator ordered the independent one. */
function pairTitle(left: LoadedAssessment, right: LoadedAssessment | null): Words {
  if (!right) return w.any;
  const sides = [left.assessment, right.assessment];
  const independent = sides.find(({ side }) => side === 'independent');
  if (!independent || !sides.some(({ side }) => side === 'self')) return w.any;
  if (left.assessment.scopeId !== right.assessment.scopeId) return w.any;
  return independent.orderId === null ? w.twoSides : w.ordered;
}

/** Two results side by side, with names, notes and the finding; `right` null for the left one's target. */
export function compareView(left: LoadedAssessment, right: LoadedAssessment | null, target: number | null) {
  const aim = LEVELS.find((level) => level === target);
  const laid = right
    ? compared(left, right)
    : aim === undefined
      ? null
      : { meeting: 'target' as const, comparison: compareWithTarget(left.result, aim) };
  if (!laid) return null;
  const { meeting, comparison } = laid;
  const leftNames = namesOf(left.model);
  const rightNames = right ? namesOf(right.model) : leftNames;
  const rows = (list: readonly ComparedRow[], kind: 'domains' | 'items') =>
    list.map((row) => rowView(row, leftNames[kind], rightNames[kind]));
  const sides = {
    left: left.assessment.side === 'self' ? w.self : w.independent,
    right: right ? (right.assessment.side === 'self' ? w.self : w.independent) : w.targetName,
  };
  const named =
    right && left.assessment.side === right.assessment.side
      ? {
          left: words(`左侧${sides.left.zh}`, `The left ${sides.left.en.toLowerCase()}`),
          right: words(`右侧${sides.right.zh}`, `the right ${sides.right.en.toLowerCase()}`),
        }
      : sides;
  const isApart = meeting === 'apart';
  return {
    meeting,
    title: pairTitle(left, right),
    /** What the two columns are called. */
    heads: right && left.assessment.side === right.assessment.side ? { left: w.left, right: w.right } : sides,
    finding: compareFinding(
      named,
      { left: comparison.overall.leftScore, right: comparison.overall.rightScore },
      isApart
        ? { items: 0, criteria: null }
        : { items: comparison.disagreements.length, criteria: comparison.grades?.length ?? null },
    ),
    overall: rowView(comparison.overall, new Map(), new Map()),
    domains: isApart ? [] : rows(comparison.domains, 'domains'),
    disagreements: isApart ? [] : rows(comparison.disagreements, 'items'),
    grades: right && comparison.grades ? gradesView(left, right, comparison) : null,
    gradeCount: comparison.grades?.length ?? 0,
  };
}
