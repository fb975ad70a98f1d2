import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { roundAmount } from './amount.ts';
import { forecastOf } from './forecast.ts';
import { isLimit, requiredOn, requiredPath } from './path.ts';
import type { Judging, Target } from './plan.ts';
import { pointsUpTo, valueOn } from './series.ts';
import type { Judgement, SeriesPoint, Status } from './standing.ts';
import { type Finding, reasonOf, workingOf } from './working.ts';

/** Days over which the required rate is told. */
const RATE_DAYS = 30;

/**
 * Judges one number as at a day, and shows its working. Points are sorted by day; those after `asAt` don't count. After
 * the deadline the value on the deadline decides, whatever came later.
 * @param from the plan's first day, from which the path rises
 * @param isDayOver whether the as-at day is over, and a deadline on it has passed; false for today
 */
export function judge(
  target: Target,
  points: readonly SeriesPoint[],
  asAt: PlainDate,
  judging: Judging,
  from: PlainDate,
  isDayOver = true,
): Judgement {
  const known = pointsUpTo(points, asAt);
  const isOver =
    target.deadline !== null && (asAt > target.deadline || (isDayOver && asAt === target.deadline));
  const value = valueOn(known, asAt);
  const judged = target.deadline !== null && isOver ? valueOn(known, target.deadline) : value;
  const path = requiredPath(target, known, from);
  const required = path && requiredOn(path, asAt);
  const reachedFrom = reachedFromOf(target, judging);
  const reaches = (amount: number) => isReached(target, amount, reachedFrom);
  const verdict = isOver && judged !== null ? (reaches(judged) ? 'reached' : 'missed') : null;
  const isDue = target.deadline !== null && asAt >= target.deadline;
  const finding: Finding = {
    target,
    judging,
    asAt,
    status: statusOf({ target, judged, verdict, required, judging, reaches }),
    verdict,
    value,
    judged,
    reachedFrom,
    path,
    required,
    requiredRate: isOver || !path || value === null ? null : rateOf(target, value, asAt, reaches),
    forecast:
      path && target.deadline !== null && !isDue && value !== null
        ? forecastOf({ ...target, deadline: target.deadline }, known, asAt, { reaches, reachedFrom })
        : null,
    firstPoint: known[0] ?? null,
  };
  return {
    status: finding.status,
    verdict,
    share: value === null || isLimit(target) || target.value === 0 ? null : value / target.value,
    required,
    requiredRate: finding.requiredRate,
    forecast: finding.forecast?.forecast ?? null,
    reachedFrom,
    reason: reasonOf(finding),
    working: workingOf(finding),
  };
}

/** The value from which the target counts as reached. 左右 gives way below only; a limit gives way nowhere. */
function reachedFromOf(target: Target, judging: Judging): number {
  const hasTolerance = target.comparator === 'about' && !isLimit(target);
  return hasTolerance ? roundAmount(target.value * (1 - judging.tolerance)) : target.value;
}

/** Whether an amount meets the target: counts and sizes from above, limits from below, 超过 strictly. */
function isReached(target: Target, amount: number, reachedFrom: number): boolean {
  if (isLimit(target)) return amount <= reachedFrom;
  return target.comparator === 'above' ? amount > reachedFrom : amount >= reachedFrom;
}

function statusOf(of: {
  target: Target;
  judged: number | null;
  verdict: Finding['verdict'];
  required: number | null;
  judging: Judging;
  reaches: (amount: number) => boolean;
}): Status {
  if (of.judged === null) return 'no_data';
  if (of.reaches(of.judged)) return 'reached';
  // What the text strives for is missed less badly than what it demands.
  if (of.verdict === 'missed') return of.target.isAspiration ? 'behind' : 'far_behind';
  if (isLimit(of.target)) return 'far_behind';
  if (of.required === null) return 'on_course';
  return paceOf(of.judged, of.required, of.judging);
}

/** How a value stands to what the path requires by now. */
function paceOf(value: number, required: number, judging: Judging): Status {
  if (value >= roundAmount(required * judging.behindBelow)) return 'on_course';
  return value >= roundAmount(required * judging.farBehindBelow) ? 'behind' : 'far_behind';
}

function rateOf(
  target: Target,
  value: number,
  asAt: PlainDate,
  reaches: (amount: number) => boolean,
): number | null {
  if (target.deadline === null) return null;
  if (reaches(value)) return 0;
  const days = daysBetween(asAt, target.deadline);
  return days <= 0 ? null : roundAmount(((target.value - value) / days) * RATE_DAYS);
}
