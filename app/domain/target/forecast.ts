import { addDays, addMonths, daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { words, type Words } from '../words.ts';
import { formatAmount, formatDerived, isPercentage, roundAmount, withUnit } from './amount.ts';
import type { Target } from './plan.ts';
import { pointsUpTo, valueOn } from './series.ts';
import type { Forecast, SeriesPoint } from './standing.ts';

/** How far back the average growth looks, and the least that it must look over, in days. */
const WINDOW_DAYS = 90;
const LEAST_DAYS = 14;
/** A day later than so many months after the deadline says nothing any more. */
const HORIZON_MONTHS = 12;

/** A forecast with its arithmetic as text, or why there is none. */
export type ForecastAnswer =
  { readonly forecast: Forecast; readonly text: Words } | { readonly forecast: null; readonly text: Words };

/**
 * What becomes of a number by its deadline if it goes on growing as in the last 90 days (or since its first point, where
 * that is nearer). None with fewer than two points or less than 14 days of them.
 * @param reaches whether a value reaches the target
 * @param reachedFrom the value from which it does
 */
export function forecastOf(
  target: Target & { readonly deadline: PlainDate },
  points: readonly SeriesPoint[],
  asAt: PlainDate,
  { reaches, reachedFrom }: { reaches: (value: number) => boolean; reachedFrom: number },
): ForecastAnswer {
  const known = pointsUpTo(points, asAt);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) {
    return none(words('数据不足两个时点，不作预测', 'Fewer than two points: no forecast'));
  }
  const windowStart = addDays(asAt, -WINDOW_DAYS);
  const since = first.on > windowStart ? first.on : windowStart;
  const days = daysBetween(since, asAt);
  if (days < LEAST_DAYS) {
    return none(
      words(`数据不足 ${LEAST_DAYS} 天，不作预测`, `Less than ${LEAST_DAYS} days of data: no forecast`),
    );
  }
  const base = valueOn(known, since) ?? first.value;
  const growth = roundAmount(last.value - base);
  const ahead = daysBetween(asAt, target.deadline);
  const { value, isCapped } = bounded(target, roundAmount(last.value + (growth * ahead) / days));
  const method = methodName(days, first.on > windowStart, isCapped);
  return {
    forecast: {
      value,
      method,
      reachedOn: reaches(last.value)
        ? reachedSince(known, reaches)
        : dayOfReaching({
            from: last.value,
            growth,
            days,
            reachedFrom,
            reaches,
            asAt,
            until: target.deadline,
          }),
    },
    text: arithmetic(target, { last: last.value, base, days, ahead, value, method }),
  };
}

function none(text: Words): ForecastAnswer {
  return { forecast: null, text };
}

/** No count falls below 0; no share whose target is one exceeds 100%. */
function bounded(target: Target, value: number): { value: number; isCapped: boolean } {
  const highest = isPercentage(target.unit) && target.value <= 100 ? 100 : Number.POSITIVE_INFINITY;
  return { value: Math.min(Math.max(0, value), highest), isCapped: value > highest };
}

function methodName(days: number, isSinceFirst: boolean, isCapped: boolean): Words {
  const cap = isCapped ? words('，以 100% 为上限', ', capped at 100%') : words('', '');
  return isSinceFirst
    ? words(
        `按首个数据以来 ${days} 天的平均增速外推${cap.zh}`,
        `Extrapolated from the mean growth of the ${days} days since the first figure${cap.en}`,
      )
    : words(
        `按近 ${days} 天平均增速外推${cap.zh}`,
        `Extrapolated from the mean growth of the last ${days} days${cap.en}`,
      );
}

function arithmetic(
  target: Target,
  of: { last: number; base: number; days: number; ahead: number; value: number; method: Words },
): Words {
  const [last, base] = [formatAmount(of.last), formatAmount(of.base)];
  const result = withUnit(formatDerived(of.value), target.unit);
  const sum = `${last} + (${last} − ${base}) ÷ ${of.days} × ${of.ahead}`;
  return words(`${of.method.zh}：${sum} → ${result.zh}`, `${of.method.en}: ${sum} → ${result.en}`);
}

/** The day since which the value has held the target without a break. */
function reachedSince(points: readonly SeriesPoint[], reaches: (value: number) => boolean): PlainDate | null {
  return points.slice(points.findLastIndex(({ value }) => !reaches(value)) + 1)[0]?.on ?? null;
}

function dayOfReaching(of: {
  from: number;
  growth: number;
  days: number;
  reachedFrom: number;
  reaches: (value: number) => boolean;
  asAt: PlainDate;
  until: PlainDate;
}): PlainDate | null {
  if (of.growth <= 0) return null;
  const least = Math.max(0, Math.ceil(roundAmount(((of.reachedFrom - of.from) * of.days) / of.growth)));
  const after = (ahead: number) => roundAmount(of.from + (of.growth * ahead) / of.days);
  // “More than” needs a day more where the line meets the value exactly.
  const ahead = of.reaches(after(least)) ? least : least + 1;
  if (ahead > daysBetween(of.asAt, addMonths(of.until, HORIZON_MONTHS))) return null;
  return addDays(of.asAt, ahead);
}
