import {
  addDays,
  addMonths,
  daysBetween,
  epochDayOf,
  plainDate,
  type PlainDate,
} from '../calendar/plain-date.ts';
import { type Words, words } from '../words.ts';
import { formatAmount, formatDerived, roundAmount, targetText } from './amount.ts';
import { isLimit, requiredOn, requiredPath, type RequiredPath } from './path.ts';
import { pointsUpTo, valueOn } from './series.ts';
import { samplingDays } from './share-series.ts';
import type { PlanStanding, SeriesPoint, TargetStanding } from './standing.ts';

/** What a chart of one target shows; whoever draws it only strokes. Amounts in the target's unit. */
export interface SeriesView {
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** Days that the axis names, 2 to 8 of them. */
  readonly days: readonly PlainDate[];
  /** Amounts that the axis names, from 0. */
  readonly amounts: readonly number[];
  /** The headline source's value day by day, from the first day shown to the as-at day; each holds until the next. */
  readonly points: readonly SeriesPoint[];
  readonly path: RequiredPath | null;
  readonly forecast: { readonly from: SeriesPoint; readonly to: SeriesPoint } | null;
  readonly target: number;
  readonly targetLabel: Words;
  /** From which amount 左右 counts as reached; null where it doesn't matter. */
  readonly reachedFrom: number | null;
  readonly asAt: PlainDate;
  readonly deadline: PlainDate | null;
}

/** One row of the chart's table. */
export interface SeriesRow {
  readonly on: PlainDate;
  readonly value: number | null;
  readonly required: number | null;
  readonly isForecast: boolean;
}

/** Days that an axis has room for. */
const MOST_DAYS = 8;

/** Points of the headline source. */
function headlinePoints({ headline, sources }: TargetStanding): readonly SeriesPoint[] {
  return sources.find(({ source }) => source === headline)?.points ?? [];
}

/** First days of months between two days, at most eight, after an even step. */
function monthDays(from: PlainDate, until: PlainDate): PlainDate[] {
  const months = Math.ceil(daysBetween(from, until) / 30);
  const step = [1, 2, 3, 6, 12, 24, 60].find((size) => months / size < MOST_DAYS) ?? 120;
  const first = plainDate(`${from.slice(0, 7)}-01`);
  const days: PlainDate[] = [];
  for (let day = first < from ? addMonths(first, 1) : first; day <= until; day = addMonths(day, 1)) {
    if ((Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1) % step === 0) days.push(day);
  }
  return days.length >= 2 ? days : [from, until];
}

/** Round amounts from 0 to at least the given one, four to seven of them. */
export function axisAmounts(highest: number): number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((size) => size * power >= rough) ?? 10) * power;
  const count = Math.ceil(roundAmount(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Where the axis begins: the plan's first day, or earlier where the as-at day lies before it. */
function firstDay(points: readonly SeriesPoint[], from: PlainDate, asAt: PlainDate): PlainDate {
  if (asAt > from) return from;
  const first = points[0]?.on;
  return first !== undefined && first < asAt ? first : addDays(asAt, -30);
}

function shownPoints(points: readonly SeriesPoint[], from: PlainDate, asAt: PlainDate): SeriesPoint[] {
  const known = pointsUpTo(points, asAt);
  const [first, last] = [valueOn(known, from), valueOn(known, asAt)];
  return [
    ...(first === null ? [] : [{ on: from, value: first }]),
    ...known.filter(({ on }) => on > from),
    ...(last === null || known.at(-1)?.on === asAt || asAt === from ? [] : [{ on: asAt, value: last }]),
  ];
}

/** What the chart of a target shows. */
export function seriesView(
  standing: TargetStanding,
  { content, asAt }: Pick<PlanStanding, 'content' | 'asAt'>,
): SeriesView {
  const { target, judgement, value } = standing;
  const points = headlinePoints(standing);
  const { deadline } = target;
  const from = firstDay(points, content.from, asAt);
  const end = deadline ?? content.until;
  const until = end > asAt ? end : asAt;
  const shown = shownPoints(points, from, asAt);
  const forecast =
    judgement.forecast && value !== null && deadline !== null && deadline > asAt
      ? { from: { on: asAt, value }, to: { on: deadline, value: judgement.forecast.value } }
      : null;
  const highest = Math.max(
    target.value,
    forecast?.to.value ?? 0,
    shown.reduce((most, point) => Math.max(most, point.value), 0),
  );
  const text = targetText(target);
  return {
    from,
    until,
    days: monthDays(from, until),
    amounts: axisAmounts(highest),
    points: shown,
    path: requiredPath(target, pointsUpTo(points, asAt), content.from),
    forecast,
    target: target.value,
    targetLabel: target.isAspiration
      ? words(`力争 ${text.zh}`, `Striven for: ${text.en}`)
      : isLimit(target)
        ? words(`上限 ${text.zh}`, `Limit ${text.en}`)
        : words(`目标 ${text.zh}`, `Target ${text.en}`),
    reachedFrom: judgement.reachedFrom < target.value ? judgement.reachedFrom : null,
    asAt,
    deadline,
  };
}

/** The chart's table: the ends of months (or quarters, years), the as-at day and the deadline. */
export function seriesRows(view: SeriesView): SeriesRow[] {
  const days = new Set<PlainDate>(samplingDays(view.from, view.until));
  days.add(view.asAt);
  if (view.deadline !== null) days.add(view.deadline);
  return [...days]
    .sort()
    .filter((on) => on >= view.from && on <= view.until)
    .map((on) => {
      const isAhead = on > view.asAt;
      const isForecast = isAhead && view.forecast?.to.on === on;
      return {
        on,
        value: isAhead ? (isForecast ? (view.forecast?.to.value ?? null) : null) : valueOn(view.points, on),
        required: view.path && on <= view.path.end.on ? requiredOn(view.path, on) : null,
        isForecast,
      };
    });
}

/** A row's amounts as text: what was entered as it is, what was worked out rounded; empty where there is none. */
export function rowTexts({ value, required, isForecast }: SeriesRow): { value: string; required: string } {
  return {
    value: value === null ? '' : isForecast ? formatDerived(value) : formatAmount(value),
    required: required === null ? '' : formatDerived(required),
  };
}

/** Where a day stands between the first and the last of a chart: 0 to 1. */
export function dayShare(view: Pick<SeriesView, 'from' | 'until'>, day: PlainDate): number {
  const span = Math.max(1, daysBetween(view.from, view.until));
  return Math.min(1, Math.max(0, (epochDayOf(day) - epochDayOf(view.from)) / span));
}
