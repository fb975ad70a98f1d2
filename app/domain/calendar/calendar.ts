import type { CalendarYear } from './calendar-year.ts';
import { daysOfSpan } from './calendar-year.ts';
import { weekdayOf, yearOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import type { StatutoryRule } from './statutory.ts';
import { statutoryDayOn } from './statutory.ts';

/** What a notice says of one day: rest (`holiday`), or work on a weekend day (`make-up`), and for which holiday. */
type ArrangedDay = { kind: 'holiday' | 'make-up'; name: string };

/**
 * Everything that is known about which days are worked. A plain value: it may be sent to a browser as JSON.
 * Made by `buildCalendar` alone.
 */
export type Calendar = {
  /** Names the content that decides a count, e.g. `cn-2023..2026#9f86d081`; stored beside each computed date. */
  readonly version: string;
  /** Years whose notice is loaded, ascending. */
  readonly officialYears: readonly number[];
  /** The last of them. */
  readonly officialThrough: number;
  readonly arranged: Readonly<Record<string, ArrangedDay>>;
  readonly statutory: StatutoryRule;
};

/** Why a day is worked or not. `name` is the holiday, in Chinese. */
export type DayReason =
  | { code: 'weekday' }
  | { code: 'weekend' }
  | { code: 'holiday'; name: string }
  | { code: 'make-up'; name: string }
  | { code: 'statutory'; name: string };

/** One day's kind. `official` is false where no published notice decides. */
export type DayKind = { working: boolean; reason: DayReason; official: boolean };

/**
 * The calendar made of the loaded years (any order) and the holidays that the law fixes for years beyond them.
 * Where two notices speak of the same December day, the later one decides. Throws a RangeError when no year is given
 * or a year is given twice: the caller chooses which of two versions of a year holds.
 */
export function buildCalendar(years: readonly CalendarYear[], statutory: StatutoryRule): Calendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const officialYears = sorted.map((entry) => entry.year);
  const officialThrough = officialYears.at(-1);
  if (officialThrough === undefined) throw new RangeError('日历至少需要一个年份');
  if (new Set(officialYears).size < officialYears.length) {
    throw new RangeError(`日历年份重复：${officialYears.join('、')}`);
  }
  const arranged = Object.fromEntries(sorted.flatMap(arrangedDays));
  const version = `cn-${yearsText(officialYears)}#${digest(canonicalText(officialYears, arranged, statutory))}`;
  return { version, officialYears, officialThrough, arranged, statutory };
}

/** Whether the day is worked, why, and whether a published notice says so. */
export function dayKind(calendar: Calendar, date: PlainDate): DayKind {
  const arranged = calendar.arranged[date];
  if (arranged) {
    return {
      working: arranged.kind === 'make-up',
      reason: { code: arranged.kind, name: arranged.name },
      official: true,
    };
  }
  const official = calendar.officialYears.includes(yearOf(date));
  // A published notice has already placed the year's statutory days.
  const statutory = official ? undefined : statutoryDayOn(calendar.statutory, date);
  if (statutory) {
    return { working: false, reason: { code: 'statutory', name: statutory.name }, official };
  }
  const working = weekdayOf(date) < 6;
  return { working, reason: { code: working ? 'weekday' : 'weekend' }, official };
}

function arrangedDays(entry: CalendarYear): [string, ArrangedDay][] {
  const rest = entry.rest.flatMap((span) =>
    daysOfSpan(span).map((on): [string, ArrangedDay] => [on, { kind: 'holiday', name: span.name }]),
  );
  const work = entry.work.map((day): [string, ArrangedDay] => [day.on, { kind: 'make-up', name: day.name }]);
  return [...rest, ...work];
}

/** `2023..2026`, or `2023,2025..2026` with a gap. */
function yearsText(years: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run && run.last === year - 1) run.last = year;
    else runs.push({ first: year, last: year });
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}..${last}`)).join(',');
}

/** Only what decides a count, in one order, so that a mended source note leaves the version as it is. */
function canonicalText(
  years: readonly number[],
  arranged: Readonly<Record<string, ArrangedDay>>,
  statutory: StatutoryRule,
): string {
  const lines = [
    years.join(' '),
    ...Object.entries(arranged)
      .map(([on, day]) => `${on} ${day.kind} ${day.name}`)
      .sort(),
    `statutory ${statutory.effectiveFrom}`,
    ...statutory.yearly.map((day) => `${day.monthDay} ${day.name}`).sort(),
    ...statutory.dated.map((day) => `${day.on} ${day.name}`).sort(),
  ];
  return lines.join('\n');
}

/** FNV-1a, 32 bits, over UTF-16 code units: tells versions apart, is no protection against forgery. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
