import type { Calendar } from './calendar.ts';
import { partsOf, type PlainDate } from './plain-date.ts';

/** From this month on the next year's notice is to be expected: the four known ones came between 25 October and 8 December. */
const EXPECTED_FROM_MONTH = 10;

/** The first year whose notice is missing though it is time for it, or null. */
export function missingYear(calendar: Pick<Calendar, 'officialThrough'>, today: PlainDate): number | null {
  const { year, month } = partsOf(today);
  const needed = month >= EXPECTED_FROM_MONTH ? year + 1 : year;
  return calendar.officialThrough < needed ? calendar.officialThrough + 1 : null;
}
