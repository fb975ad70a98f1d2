import { z } from 'zod';
import { dayKind } from './calendar.ts';
import type { Calendar, DayReason } from './calendar.ts';
import { addDays, compareDates, daysBetween, plainDate, yearOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

const MIN_COUNT = 1;
const MAX_COUNT = 366;

/** How many working days a period has: a whole number from 1 to 366. */
export const WorkingDayCountSchema = z
  .int({ error: '工作日数应为 1 至 366 的整数' })
  .min(MIN_COUNT, { error: '工作日数应为 1 至 366 的整数' })
  .max(MAX_COUNT, { error: '工作日数应为 1 至 366 的整数' });

/** A working day of the period; `ordinal` starts at 1 on the first day after the event. */
export type CountedDay = { on: PlainDate; ordinal: number; reason: DayReason; official: boolean };

/** A day without work that the period passes over. */
export type SkippedDay = { on: PlainDate; why: DayReason; official: boolean };

/** A period in working days, with its derivation. */
export type WorkingDayCount = {
  /** The day of the event, not counted. */
  from: PlainDate;
  /** The last counted day; the period ends with it. */
  dueOn: PlainDate;
  /** 暂定: some day after `from`, up to and including `dueOn`, is not decided by a published notice. */
  provisional: boolean;
  counted: CountedDay[];
  skipped: SkippedDay[];
  /** The calendar's version. */
  calendar: string;
};

/** The days on which an event makes a period end on `dueOn`. */
export type WorkingDayOrigin = {
  /** The asked day, or the last working day before it if that is a rest day. */
  dueOn: PlainDate;
  /** The earliest such event day: itself the n-th working day before `dueOn`. */
  earliestFrom: PlainDate;
  /** The latest such event day; later than `earliestFrom` only by rest days. */
  latestFrom: PlainDate;
  /** 暂定: some day after `earliestFrom`, up to and including the asked day, is not decided by a published notice. */
  provisional: boolean;
  calendar: string;
};

/**
 * The period of `n` working days after an event. The event's day is not counted (民法典第201条); make-up days count.
 * Throws a RangeError unless `n` is a whole number from 1 to 366 (`WorkingDayCountSchema` refuses it as input).
 */
export function addWorkingDays(from: PlainDate, n: number, calendar: Calendar): WorkingDayCount {
  assertCount(n);
  const counted: CountedDay[] = [];
  const skipped: SkippedDay[] = [];
  let on = from;
  while (counted.length < n) {
    on = addDays(on, 1);
    const { working, reason, official } = dayKind(calendar, on);
    if (working) counted.push({ on, ordinal: counted.length + 1, reason, official });
    else skipped.push({ on, why: reason, official });
  }
  const provisional = [...counted, ...skipped].some((day) => !day.official);
  return { from, dueOn: on, provisional, counted, skipped, calendar: calendar.version };
}

/**
 * The inverse: `latestFrom` is the latest event day whose `n` working days end on or before the asked day, which is to
 * say on `dueOn`. Every event day from `earliestFrom` to `latestFrom`, and no other, gives `dueOn`. Reminders
 * "n working days before" use `earliestFrom`. Throws a RangeError as `addWorkingDays` does.
 */
export function subtractWorkingDays(dueOn: PlainDate, n: number, calendar: Calendar): WorkingDayOrigin {
  assertCount(n);
  let provisional = false;
  let on = dueOn;
  const stepBackToWorkingDay = (): PlainDate => {
    for (; ; on = addDays(on, -1)) {
      const { working, official } = dayKind(calendar, on);
      // The event's own day is not counted, so it does not make the period provisional.
      if (working) return on;
      provisional ||= !official;
    }
  };
  const effectiveDueOn = stepBackToWorkingDay();
  let firstCounted = effectiveDueOn;
  for (let left = n; left > 0; left -= 1) {
    firstCounted = on;
    provisional ||= !dayKind(calendar, on).official;
    on = addDays(on, -1);
    stepBackToWorkingDay();
  }
  return {
    dueOn: effectiveDueOn,
    earliestFrom: on,
    latestFrom: addDays(firstCounted, -1),
    provisional,
    calendar: calendar.version,
  };
}

/**
 * Working days after `from`, up to and including `to`; 0 on the same day, and the same number negative when `to` is
 * the earlier. With today first and the due day second: positive is 剩 N 个工作日, negative is 逾期 N 个工作日.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: Calendar): number {
  const forward = compareDates(from, to) <= 0;
  const [start, end] = forward ? [from, to] : [to, from];
  const last = yearOf(end);
  let count = workedInYearUpTo(end, calendar) - workedInYearUpTo(start, calendar);
  for (let year = yearOf(start); year < last; year += 1) count += sumsOf(year, calendar).at(-1) ?? 0;
  return forward || count === 0 ? count : -count;
}

/** Sums of a calendar, by year: a list asks for hundreds of counts, and each would look at every day again. */
const SUMS = new WeakMap<Calendar, Map<number, Uint16Array>>();

/** How many days of the year are worked up to and including each of its days, the first day at index 0. */
function sumsOf(year: number, calendar: Calendar): Uint16Array {
  const known = SUMS.get(calendar) ?? new Map<number, Uint16Array>();
  SUMS.set(calendar, known);
  const found = known.get(year);
  if (found) return found;
  const first = firstOfYear(year);
  const sums = new Uint16Array(daysBetween(first, plainDate(`${year}-12-31`)) + 1);
  let worked = 0;
  sums.forEach((_, index) => {
    if (isWorkingDay(addDays(first, index), calendar)) worked += 1;
    sums[index] = worked;
  });
  known.set(year, sums);
  return sums;
}

function workedInYearUpTo(date: PlainDate, calendar: Calendar): number {
  const year = yearOf(date);
  return sumsOf(year, calendar)[daysBetween(firstOfYear(year), date)] ?? 0;
}

function firstOfYear(year: number): PlainDate {
  return plainDate(`${year}-01-01`);
}

/** Whether the day is worked, as far as the calendar knows. */
export function isWorkingDay(date: PlainDate, calendar: Calendar): boolean {
  return dayKind(calendar, date).working;
}

/** The first working day after this one, itself excluded. */
export function nextWorkingDay(date: PlainDate, calendar: Calendar): PlainDate {
  return addWorkingDays(date, 1, calendar).dueOn;
}

function assertCount(n: number): void {
  if (!WorkingDayCountSchema.safeParse(n).success) {
    throw new RangeError(`工作日数应为 ${MIN_COUNT} 至 ${MAX_COUNT} 的整数：${n}`);
  }
}
