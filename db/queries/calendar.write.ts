import type { CalendarYear } from '../../app/domain/calendar/calendar-year.ts';
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
