import { buildCalendar, dayKind, type Calendar } from './calendar.ts';
import type { CalendarYear } from './calendar-year.ts';
import type { PlainDate } from './plain-date.ts';
import type { StatutoryRule } from './statutory.ts';

/** One day that a notice arranges otherwise than what was known of it before. */
export interface ChangedDay {
  readonly on: PlainDate;
  readonly wasWorking: boolean;
  readonly isWorking: boolean;
  readonly name: string;
}

/** The calendar with this year in it, in the place of what was known of the year. */
export function calendarWith(
  years: readonly CalendarYear[],
  year: CalendarYear,
  statutory: StatutoryRule,
): Calendar {
  return buildCalendar([...years.filter((known) => known.year !== year.year), year], statutory);
}

/** Days that are worked under one calendar and not under the other, in order. */
export function changedDays(before: Calendar, after: Calendar): ChangedDay[] {
  const days = new Set([...Object.keys(before.arranged), ...Object.keys(after.arranged)]);
  return [...days].sort().flatMap((text): ChangedDay[] => {
    const on = text as PlainDate;
    const was = dayKind(before, on);
    const is = dayKind(after, on);
    if (was.working === is.working) return [];
    const name = after.arranged[on]?.name ?? before.arranged[on]?.name ?? '';
    return [{ on, wasWorking: was.working, isWorking: is.working, name }];
  });
}
