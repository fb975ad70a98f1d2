import { byGap } from './board.ts';
import type { PlanStanding, TargetStanding } from './standing.ts';
import type { Words } from '../words.ts';

/** Tiles that can be read from three metres on one screen. */
const WALL_TILES = 16;

/** One screen of the wall view. */
export interface WallPage {
  /** Titles of the parts that it shows, in their order; empty where it shows the whole plan. */
  readonly parts: readonly Words[];
  readonly targets: readonly TargetStanding[];
  /** Tiles side by side and rows below each other, so that the screen is full. */
  readonly columns: number;
  readonly rows: number;
}

/** The most even grid for so many tiles on a wide screen: 16 → 4 × 4, 6 → 3 × 2. */
function gridOf(count: number): { columns: number; rows: number } {
  const columns = Math.max(1, Math.min(4, Math.ceil(Math.sqrt(count))));
  return { columns, rows: Math.max(1, Math.ceil(count / columns)) };
}

function pageOf(parts: readonly Words[], targets: readonly TargetStanding[]): WallPage {
  return { parts, targets, ...gridOf(targets.length) };
}

/**
 * The screens of a plan: one where all tiles fit, otherwise parts are kept together as far as they fit. A part too large
 * for a screen takes several, what lacks most first.
 */
export function wallPages({ content, targets }: PlanStanding): readonly WallPage[] {
  if (targets.length <= WALL_TILES) return [pageOf([], targets)];
  const pages: { parts: Words[]; targets: TargetStanding[] }[] = [];
  for (const { id, title } of content.parts) {
    const mine = targets.filter(({ target }) => target.part === id);
    if (mine.length === 0) continue;
    const last = pages.at(-1);
    if (last && last.targets.length + mine.length <= WALL_TILES) {
      last.parts.push(title);
      last.targets.push(...mine);
      continue;
    }
    const isSplit = mine.length > WALL_TILES;
    const ordered = isSplit ? byGap(mine) : mine;
    for (let at = 0; at < ordered.length; at += WALL_TILES) {
      pages.push({ parts: [title], targets: ordered.slice(at, at + WALL_TILES) });
    }
  }
  return pages.map((page) => pageOf(page.parts, page.targets));
}
