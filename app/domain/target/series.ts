import { type PlainDate, plainDate, yearOf } from '../calendar/plain-date.ts';
import type { RegionCode } from '../organisation/region.ts';
import { roundAmount } from './amount.ts';
import type { Target } from './plan.ts';
import type { SeriesPoint } from './standing.ts';

/** A value that was reported for a region on a day. */
export interface ReportedDay {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly on: PlainDate;
  readonly value: number;
}

/** What came (or, negative, went) in a region on a day. */
export interface ChangeOfDay {
  readonly regionCode: RegionCode;
  readonly on: PlainDate;
  readonly change: number;
}

/** The points on or before a day. Points are sorted by day. */
export function pointsUpTo(points: readonly SeriesPoint[], day: PlainDate): readonly SeriesPoint[] {
  const after = points.findIndex(({ on }) => on > day);
  return after === -1 ? points : points.slice(0, after);
}

/** The value that holds on a day: that of the last point on or before it; null before the first. */
export function valueOn(points: readonly SeriesPoint[], day: PlainDate): number | null {
  return pointsUpTo(points, day).at(-1)?.value ?? null;
}

/** The first day that counts for a target within the year: 1 January of its deadline's year, or the plan's first day. */
export function yearStart(target: Pick<Target, 'deadline'>, from: PlainDate): PlainDate {
  return target.deadline === null ? from : plainDate(`${yearOf(target.deadline)}-01-01`);
}

/** Whether a day counts for a target: always for a stock, in the deadline's year alone for what happens within it. */
export function countsOn(
  target: Pick<Target, 'counting' | 'deadline'>,
  from: PlainDate,
  day: PlainDate,
): boolean {
  if (target.counting !== 'in_year') return true;
  if (day < yearStart(target, from)) return false;
  return target.deadline === null || yearOf(day) === yearOf(target.deadline);
}

/**
 * Changes added up by day: one point for each day with a change. A stock never falls below nothing: a negative sum would
 * mean that more ended than was ever there, as when what ends within the year came before it.
 */
export function accumulate(changes: readonly Omit<ChangeOfDay, 'regionCode'>[]): SeriesPoint[] {
  const byDay = new Map<PlainDate, number>();
  for (const { on, change } of changes) byDay.set(on, roundAmount((byDay.get(on) ?? 0) + change));
  let sum = 0;
  return [...byDay.entries()].sort(byFirst).map(([on, change]) => {
    sum = roundAmount(sum + change);
    return { on, value: Math.max(0, sum) };
  });
}

/** Reported values of one region as points. */
export function reportedPoints(rows: readonly ReportedDay[]): SeriesPoint[] {
  return rows
    .map(({ on, value }) => ({ on, value }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The sum of what several regions reported last, on each day on which one of them reported. */
export function summedPoints(rows: readonly ReportedDay[]): SeriesPoint[] {
  const latest = new Map<RegionCode, number>();
  const byDay = new Map<PlainDate, ReportedDay[]>();
  for (const row of rows) byDay.set(row.on, [...(byDay.get(row.on) ?? []), row]);
  return [...byDay.entries()].sort(byFirst).map(([on, ofDay]) => {
    for (const { regionCode, value } of ofDay) latest.set(regionCode, value);
    return { on, value: roundAmount([...latest.values()].reduce((sum, value) => sum + value, 0)) };
  });
}

function byFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
