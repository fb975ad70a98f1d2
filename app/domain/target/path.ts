import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { roundAmount } from './amount.ts';
import type { Target } from './plan.ts';
import { valueOn, yearStart } from './series.ts';
import type { SeriesPoint } from './standing.ts';

/**
 * The straight line along which a number would have to rise: from what there was at its start to the target on its
 * deadline. It is this platform's convention; no plan's text prescribes it.
 */
export interface RequiredPath {
  readonly start: SeriesPoint;
  readonly end: SeriesPoint;
}

/** Whether the number is a limit to be kept rather than a value to be built up; a limit has no path. */
export function isLimit(target: Pick<Target, 'direction' | 'comparator'>): boolean {
  return target.direction === 'down' || target.comparator === 'at_most';
}

/**
 * The path of a target, or null for a limit and without a deadline. It starts on the plan's first day with the value
 * that held then, else with 0; what happens within the year starts with 0, on 1 January at the earliest.
 */
export function requiredPath(
  target: Target,
  points: readonly SeriesPoint[],
  from: PlainDate,
): RequiredPath | null {
  if (target.deadline === null || isLimit(target)) return null;
  const isInYear = target.counting === 'in_year';
  const year = yearStart(target, from);
  const on = isInYear && year > from ? year : from;
  const there = isInYear ? 0 : (valueOn(points, on) ?? 0);
  return {
    // What is there already needn't rise again.
    start: { on, value: Math.min(there, target.value) },
    end: { on: target.deadline, value: target.value },
  };
}

/** What the path asks for on a day, to four decimals: the start's value before it, the target's from the deadline on. */
export function requiredOn({ start, end }: RequiredPath, day: PlainDate): number {
  if (day >= end.on) return end.value;
  if (day <= start.on) return start.value;
  const share = daysBetween(start.on, day) / daysBetween(start.on, end.on);
  return roundAmount(start.value + (end.value - start.value) * share);
}
