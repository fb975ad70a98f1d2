import { boardFinding, countStatuses, daysLeft, hasEnded } from '../../domain/target/board.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import type { Status } from '../../domain/target/standing.ts';
import { wallPages } from '../../domain/target/wall.ts';
import type { Words } from '../../domain/words.ts';
import type { Incoming } from '../../http/context.server.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { type TileView, tileOf } from './board-view.ts';
import { askedDay } from './page-facts.server.ts';

/** What the wall shows; the same facts come with the page and, as JSON, with every refresh. */
export interface WallView {
  readonly planId: string;
  /** The day asked for in the address; empty for the default. */
  readonly at: string;
  readonly title: Words;
  readonly isDemo: boolean;
  readonly asAt: PlainDate;
  readonly isOver: boolean;
  readonly daysLeft: number;
  readonly until: PlainDate;
  readonly finding: Words;
  readonly counts: Readonly<Record<Status, number>>;
  readonly targetCount: number;
  readonly deliverables: { readonly done: number; readonly total: number };
  readonly pages: readonly {
    readonly parts: readonly Words[];
    readonly tiles: readonly TileView[];
    readonly columns: number;
    readonly rows: number;
  }[];
  /** When these facts were read: an instant. */
  readonly readAt: string;
}

/** Reads what the wall of the plan in the address shows. */
export async function wallView(
  incoming: Incoming,
  params: { readonly planId?: string | undefined },
): Promise<WallView> {
  const loaded = await loadPlan(incoming, params);
  const standing = await loaded.standing();
  const { today, now } = loaded.visit.moment;
  const { targets, deliverables, content } = standing;
  return {
    planId: loaded.plan.id,
    at: askedDay(incoming.request, loaded),
    title: content.title,
    isDemo: loaded.plan.isDemo,
    asAt: standing.asAt,
    isOver: hasEnded(standing, today),
    daysLeft: daysLeft(standing),
    until: content.until,
    finding: boardFinding(standing, today),
    counts: countStatuses(targets),
    targetCount: targets.length,
    deliverables: {
      done: deliverables.filter(({ doneOn }) => doneOn !== null).length,
      total: deliverables.length,
    },
    pages: wallPages(standing).map(({ targets: shown, ...page }) => ({
      ...page,
      tiles: shown.map((target) => tileOf(target, standing)),
    })),
    readAt: now,
  };
}
