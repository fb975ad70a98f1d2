import { buildCalendar } from '#app/domain/calendar/calendar.ts';
import {
  parseCalendarYearText,
  type CalendarProblem,
  type CalendarYear,
} from '#app/domain/calendar/calendar-year.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import type { StatutoryRule } from '#app/domain/calendar/statutory.ts';
import { calendarWith, changedDays, type ChangedDay } from '#app/domain/calendar/year-effect.ts';
import { recountDeadline } from '#app/domain/filing/deadline-move.ts';
import { listCalendarYears, listOpenDeadlines } from '#db/queries/calendar.read.ts';
import type { Ports } from '../ports.ts';

/** What loading a year would do: counts and dates, no enterprise. */
export interface CalendarPreview {
  readonly year: CalendarYear;
  /** Whether the year is loaded already. */
  readonly isReplacement: boolean;
  /** The calendar's version before and after; equal when nothing that counts would change. */
  readonly versionBefore: string;
  readonly versionAfter: string;
  readonly changedDays: readonly ChangedDay[];
  readonly openDeadlines: number;
  /** Deadlines that get another day, by old and new day. */
  readonly moves: readonly { readonly from: PlainDate; readonly to: PlainDate; readonly count: number }[];
  /** Deadlines that keep their day and change in certainty. */
  readonly settled: number;
}

export type CalendarPreviewResult =
  | { readonly ok: true; readonly preview: CalendarPreview }
  | { readonly ok: false; readonly problems: readonly CalendarProblem[] };

/**
 * Reads a year's file and says what loading it would change. Writes nothing.
 * @param text the JSON of a year, as the files under `seeds/calendar/`
 */
export async function previewCalendarYear(
  ports: Pick<Ports, 'db'>,
  text: string,
  statutory: StatutoryRule,
): Promise<CalendarPreviewResult> {
  const parsed = parseCalendarYearText(text, statutory);
  if (!parsed.ok) return parsed;
  const { year } = parsed;
  return ports.db.transaction({ kind: 'job', name: 'calendar' }, async (trx) => {
    const years = await listCalendarYears(trx);
    const before = buildCalendar(years, statutory);
    const after = calendarWith(years, year, statutory);
    const deadlines = await listOpenDeadlines(trx);
    const groups = new Map<string, { from: PlainDate; to: PlainDate; count: number }>();
    let settled = 0;
    for (const old of deadlines) {
      const now = recountDeadline(old, after);
      if (now.effect === 'settled') settled += 1;
      if (now.effect !== 'moved') continue;
      const key = `${old.dueOn} ${now.dueOn}`;
      const group = groups.get(key) ?? { from: old.dueOn, to: now.dueOn, count: 0 };
      group.count += 1;
      groups.set(key, group);
    }
    const preview = {
      year,
      isReplacement: years.some((known) => known.year === year.year),
      versionBefore: before.version,
      versionAfter: after.version,
      changedDays: changedDays(before, after),
      openDeadlines: deadlines.length,
      moves: [...groups.keys()].sort().flatMap((key) => groups.get(key) ?? []),
      settled,
    };
    return { ok: true, preview };
  });
}
