import type { FigureView } from '../../components/layout/figure.tsx';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { formatAmount, formatShare } from '../../domain/target/amount.ts';
import {
  boardFinding,
  boardGroups,
  countStatuses,
  daysLeft,
  hasEnded,
  statusName,
  statusTone,
} from '../../domain/target/board.ts';
import { boardSearch, type BoardState } from '../../domain/target/board-state.ts';
import { searchText } from '../../domain/search-text.ts';
import { isLimit } from '../../domain/target/path.ts';
import { COMPARATORS, type Source, type Target } from '../../domain/target/plan.ts';
import { type Sparkline, sparkline } from '../../domain/target/sparkline.ts';
import {
  type Judgement,
  type PlanStanding,
  STATUSES,
  type TargetStanding,
} from '../../domain/target/standing.ts';
import type { Words } from '../../domain/words.ts';
import { boardWords as w } from '../../i18n/board.ts';

/** One target as its tile shows it. */
export interface TileView {
  readonly target: Target;
  /** The number without its unit; null without data. */
  readonly value: string | null;
  /** `≥ 300`. */
  readonly asked: string;
  readonly isLimit: boolean;
  readonly judgement: Judgement;
  /** Of the target, 0 to 1 and more; null where there is no share. */
  readonly share: number | null;
  readonly shareText: string | null;
  /** What the path asks for by now, as a share of the target. */
  readonly requiredShare: number | null;
  readonly headline: Source;
  /** Values of the other sources, shown apart. */
  readonly others: readonly { readonly source: Source; readonly value: string }[];
  readonly spark: Sparkline;
}

/** What a plan's board shows, inside and in public. */
export interface BoardView {
  /** The board's own address, without search. */
  readonly base: string;
  readonly state: BoardState;
  /** Search text for pages of the same plan that know the day alone. */
  readonly atSearch: string;
  readonly asAt: PlainDate;
  /** Where the judging is set; null for who can't. */
  readonly settingsTo: string | null;
  readonly finding: Words;
  readonly isOver: boolean;
  readonly figures: readonly FigureView[];
  readonly groups: readonly {
    readonly id: string;
    readonly title: Words | null;
    readonly tiles: readonly TileView[];
  }[];
  readonly targetCount: number;
  readonly deliverables: PlanStanding['deliverables'];
  readonly context: PlanStanding['content']['context'];
}

export function tileOf(standing: TargetStanding, plan: PlanStanding): TileView {
  const { target, value, judgement, headline } = standing;
  return {
    target,
    value: value === null ? null : formatAmount(value),
    asked: `${COMPARATORS[target.comparator].sign} ${formatAmount(target.value)}`,
    isLimit: isLimit(target),
    judgement,
    share: judgement.share,
    shareText: judgement.share === null ? null : formatShare(judgement.share),
    requiredShare:
      judgement.required === null || target.value === 0 ? null : judgement.required / target.value,
    headline,
    others: standing.sources.flatMap(({ source, value: other }) =>
      source === headline || other === null ? [] : [{ source, value: formatAmount(other) }],
    ),
    spark: sparkline(standing, plan),
  };
}

/** What is left of the plan's time, as a figure. */
function timeFigure(standing: PlanStanding, today: PlainDate, to: string): FigureView {
  const left = daysLeft(standing);
  if (hasEnded(standing, today)) {
    return { label: w.ended, value: standing.content.until, to, tone: 'grey' };
  }
  return {
    label: left === 0 ? w.dueToday : w.daysLeft,
    value: Math.max(0, left),
    to,
    tone: left === 0 ? 'amber' : 'grey',
    note: w.endsOn(standing.content.until),
  };
}

function figuresOf(standing: PlanStanding, base: string, state: BoardState, today: PlainDate): FigureView[] {
  const counts = countStatuses(standing.targets);
  const total = standing.targets.length;
  const isOver = hasEnded(standing, today);
  const shown = STATUSES.filter((status) => !(isOver && status === 'on_course' && counts.on_course === 0));
  const figures = shown.map((status): FigureView => {
    const count = counts[status];
    const isReached = status === 'reached';
    return {
      label: statusName(status, isOver),
      value: isReached ? `${count}/${total}` : count,
      to: `${base}${boardSearch(state, { status: state.status === status ? null : status })}#targets`,
      tone: count === 0 ? 'grey' : statusTone(status),
      ...(isReached ? { note: w.ofTotal(total) } : {}),
    };
  });
  return [...figures, timeFigure(standing, today, `${base}${boardSearch(state, { status: null })}`)];
}

/** The board of a plan as at its day. */
export function boardView(
  standing: PlanStanding,
  page: {
    readonly base: string;
    readonly state: BoardState;
    readonly today: PlainDate;
    readonly settingsTo: string | null;
  },
): BoardView {
  const { base, state, today, settingsTo } = page;
  return {
    base,
    state,
    atSearch: searchText({ at: state.at }),
    asAt: standing.asAt,
    settingsTo,
    finding: boardFinding(standing, today),
    isOver: hasEnded(standing, today),
    figures: figuresOf(standing, base, state, today),
    groups: boardGroups(standing, state.order, state.status).map((group) => ({
      id: group.id,
      title: group.title,
      tiles: group.targets.map((target) => tileOf(target, standing)),
    })),
    targetCount: standing.targets.length,
    deliverables: standing.deliverables,
    context: standing.content.context,
  };
}
