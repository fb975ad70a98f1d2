import {
  add,
  compare,
  decimalText,
  divide,
  exactText,
  fraction,
  multiply,
  parseFraction,
  round,
  sum,
  wholePart,
  ZERO,
  type Fraction,
} from './fraction.ts';
import { LEVELS, type Cell, type Domain, type Item, type LevelNumber, type MaturityModel } from './model.ts';
import type {
  CellResult,
  CombinedPart,
  CriterionStep,
  Derivation,
  DomainResult,
  ItemResult,
  LevelStep,
  Score,
} from './result.ts';
import type { AnswerSheet, Combination, ScoringScheme } from './scheme.ts';

/** A score in its two faces. */
export function scoreOf(value: Fraction): Score {
  return { exact: exactText(value), shown: decimalText(value, 2) };
}

/** The exact value of a score. */
export function valueOf(score: Score): Fraction {
  return parseFraction(score.exact);
}

/** The level of a score: the whole part of what is shown, so that 2.996, shown as 3.00, is level 3. */
export function levelOf(score: Score): number {
  return wholePart(parseFraction(score.shown));
}

/** What of a scheme scoring reads. */
type ScoringRules = Pick<ScoringScheme, 'grades' | 'gates' | 'floor' | 'combine' | 'weights' | 'rounding'>;

/** What every step needs to know. */
interface Reading {
  readonly scheme: ScoringRules;
  readonly answers: AnswerSheet;
  readonly worths: ReadonlyMap<string, string | null>;
}

/** What stands under a key of the record itself: an id such as `constructor` finds nothing that isn't there. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

function criterionStep({ answers, worths }: Reading, criterionId: string): CriterionStep {
  const grade = own(answers.grades, criterionId);
  if (grade === null) return { criterionId, grade, worth: '0' };
  return { criterionId, grade, worth: worths.get(grade) ?? null };
}

function levelStep(reading: Reading, cell: Cell, level: LevelNumber, applicableAbove: boolean): LevelStep {
  const criteria = cell.criteria
    .filter((criterion) => criterion.level === level)
    .map((criterion) => criterionStep(reading, criterion.id));
  const worths = criteria.flatMap(({ worth }) => (worth === null ? [] : [parseFraction(worth)]));
  const total = sum(worths);
  const share = worths.length === 0 ? null : divide(total, fraction(BigInt(worths.length)));
  const gate = reading.scheme.gates[level].value;
  return {
    level,
    criteria,
    sum: scoreOf(total),
    applicable: worths.length,
    share: share && scoreOf(share),
    gate,
    passes: share ? compare(share, parseFraction(gate)) >= 0 : applicableAbove,
  };
}

/** All five levels; from the top, because an empty level asks whether anything above it applies. */
function levelSteps(reading: Reading, cell: Cell): LevelStep[] {
  const steps: LevelStep[] = [];
  for (const level of [...LEVELS].reverse()) {
    const applicableAbove = steps.some((step) => step.applicable > 0);
    steps.unshift(levelStep(reading, cell, level, applicableAbove));
  }
  return steps;
}

function roundedTo(value: Fraction, places: number | null): Fraction {
  return places === null ? value : round(value, places);
}

/** A cell's score once that level is reached: with the share of the next, floor and rounding. */
export function cellScore(
  scheme: ScoringRules,
  levels: readonly LevelStep[],
  reached: number,
): { readonly raw: Score; readonly score: Score } {
  const share = levels[reached]?.share;
  const raw = add(fraction(BigInt(reached)), share ? valueOf(share) : ZERO);
  const floor = parseFraction(scheme.floor.value);
  const floored = compare(raw, floor) < 0 ? floor : raw;
  return { raw: scoreOf(raw), score: scoreOf(roundedTo(floored, scheme.rounding.cell)) };
}

function scoreCell(reading: Reading, cell: Cell): CellResult {
  const none = { cellId: cell.id, reached: 0, raw: null, score: null } as const;
  const exclusion = own(reading.answers.exclusions, cell.id);
  if (exclusion !== null) return { ...none, levels: [], exclusion, unanswered: 0 };
  const levels = levelSteps(reading, cell);
  const unanswered = levels.flatMap((step) => step.criteria).filter(({ grade }) => grade === null).length;
  if (levels.every((step) => step.applicable === 0)) return { ...none, levels, exclusion, unanswered };
  const passed = levels.findIndex((step) => !step.passes);
  const reached = passed === -1 ? 5 : (levels[passed - 1]?.level ?? 0);
  return { ...none, levels, exclusion, unanswered, reached, ...cellScore(reading.scheme, levels, reached) };
}

interface Combined {
  readonly parts: readonly CombinedPart[];
  readonly raw: Score | null;
  readonly score: Score | null;
}

/** Several scores as one, by the scheme's combination; parts without a score are left out. */
export function combine(
  scheme: ScoringRules,
  how: Combination,
  places: number | null,
  scored: readonly { readonly id: string; readonly score: Score | null }[],
): Combined {
  const parts = scored.map(({ id, score }) => ({ id, weight: own(scheme.weights, id)?.value ?? '1', score }));
  const counted = parts.flatMap(({ weight, score }) =>
    score ? [{ weight: parseFraction(weight), value: valueOf(score) }] : [],
  );
  const [first] = counted;
  if (!first) return { parts, raw: null, score: null };
  const raw =
    how === 'lowest'
      ? counted.reduce((low, { value }) => (compare(value, low) < 0 ? value : low), first.value)
      : divide(
          sum(counted.map(({ weight, value }) => multiply(weight, value))),
          sum(counted.map(({ weight }) => weight)),
        );
  return { parts, raw: scoreOf(raw), score: scoreOf(roundedTo(raw, places)) };
}

function scoreItem(reading: Reading, item: Item): ItemResult {
  const cells = item.cells.map((cell) => scoreCell(reading, cell));
  const { combine: how, rounding } = reading.scheme;
  const scored = cells.map(({ cellId, score }) => ({ id: cellId, score }));
  const combined = combine(reading.scheme, how.cells, rounding.item, scored);
  return { itemId: item.id, cells, ...combined, reached: combined.score ? levelOf(combined.score) : 0 };
}

/** One item alone, by the same steps: what a page shows while it is answered. */
export function scoreOneItem(rules: ScoringRules, item: Item, answers: AnswerSheet): ItemResult {
  return scoreItem({ scheme: rules, answers, worths: worthsOf(rules) }, item);
}

function worthsOf({ grades }: ScoringRules): ReadonlyMap<string, string | null> {
  return new Map(grades.map(({ grade, worth }) => [grade, worth?.value ?? null]));
}

function scoreDomain(reading: Reading, domain: Domain): DomainResult {
  const items = domain.items.map((item) => scoreItem(reading, item));
  const { combine: how, rounding } = reading.scheme;
  const scored = items.map(({ itemId, score }) => ({ id: itemId, score }));
  const combined = combine(reading.scheme, how.items, rounding.domain, scored);
  return { domainId: domain.id, items, ...combined, level: combined.score && levelOf(combined.score) };
}

function counts(
  domains: readonly DomainResult[],
): Pick<Derivation, 'criteria' | 'answered' | 'notApplicable'> {
  const steps = domains
    .flatMap((domain) => domain.items)
    .flatMap((item) => item.cells)
    .flatMap((cell) => cell.levels)
    .flatMap((level) => level.criteria);
  return {
    criteria: steps.length,
    answered: steps.filter(({ grade }) => grade !== null).length,
    notApplicable: steps.filter(({ grade }) => grade === 'not_applicable').length,
  };
}

/**
 * Levels from answers, with every step. Pure and exact: fractions, never floating point.
 *
 * A level of a cell passes when its share (sum of worths ÷ applicable criteria) is at least the scheme's gate. The cell
 * reaches the highest level whose gate, and every gate below, is passed; its score is that level plus the share of the
 * next one, at least the floor. An unanswered criterion is worth 0; one that is 不适用 leaves the denominator.
 *
 * A level without applicable criteria asks nothing. In the middle, or at level 1, it passes, or nothing above it could
 * ever be reached. At the end it doesn't: a level of which nothing was asked has been shown by nobody, so the cell stops
 * at the highest level that asked something, and saying 不适用 to a whole upper level never raises the score into it.
 *
 * An excluded cell, and one of which every criterion is 不适用, has no score and leaves the mean; an item or domain
 * without scored parts leaves the next mean. Cells make items, items domains, domains the whole, by the scheme's
 * combination, weights and rounding (half up). A level is the whole part of the score as shown with two decimals.
 *
 * Answers are taken as checked (`checkAnswers`); ids outside the model are not read.
 */
export function score(model: MaturityModel, scheme: ScoringScheme, answers: AnswerSheet): Derivation {
  const reading = { scheme, answers, worths: worthsOf(scheme) };
  const domains = model.domains.map((domain) => scoreDomain(reading, domain));
  const {
    parts,
    raw,
    score: overall,
  } = combine(
    scheme,
    scheme.combine.domains,
    scheme.rounding.overall,
    domains.map(({ domainId, score: part }) => ({ id: domainId, score: part })),
  );
  return {
    modelId: model.id,
    modelDigest: model.digest,
    schemeId: scheme.id,
    schemeDigest: scheme.digest,
    domains,
    parts,
    raw,
    overall,
    level: overall && levelOf(overall),
    ...counts(domains),
  };
}
