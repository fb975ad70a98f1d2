import { buildCalendar } from '#app/domain/calendar/calendar.ts';
import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { parseCalendarYear } from '#app/domain/calendar/calendar-year.ts';
import type { CalendarYear } from '#app/domain/calendar/calendar-year.ts';
import { StatutoryRuleSchema } from '#app/domain/calendar/statutory.ts';
import type { StatutoryRule } from '#app/domain/calendar/statutory.ts';
import y2023 from './2023.json';
import y2024 from './2024.json';
import y2025 from './2025.json';
import y2026 from './2026.json';
import statutory from './statutory.json';

/** The holidays that the law fixes, with their source. */
export const statutoryRule: StatutoryRule = StatutoryRuleSchema.parse(statutory);

/** The years of a fresh install, ascending. */
export const seedCalendarYears: readonly CalendarYear[] = [y2023, y2024, y2025, y2026].map(readYear);

/** The calendar of a fresh install. */
export const seedCalendar: Calendar = buildCalendar(seedCalendarYears, statutoryRule);

/** A seed file that does not hold is a bug of the product, so it throws and names what is wrong. */
function readYear(file: { year: number }): CalendarYear {
  const result = parseCalendarYear(file, statutoryRule);
  if (result.ok) return result.year;
  const problems = result.problems.map(({ path, message }) => `${path}：${message}`).join('\n');
  throw new Error(`seeds/calendar/${file.year}.json 有误：\n${problems}`);
}
