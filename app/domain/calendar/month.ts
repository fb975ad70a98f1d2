import { dayKind } from './calendar.ts';
import type { Calendar, DayKind } from './calendar.ts';
import { addDays, partsOf, plainDate, weekdayOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

/** One cell of a month view. `ordinal` numbers the counted days of a period. */
export type MonthDay = DayKind & { on: PlainDate; dayOfMonth: number; inMonth: boolean; ordinal?: number };

/**
 * The weeks (Monday first, seven days each) that show a month, with the neighbouring months' days that fill the first
 * and last week. `month` is 1 to 12; throws a RangeError otherwise.
 */
export function monthGrid(
  year: number,
  month: number,
  calendar: Calendar,
  counted: readonly { on: PlainDate; ordinal: number }[] = [],
): MonthDay[][] {
  const first = plainDate(`${year}-${String(month).padStart(2, '0')}-01`);
  const monday = addDays(first, 1 - weekdayOf(first));
  const ordinals = new Map(counted.map((day) => [day.on, day.ordinal]));
  const weeks: MonthDay[][] = [];
  for (let start = monday; weeks.length === 0 || partsOf(start).month === month; start = addDays(start, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => monthDay(addDays(start, index), month, calendar, ordinals)),
    );
  }
  return weeks;
}

function monthDay(
  on: PlainDate,
  month: number,
  calendar: Calendar,
  ordinals: ReadonlyMap<PlainDate, number>,
): MonthDay {
  const { month: monthOfDay, day } = partsOf(on);
  const ordinal = ordinals.get(on);
  const cell = { on, dayOfMonth: day, inMonth: monthOfDay === month, ...dayKind(calendar, on) };
  return ordinal === undefined ? cell : { ...cell, ordinal };
}
