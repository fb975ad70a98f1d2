import type { Words } from '../words.ts';
import { LEVELS, type LevelNumber, type MaturityModel } from './model.ts';
import type { CellResult, Derivation, ItemResult, Score } from './result.ts';

/**
 * What a square of the heat map says: the level counts as reached; its own gate is passed but one below isn't; it isn't
 * passed; nothing in it applies.
 */
export type SquareState = 'reached' | 'passed' | 'short' | 'empty';

/** One level of one item. */
export interface HeatSquare {
  readonly level: LevelNumber;
  readonly state: SquareState;
  /** Share met, 0 to 100; null where nothing applies. */
  readonly percent: number | null;
  /** With several dimensions: how many of those that apply have passed the gate. */
  readonly passed: number;
  readonly of: number;
}

/** One item across the levels. */
export interface HeatRow {
  readonly itemId: string;
  readonly name: Words;
  readonly clause: string | null;
  readonly score: Score | null;
  /** Where the row is of one cell: why it was left out, or null. */
  readonly exclusion: string | null;
  readonly squares: readonly HeatSquare[];
}

/** One domain's rows. */
export interface HeatGroup {
  readonly domainId: string;
  readonly name: Words;
  readonly rows: readonly HeatRow[];
}

/** A share as a whole per cent, from its two decimals. */
export function percentOf(share: Score): number {
  return Math.round(Number(share.shown) * 100);
}

function squareOf(cells: readonly CellResult[], level: LevelNumber): HeatSquare {
  const steps = cells.flatMap((cell) => {
    const step = cell.levels.find((one) => one.level === level);
    return step?.share ? [{ ...step, share: step.share, isReached: cell.reached >= level }] : [];
  });
  if (steps.length === 0) return { level, state: 'empty', percent: null, passed: 0, of: 0 };
  const total = steps.reduce((sum, { share }) => sum + percentOf(share), 0);
  const passed = steps.filter(({ passes }) => passes).length;
  const state = steps.every(({ isReached }) => isReached)
    ? 'reached'
    : passed === steps.length
      ? 'passed'
      : 'short';
  return { level, state, percent: Math.round(total / steps.length), passed, of: steps.length };
}

function cellsShown(model: MaturityModel, item: ItemResult, dimensionId: string | null): CellResult[] {
  if (dimensionId === null) return [...item.cells];
  const ids = new Set(
    model.domains
      .flatMap((domain) => domain.items)
      .flatMap(({ cells }) => cells)
      .filter((cell) => cell.dimensionId === dimensionId)
      .map(({ id }) => id),
  );
  return item.cells.filter(({ cellId }) => ids.has(cellId));
}

/**
 * Items by levels. Of a model with dimensions either one dimension, or (`dimensionId` null) all of them: the square's
 * share is then their mean, and it counts how many have passed.
 */
export function heatMap(
  model: MaturityModel,
  result: Derivation,
  dimensionId: string | null,
): readonly HeatGroup[] {
  return result.domains.map((domainResult) => {
    const domain = model.domains.find(({ id }) => id === domainResult.domainId);
    return {
      domainId: domainResult.domainId,
      name: domain?.name ?? { zh: domainResult.domainId, en: domainResult.domainId },
      rows: domainResult.items.map((itemResult) => {
        const item = domain?.items.find(({ id }) => id === itemResult.itemId);
        const cells = cellsShown(model, itemResult, dimensionId);
        const [only] = cells;
        const isOne = cells.length === 1;
        return {
          itemId: itemResult.itemId,
          name: item?.name ?? { zh: itemResult.itemId, en: itemResult.itemId },
          clause: item?.clause ?? null,
          score: isOne && dimensionId !== null ? (only?.score ?? null) : itemResult.score,
          exclusion: isOne ? (only?.exclusion ?? null) : null,
          squares: LEVELS.map((level) => squareOf(cells, level)),
        };
      }),
    };
  });
}
