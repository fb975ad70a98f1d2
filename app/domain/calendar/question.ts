import { words, type Words } from '../words.ts';
import { isPlainDate, yearOf, type PlainDate } from './plain-date.ts';

/** What somebody asks of the calendar: the due date after an event, or the events that lead to a due date. */
export type CalendarQuestion =
  | { readonly kind: 'forward'; readonly from: PlainDate; readonly days: number }
  | { readonly kind: 'backward'; readonly until: PlainDate; readonly days: number };

/** A question as typed, what is wrong with it by field, and the question if nothing is. */
export interface CalendarReading {
  readonly typed: { readonly from: string; readonly until: string; readonly days: string };
  readonly faults: Readonly<Partial<Record<'from' | 'until' | 'days', Words>>>;
  readonly question: CalendarQuestion | null;
}

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const DEFAULT_DAYS = 5;
const BAD_DATE = words('请按 YYYY-MM-DD 填写存在的日期。', 'Enter an existing day as YYYY-MM-DD.');
const BAD_YEAR = words('日期应在 2000 年至 2100 年之间。', 'The day must lie between 2000 and 2100.');
const BAD_DAYS = words('请填写 1 至 366 的整数。', 'Enter a whole number from 1 to 366.');

function dateFault(text: string): Words | null {
  if (!isPlainDate(text)) return BAD_DATE;
  return yearOf(text) < FIRST_YEAR || yearOf(text) > LAST_YEAR ? BAD_YEAR : null;
}

/**
 * Reads a question from search parameters: `from` or `until` (YYYY-MM-DD) and `days` (1 to 366, 5 by default). Without
 * either date it asks from today.
 */
export function readCalendarQuestion(search: URLSearchParams, today: PlainDate): CalendarReading {
  const until = (search.get('until') ?? '').trim();
  const from = (search.get('from') ?? (until === '' ? today : '')).trim();
  const days = (search.get('days') ?? String(DEFAULT_DAYS)).trim();
  const typed = { from, until, days };
  const isBackward = until !== '';
  const fault = dateFault(isBackward ? until : from);
  const count = /^\d{1,3}$/.test(days) ? Number(days) : 0;
  const isCount = count >= 1 && count <= 366;
  const faults = {
    ...(fault ? { [isBackward ? 'until' : 'from']: fault } : {}),
    ...(isCount ? {} : { days: BAD_DAYS }),
  };
  if (fault || !isCount) return { typed, faults, question: null };
  return {
    typed,
    faults,
    question: isBackward
      ? { kind: 'backward', until: until as PlainDate, days: count }
      : { kind: 'forward', from: from as PlainDate, days: count },
  };
}
