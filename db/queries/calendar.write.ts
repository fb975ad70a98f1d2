import { sql } from 'kysely';
import type { CalendarYear } from '../../app/domain/calendar/calendar-year.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** Stores a published year, replacing what was known of it. */
export async function insertCalendarYear(
  trx: Trx,
  year: CalendarYear,
  by: { name: string; now: string },
): Promise<void> {
  const values = { content: JSON.stringify(year), loaded_at: by.now, loaded_by: by.name };
  await trx
    .insertInto('calendar_year')
    .values({ year: year.year, ...values })
    .onConflict((conflict) => conflict.column('year').doUpdateSet(values))
    .execute();
}

/** Lets one transaction at a time change the calendar or move deadlines by it. */
export async function lockCalendar(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('calendar', 0))`.execute(trx);
}

/** Writes a recounted deadline to the change and to the filing that answers it, while that is open. */
export async function updateDeadline(
  trx: Trx,
  deadline: {
    organisationId: string;
    id: string;
    dueOn: PlainDate;
    isProvisional: boolean;
    calendarVersion: string;
  },
): Promise<void> {
  const due = { due_on: deadline.dueOn, due_provisional: deadline.isProvisional };
  await trx
    .updateTable('change_report')
    .set({ ...due, calendar_version: deadline.calendarVersion })
    .where('organisation_id', '=', deadline.organisationId)
    .where('id', '=', deadline.id)
    .execute();
  await trx
    .updateTable('filing')
    .set({ ...due, due_sort: deadline.dueOn })
    .where('organisation_id', '=', deadline.organisationId)
    .where('change_report_id', '=', deadline.id)
    .where('status', 'in', ['draft', 'submitted', 'in_review', 'returned'])
    .execute();
}
