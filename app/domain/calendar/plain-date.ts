import type { z } from 'zod';

/**
 * A day of the civil calendar in Asia/Shanghai, written `YYYY-MM-DD`, years 1000 to 9999.
 * It has no time and no zone, so it sorts as text and reads the same on every machine.
 */
export type PlainDate = string & z.core.$brand<'PlainDate'>;

/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const PATTERN = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;
const UTC_INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const DAY_MS = 86_400_000;
/** China has kept UTC+8 without summer time since 1992. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS_EN = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

/** Whether the value is a text naming a day that exists, as `YYYY-MM-DD`. */
export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string') return false;
  const match = PATTERN.exec(value);
  if (!match) return false;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  // 30 February rolls over to March and no longer reads as it was written.
  return new Date(ms).toISOString().slice(0, 10) === value;
}

/** The text as a `PlainDate`. Throws a RangeError when no such day exists. */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`不是有效日期（YYYY-MM-DD）：${JSON.stringify(text)}`);
  return text;
}

/** Days since 1970-01-01, which is 0. */
export function epochDayOf(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The day that is so many days after 1970-01-01. Throws a RangeError outside the years 1000 to 9999. */
export function dateOfEpochDay(epochDay: number): PlainDate {
  const instant = new Date(epochDay * DAY_MS);
  if (!Number.isInteger(epochDay) || Number.isNaN(instant.getTime())) {
    throw new RangeError(`超出可表示的日期范围：${epochDay}`);
  }
  const text = instant.toISOString().slice(0, -'T00:00:00.000Z'.length);
  // What the clock writes is a day that exists; only its year may be out of range.
  return /^[1-9]\d{3}-/.test(text) ? (text as PlainDate) : plainDate(text);
}

/** The day `days` calendar days later (earlier when negative). Throws a RangeError for a fraction or out of range. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfEpochDay(epochDayOf(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** The ISO weekday, Monday 1 to Sunday 7. */
export function weekdayOf(date: PlainDate): Weekday {
  // 1970-01-01 was a Thursday.
  const fromMonday = (((epochDayOf(date) + 3) % 7) + 7) % 7;
  return (fromMonday + 1) as Weekday;
}

/** The year as a number. */
export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

/** Negative, zero or positive, for sorting: earlier days first. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The day in Shanghai at an instant, whatever the machine's zone. The instant is ISO 8601 with `Z` or an offset;
 * without one it would depend on the machine, so that throws a RangeError. Holds for instants since 1992.
 */
export function plainDateInShanghai(instantIso: string): PlainDate {
  const match = INSTANT.exec(instantIso);
  const ms = match && isPlainDate(match[1]) ? Date.parse(instantIso) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new RangeError(`不是带时区的时刻（ISO 8601）：${JSON.stringify(instantIso)}`);
  }
  return dateOfEpochDay(Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/**
 * Whether the text is an instant in UTC, `2026-11-22T01:02:03.456Z`, on a day that exists: what the database takes.
 * `Date.parse` alone also takes 30 February and the year 0.
 */
export function isUtcInstant(text: string): boolean {
  const match = UTC_INSTANT.exec(text);
  return match !== null && isPlainDate(match[1]) && !Number.isNaN(Date.parse(text));
}

/** For Chinese readers: `2026年11月22日（周日）`. */
export function formatDateZh(date: PlainDate): string {
  const { year, month, day } = partsOf(date);
  return `${year}年${month}月${day}日（${WEEKDAYS_ZH[weekdayOf(date) - 1]}）`;
}

/** For English readers: `Sun, 22 Nov 2026`. */
export function formatDateEn(date: PlainDate): string {
  const { year, month, day } = partsOf(date);
  return `${WEEKDAYS_EN[weekdayOf(date) - 1]}, ${day} ${MONTHS_EN[month - 1]} ${year}`;
}

/** Year, month (1 to 12) and day of the month as numbers. */
export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  return { year: yearOf(date), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Days of a month, by the Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The same day of the month so many months later (earlier when negative), or the month's last day if it is shorter. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const toYear = Math.floor(count / 12);
  const toMonth = (((count % 12) + 12) % 12) + 1;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return plainDate(
    `${pad(toYear, 4)}-${pad(toMonth, 2)}-${pad(Math.min(day, daysInMonth(toYear, toMonth)), 2)}`,
  );
}
