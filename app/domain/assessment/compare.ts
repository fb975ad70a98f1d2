import {
  compare as compareFractions,
  divide,
  fraction,
  subtract,
  sum,
  ZERO,
  type Fraction,
} from './fraction.ts';
import type { Crosswalk } from './crosswalk.ts';
import type { MaturityModel } from './model.ts';
import type { Derivation, Score } from './result.ts';
import { GRADES, type GradeKey } from './scheme.ts';
import { scoreOf, valueOf } from './score.ts';

/** Two ids that stand for the same thing, or for parts of it, in two editions. */
export interface Pair {
  readonly left: string;
  readonly right: string;
}

/** One line of a comparison. Several ids on a side: a thing that was split or merged; its score is their mean. */
export interface ComparedRow {
  /** Empty where only the other side has it. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly leftScore: Score | null;
  readonly rightScore: Score | null;
  /** Right less left; null where either has no score. */
  readonly difference: Score | null;
}

/** A criterion on which the two sides conclude differently. */
export interface GradeDisagreement {
  readonly criterionId: string;
  readonly left: GradeKey;
  readonly right: GradeKey;
  /** Steps apart, from 满足 to 不满足; null where one side says 不适用. */
  readonly distance: number | null;
}

/** Two results side by side. */
export interface Comparison {
  readonly overall: ComparedRow;
  /** In the left's order, then what only the right has. */
  readonly domains: readonly ComparedRow[];
  readonly items: readonly ComparedRow[];
  /** Items with different scores, the largest difference first. */
  readonly disagreements: readonly ComparedRow[];
  /**
   * Criteria with different grades, of one model only: first where the sides don't agree that it applies, then by
   * distance, then in the model's order. Null across editions, where criteria don't ask the same.
   */
  readonly grades: readonly GradeDisagreement[] | null;
}

/** Which items and domains of two editions belong together; null for two results of one model. */
export interface EditionPairs {
  readonly items: readonly Pair[];
  readonly domains: readonly Pair[];
}

/** What belongs together by a crosswalk: its pairs of items, and the domains that these stand in. */
export function editionPairs(left: MaturityModel, right: MaturityModel, crosswalk: Crosswalk): EditionPairs {
  const items = crosswalk.pairs.flatMap(({ from, to }) =>
    from.flatMap((one) => to.map((other) => ({ left: one, right: other }))),
  );
  const domainsOf = (model: MaturityModel) =>
    new Map(model.domains.flatMap((domain) => domain.items.map((item) => [item.id, domain.id])));
  const [lefts, rights] = [domainsOf(left), domainsOf(right)];
  const domains = items.flatMap((pair) => {
    const [one, other] = [lefts.get(pair.left), rights.get(pair.right)];
    return one !== undefined && other !== undefined ? [{ left: one, right: other }] : [];
  });
  return { items, domains };
}

type Scores = ReadonlyMap<string, Score | null>;

function itemScores(result: Derivation): Scores {
  const items = result.domains.flatMap((domain) => domain.items);
  return new Map(items.map(({ itemId, score }) => [itemId, score]));
}

function domainScores(result: Derivation): Scores {
  return new Map(result.domains.map(({ domainId, score }) => [domainId, score]));
}

/** Ids that hang together through pairs, in the left's order, then what only the right has. */
function groups(left: Scores, right: Scores, pairs: readonly Pair[]): { left: string[]; right: string[] }[] {
  const known = pairs.filter((pair) => left.has(pair.left) && right.has(pair.right));
  const seen = { left: new Set<string>(), right: new Set<string>() };
  const gather = (side: 'left' | 'right', id: string, group: { left: string[]; right: string[] }) => {
    if (seen[side].has(id)) return group;
    seen[side].add(id);
    group[side].push(id);
    const other = side === 'left' ? 'right' : 'left';
    for (const pair of known) if (pair[side] === id) gather(other, pair[other], group);
    return group;
  };
  const empty = () => ({ left: [], right: [] });
  const started = (side: 'left' | 'right', ids: Iterable<string>) =>
    [...ids].flatMap((id) => (seen[side].has(id) ? [] : [gather(side, id, empty())]));
  return [...started('left', left.keys()), ...started('right', right.keys())];
}

function meanOf(scores: Scores, ids: readonly string[]): Score | null {
  const values = ids.flatMap((id) => {
    const score = scores.get(id);
    return score ? [valueOf(score)] : [];
  });
  return values.length === 0 ? null : scoreOf(divide(sum(values), fraction(BigInt(values.length))));
}

function row(
  left: readonly string[],
  right: readonly string[],
  l: Score | null,
  r: Score | null,
): ComparedRow {
  const difference = l && r ? scoreOf(subtract(valueOf(r), valueOf(l))) : null;
  return { left, right, leftScore: l, rightScore: r, difference };
}

function rows(left: Scores, right: Scores, pairs: readonly Pair[] | null): ComparedRow[] {
  const same = [...left.keys()].map((id) => ({ left: id, right: id }));
  return groups(left, right, pairs ?? same).map((group) =>
    row(group.left, group.right, meanOf(left, group.left), meanOf(right, group.right)),
  );
}

function sizeOf({ difference }: ComparedRow): Fraction {
  const value = difference ? valueOf(difference) : ZERO;
  return compareFractions(value, ZERO) < 0 ? subtract(ZERO, value) : value;
}

function gradesOf(result: Derivation): Map<string, GradeKey> {
  const steps = result.domains
    .flatMap((domain) => domain.items)
    .flatMap((item) => item.cells)
    .flatMap((cell) => cell.levels)
    .flatMap((level) => level.criteria);
  return new Map(steps.flatMap(({ criterionId, grade }) => (grade ? [[criterionId, grade]] : [])));
}

function distanceOf(left: GradeKey, right: GradeKey): number | null {
  if (left === 'not_applicable' || right === 'not_applicable') return null;
  return Math.abs(GRADES.indexOf(left) - GRADES.indexOf(right));
}

function gradeDisagreements(left: Derivation, right: Derivation): GradeDisagreement[] {
  const others = gradesOf(right);
  const found = [...gradesOf(left)].flatMap(([criterionId, grade]): GradeDisagreement[] => {
    const other = others.get(criterionId);
    if (!other || other === grade) return [];
    return [{ criterionId, left: grade, right: other, distance: distanceOf(grade, other) }];
  });
  const size = ({ distance }: GradeDisagreement) => distance ?? GRADES.length;
  return found.sort((a, b) => size(b) - size(a));
}

/** Two results side by side: of one model, or of two editions by the pairs of a crosswalk. */
export function compareResults(left: Derivation, right: Derivation, pairs: EditionPairs | null): Comparison {
  const items = rows(itemScores(left), itemScores(right), pairs?.items ?? null);
  return {
    overall: row([], [], left.overall, right.overall),
    domains: rows(domainScores(left), domainScores(right), pairs?.domains ?? null),
    items,
    disagreements: items
      .filter((one) => compareFractions(sizeOf(one), ZERO) > 0)
      .sort((a, b) => compareFractions(sizeOf(b), sizeOf(a))),
    grades: pairs === null ? gradeDisagreements(left, right) : null,
  };
}
