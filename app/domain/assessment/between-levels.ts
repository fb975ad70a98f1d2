import { compare, divide, fraction, parseFraction, subtract, sum, ZERO, type Fraction } from './fraction.ts';
import { LEVELS, type LevelNumber } from './model.ts';
import { recombine, type Recombined } from './recombine.ts';
import type { CellResult, Derivation, LevelStep, Score } from './result.ts';
import type { GradeKey, ScoringScheme } from './scheme.ts';
import { cellScore, levelOf, scoreOf, valueOf } from './score.ts';

/** A criterion that isn't fully met where a level isn't passed. */
export interface BlockingCriterion {
  readonly criterionId: string;
  readonly level: LevelNumber;
  /** Null where nobody has answered. */
  readonly grade: GradeKey | null;
  /** What meeting it in full would add to its level's share. */
  readonly gain: Score;
}

/** A level that keeps a cell down. */
export interface BlockedLevel {
  readonly level: LevelNumber;
  readonly share: Score;
  readonly gate: string;
  /** Gate less share. */
  readonly missing: Score;
  /** Largest gain first, then in the model's order. */
  readonly criteria: readonly BlockingCriterion[];
  /** How many of them, taken in this order, are enough to pass. */
  readonly fewest: number;
}

/** What stands between a cell and its next level. */
export interface CellBarrier {
  readonly cellId: string;
  /** Whole part of the cell's score as shown. */
  readonly level: number;
  readonly next: LevelNumber;
  /** Lowest level first; each has to be passed. */
  readonly blocked: readonly BlockedLevel[];
  readonly fewest: number;
  /** The cell's score once they are passed by the fewest criteria. */
  readonly after: Score;
}

/** One cell's climb as a step of an item, a domain or the whole. */
export interface BarrierStep extends CellBarrier {
  readonly itemId: string;
  readonly domainId: string;
  /** What this climb alone adds to the figure. */
  readonly lift: Score;
}

/** What stands between an item, a domain or the whole and its next level. */
export interface FigureBarrier {
  readonly level: number;
  readonly next: LevelNumber;
  /** Next level less the score. Rounding may forgive up to half a unit of the last decimal. */
  readonly needed: Score;
  /**
   * Climbs of one level each: the largest lift for each criterion to be met first, then the lowest cell, then the
   * model's order. When they suffice the list ends with the one that suffices.
   */
  readonly steps: readonly BarrierStep[];
  /** Whether these steps together reach the next level; otherwise some cells have to climb further after that. */
  readonly suffices: boolean;
}

/** Which figure. */
export type FigureKey =
  | { readonly kind: 'overall' }
  | { readonly kind: 'domain'; readonly id: string }
  | { readonly kind: 'item'; readonly id: string };

const ONE = fraction(1n);

function levelAfter(level: number): LevelNumber | null {
  return LEVELS.find((next) => next === level + 1) ?? null;
}

function blockedLevel(step: LevelStep): BlockedLevel | null {
  if (step.passes || !step.share) return null;
  const size = fraction(BigInt(step.applicable));
  const criteria = step.criteria
    .flatMap(({ criterionId, grade, worth }) => {
      if (worth === null || compare(parseFraction(worth), ONE) >= 0) return [];
      return [{ criterionId, grade, gain: divide(subtract(ONE, parseFraction(worth)), size) }];
    })
    .sort((a, b) => compare(b.gain, a.gain));
  const missing = subtract(parseFraction(step.gate), valueOf(step.share));
  let fewest = 0;
  let gained: Fraction = ZERO;
  while (compare(gained, missing) < 0 && fewest < criteria.length) {
    gained = sum(criteria.slice(0, fewest + 1).map(({ gain }) => gain));
    fewest += 1;
  }
  return {
    level: step.level,
    share: step.share,
    gate: step.gate,
    missing: scoreOf(missing),
    criteria: criteria.map((criterion) => ({
      ...criterion,
      level: step.level,
      gain: scoreOf(criterion.gain),
    })),
    fewest,
  };
}

/**
 * What stands between a cell and its next level: the levels up to it that aren't passed. Null where there is nothing to
 * reach: the cell has no score, is at level 5, or nothing above applies.
 */
export function betweenCellLevels(scheme: ScoringScheme, cell: CellResult): CellBarrier | null {
  if (!cell.score) return null;
  const level = Math.max(levelOf(cell.score), cell.reached);
  const next = levelAfter(level);
  const highest = Math.max(0, ...cell.levels.filter((step) => step.applicable > 0).map((step) => step.level));
  if (!next || next > highest) return null;
  const blocked = cell.levels.flatMap((step) => (step.level <= next ? (blockedLevel(step) ?? []) : []));
  const fewest = blocked.reduce((total, step) => total + step.fewest, 0);
  // Levels above that are passed already count as soon as this one is.
  const failing = cell.levels.find((step) => step.level > next && !step.passes);
  const reached = failing ? failing.level - 1 : 5;
  return {
    cellId: cell.cellId,
    level,
    next,
    blocked,
    fewest,
    after: cellScore(scheme, cell.levels, reached).score,
  };
}

function figureOf(scores: Recombined, figure: FigureKey): Score | null {
  if (figure.kind === 'overall') return scores.overall;
  return (figure.kind === 'domain' ? scores.domains : scores.items).get(figure.id) ?? null;
}

function stepsOf(scheme: ScoringScheme, result: Derivation, figure: FigureKey, now: Fraction): BarrierStep[] {
  const steps = result.domains.flatMap((domain) => {
    if (figure.kind === 'domain' && domain.domainId !== figure.id) return [];
    return domain.items.flatMap((item) => {
      if (figure.kind === 'item' && item.itemId !== figure.id) return [];
      return item.cells.flatMap((cell): { step: BarrierStep; worth: Fraction; own: Fraction }[] => {
        const barrier = betweenCellLevels(scheme, cell);
        if (!barrier || !cell.score) return [];
        const after = figureOf(recombine(scheme, result, new Map([[cell.cellId, barrier.after]])), figure);
        const lift = after ? subtract(valueOf(after), now) : ZERO;
        const step = { ...barrier, itemId: item.itemId, domainId: domain.domainId, lift: scoreOf(lift) };
        const worth = divide(lift, fraction(BigInt(Math.max(1, barrier.fewest))));
        return [{ step, worth, own: valueOf(cell.score) }];
      });
    });
  });
  steps.sort((a, b) => compare(b.worth, a.worth) || compare(a.own, b.own));
  return steps.map(({ step }) => step);
}

/**
 * What stands between an item, a domain or the whole and its next level: which cells have to climb, in which order, and
 * by which criteria. Null where the figure has no score or is at level 5.
 */
export function betweenLevels(
  scheme: ScoringScheme,
  result: Derivation,
  figure: FigureKey,
): FigureBarrier | null {
  const score = figureOf(recombine(scheme, result, new Map()), figure);
  const level = score ? levelOf(score) : 5;
  const next = levelAfter(level);
  if (!score || !next) return null;
  const now = valueOf(score);
  const steps = stepsOf(scheme, result, figure, now);
  const needed = scoreOf(subtract(fraction(BigInt(next)), now));
  const changed = new Map<string, Score>();
  for (const [index, step] of steps.entries()) {
    changed.set(step.cellId, step.after);
    const reached = figureOf(recombine(scheme, result, changed), figure);
    if (reached && levelOf(reached) >= next) {
      return { level, next, needed, steps: steps.slice(0, index + 1), suffices: true };
    }
  }
  return { level, next, needed, steps, suffices: false };
}
