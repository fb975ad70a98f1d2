import { addDays, addMonths, daysBetween, plainDate, type PlainDate } from '../calendar/plain-date.ts';
import { type Words, words } from '../words.ts';
import { formatShare } from './amount.ts';
import { isLimit } from './path.ts';
import { valueOn } from './series.ts';
import type { PlanStanding, TargetStanding } from './standing.ts';

/** One target over time as a share of what is asked of it: 1 is the target. */
export interface ShareLine {
  readonly targetId: string;
  readonly name: Words;
  /** One for each of the days; null before the first data. */
  readonly shares: readonly (number | null)[];
}

export interface ShareSeries {
  readonly days: readonly PlainDate[];
  readonly lines: readonly ShareLine[];
  /** Chosen targets that can't be told as a share: limits, and those whose value asked is 0. */
  readonly left: readonly { readonly targetId: string; readonly name: Words }[];
  readonly finding: Words;
}

/** Rows that a table on paper can hold; longer spans are told by the quarter, then by the year. */
const MOST_DAYS = 37;

function monthEnd(day: PlainDate): PlainDate {
  return addDays(addMonths(plainDate(`${day.slice(0, 7)}-01`), 1), -1);
}

/** The first day, the ends of the months between (or of quarters, half-years, years), and the last day. */
export function samplingDays(from: PlainDate, until: PlainDate): PlainDate[] {
  if (until <= from) return [until];
  const months = Math.ceil(daysBetween(from, until) / 28);
  const step = [1, 3, 6].find((size) => months / size <= MOST_DAYS) ?? 12;
  const days: PlainDate[] = [from];
  let end = monthEnd(from);
  while (end < until) {
    if (end > from && Number(end.slice(5, 7)) % step === 0) days.push(end);
    end = monthEnd(addDays(end, 1));
  }
  return [...days, until];
}

function findingOf(lines: readonly ShareLine[]): Words {
  const known = lines
    .flatMap(({ name, shares }) => {
      const last = shares.at(-1) ?? null;
      return last === null ? [] : [{ name, share: last }];
    })
    .toSorted((a, b) => b.share - a.share);
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst) return words('所选指标暂无数据。', 'The chosen targets have no data yet.');
  if (best === worst) {
    return words(
      `${best.name.zh}为目标的 ${formatShare(best.share)}。`,
      `${best.name.en} is at ${formatShare(best.share)} of its target.`,
    );
  }
  return words(
    `${best.name.zh}最高，为目标的 ${formatShare(best.share)}；${worst.name.zh}最低，为 ${formatShare(worst.share)}。`,
    `${best.name.en} is highest at ${formatShare(best.share)} of its target; ${worst.name.en} is lowest at ${formatShare(worst.share)}.`,
  );
}

function lineOf({ target, sources, headline }: TargetStanding, days: readonly PlainDate[]): ShareLine {
  const points = sources.find(({ source }) => source === headline)?.points ?? [];
  return {
    targetId: target.id,
    name: target.indicator,
    shares: days.map((day) => {
      const value = valueOn(points, day);
      return value === null ? null : value / target.value;
    }),
  };
}

/** The chosen targets side by side, in the plan's order, from the plan's first day to the as-at day. */
export function shareSeries(standing: PlanStanding, targetIds: readonly string[]): ShareSeries {
  const days = samplingDays(standing.content.from, standing.asAt);
  const chosen = standing.targets.filter(({ target }) => targetIds.includes(target.id));
  const canShare = ({ target }: TargetStanding) => !isLimit(target) && target.value > 0;
  const lines = chosen.filter(canShare).map((one) => lineOf(one, days));
  return {
    days,
    lines,
    left: chosen
      .filter((one) => !canShare(one))
      .map(({ target }) => ({ targetId: target.id, name: target.indicator })),
    finding: findingOf(lines),
  };
}
