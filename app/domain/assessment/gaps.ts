import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  parseFraction,
  subtract,
  sum,
  ZERO,
  type Fraction,
} from './fraction.ts';
import type { LevelNumber } from './model.ts';
import type { CellResult, CombinedPart, Derivation, LevelStep, Score } from './result.ts';
import type { Combination, GradeKey, ScoringScheme } from './scheme.ts';
import { cellScore, scoreOf, valueOf } from './score.ts';

/** What ranking asks of an open improvement action. */
export interface GapAction {
  readonly cellId: string;
  /** Null where the action is about the whole cell, up to `expectedLevel`. */
  readonly criterionId: string | null;
  readonly expectedLevel: number;
  /** Person-days. */
  readonly effort: number;
}

/**
 * A criterion that isn't fully met at a level that isn't passed, with the factors of its rank:
 * value = levels × weight ÷ (effort × turn).
 */
export interface Gap {
  /** From 1. */
  readonly rank: number;
  readonly criterionId: string;
  readonly cellId: string;
  readonly itemId: string;
  readonly domainId: string;
  readonly level: LevelNumber;
  readonly grade: GradeKey | null;
  /**
   * How much of a level it withholds from its cell: what the cell would gain if this level were passed after all below
   * it, shared among the level's gaps by how much each one lacks.
   */
  readonly levels: Score;
  /** The cell's part in the overall score, 0 to 1. Where the lowest decides, others than the lowest have none. */
  readonly weight: Score;
  /** levels × weight: what it withholds from the overall score. */
  readonly points: Score;
  /** Person-days of the open actions that close it; 1 where there is none. */
  readonly effort: Score;
  readonly isEffortPlanned: boolean;
  /** 1 for the next level of the cell, 2 for the one after it… : others must be passed first. */
  readonly turn: number;
  readonly value: Score;
}

const ONE = fraction(1n);

interface OpenGap {
  readonly criterionId: string;
  readonly level: LevelNumber;
  readonly grade: GradeKey | null;
  readonly turn: number;
  readonly levels: Fraction;
}

/** Criteria of a level that lack something, with how much. */
function lacking(step: LevelStep): { criterionId: string; grade: GradeKey | null; lack: Fraction }[] {
  return step.criteria.flatMap(({ criterionId, grade, worth }) => {
    const lack = worth === null ? ZERO : subtract(ONE, parseFraction(worth));
    return compare(lack, ZERO) > 0 ? [{ criterionId, grade, lack }] : [];
  });
}

/** The cell's score when every level up to this one passes, and those above stay as they are. */
function scoreWhenPassed(scheme: ScoringScheme, cell: CellResult, level: number): Fraction {
  const failing = cell.levels.find((step) => step.level > level && !step.passes);
  return valueOf(cellScore(scheme, cell.levels, failing ? failing.level - 1 : 5).score);
}

function gapsOfCell(scheme: ScoringScheme, cell: CellResult, upTo: number): OpenGap[] {
  if (!cell.score) return [];
  let before = valueOf(cell.score);
  let turn = 0;
  return cell.levels.flatMap((step): OpenGap[] => {
    if (step.passes || !step.share || step.level > upTo) return [];
    turn += 1;
    const after = scoreWhenPassed(scheme, cell, step.level);
    const withheld = subtract(after, before);
    before = after;
    const criteria = lacking(step);
    const whole = sum(criteria.map(({ lack }) => lack));
    return criteria.map(({ criterionId, grade, lack }) => ({
      criterionId,
      level: step.level,
      grade,
      turn,
      levels: multiply(withheld, divide(lack, whole)),
    }));
  });
}

/** The part of one of several scores in their combination. */
function shareIn(how: Combination, parts: readonly CombinedPart[], id: string): Fraction {
  const counted = parts.flatMap((part) => (part.score ? [{ ...part, value: valueOf(part.score) }] : []));
  const own = counted.find((part) => part.id === id);
  if (!own) return ZERO;
  if (how === 'mean') {
    return divide(parseFraction(own.weight), sum(counted.map(({ weight }) => parseFraction(weight))));
  }
  const lower = counted.filter(({ value }) => compare(value, own.value) < 0);
  const equal = counted.filter(({ value }) => compare(value, own.value) === 0);
  return lower.length > 0 ? ZERO : fraction(1n, BigInt(equal.length));
}

/** Person-days of each gap of a cell: of its own actions, and its even part of those about the whole cell. */
function effortsOf(open: readonly OpenGap[], actions: readonly GapAction[]): Map<string, Fraction> {
  const efforts = new Map<string, Fraction>();
  const give = (id: string, effort: Fraction) => efforts.set(id, add(efforts.get(id) ?? ZERO, effort));
  for (const { criterionId, expectedLevel, effort } of actions) {
    const covered = open.filter((gap) =>
      criterionId === null ? gap.level <= expectedLevel : gap.criterionId === criterionId,
    );
    for (const gap of covered) give(gap.criterionId, fraction(BigInt(effort), BigInt(covered.length)));
  }
  return efforts;
}

type Measured = Omit<Gap, 'rank'> & { readonly order: Fraction };

function measure(
  open: OpenGap,
  place: { readonly cellId: string; readonly itemId: string; readonly domainId: string },
  weight: Fraction,
  planned: Fraction | undefined,
): Measured {
  const effort = planned ?? ONE;
  const points = multiply(open.levels, weight);
  const order = divide(points, multiply(effort, fraction(BigInt(open.turn))));
  return {
    ...place,
    ...open,
    levels: scoreOf(open.levels),
    weight: scoreOf(weight),
    points: scoreOf(points),
    effort: scoreOf(effort),
    isEffortPlanned: planned !== undefined,
    value: scoreOf(order),
    order,
  };
}

/**
 * The gaps of a result, ranked by what they block: levels × weight ÷ effort, and by turn, because a level above the next
 * one counts only once those below it are passed. Equal values: the lower level first, then the model's order.
 *
 * What lacks something at a level that is passed all the same withholds nothing, and isn't in the list. `upTo` (the
 * target level, 5 where there is none) leaves out what lies above it.
 */
export function rankGaps(
  scheme: ScoringScheme,
  result: Derivation,
  options: { readonly actions: readonly GapAction[]; readonly upTo: number },
): readonly Gap[] {
  const measured: Measured[] = [];
  for (const domain of result.domains) {
    const inWhole = shareIn(scheme.combine.domains, result.parts, domain.domainId);
    for (const item of domain.items) {
      const inDomain = multiply(inWhole, shareIn(scheme.combine.items, domain.parts, item.itemId));
      for (const cell of item.cells) {
        const weight = multiply(inDomain, shareIn(scheme.combine.cells, item.parts, cell.cellId));
        const place = { cellId: cell.cellId, itemId: item.itemId, domainId: domain.domainId };
        const open = gapsOfCell(scheme, cell, options.upTo);
        const actions = options.actions.filter(({ cellId }) => cellId === cell.cellId);
        const efforts = effortsOf(open, actions);
        for (const gap of open) measured.push(measure(gap, place, weight, efforts.get(gap.criterionId)));
      }
    }
  }
  measured.sort((a, b) => compare(b.order, a.order) || a.level - b.level);
  return measured.map(({ order: _order, ...gap }, index) => ({ rank: index + 1, ...gap }));
}
