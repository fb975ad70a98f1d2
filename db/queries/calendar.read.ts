import { buildCalendar, type Calendar } from '../../app/domain/calendar/calendar.ts';
import { CalendarYearSchema, type CalendarYear } from '../../app/domain/calendar/calendar-year.ts';
import type { StatutoryRule } from '../../app/domain/calendar/statutory.ts';
import type { Trx } from '../client.ts';

/** The officially published years in the database, oldest first. */
export async function listCalendarYears(trx: Trx): Promise<CalendarYear[]> {
  const rows = await trx.selectFrom('calendar_year').select('content').orderBy('year').execute();
  return rows.map((row) => CalendarYearSchema.parse(row.content));
}

/** The calendar in force: the years in the database, and beyond them what the law fixes. */
export async function readCalendar(trx: Trx, statutory: StatutoryRule): Promise<Calendar> {
  return buildCalendar(await listCalendarYears(trx), statutory);
}
