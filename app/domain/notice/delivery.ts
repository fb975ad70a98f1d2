import type { Calendar } from '../calendar/calendar.ts';
import { addDays, plainDateInShanghai, type PlainDate } from '../calendar/plain-date.ts';
import { isWorkingDay } from '../calendar/working-day.ts';

/** Rules of reminders begin with it; they go out in working hours, all else at once. */
export const REMINDER_PREFIX = 'reminder.';

/** Working hours in Shanghai: from 9:00, before 18:00. */
const OPENS = 9;
const CLOSES = 18;
const SHANGHAI_HOURS = 8;
const HOUR_MS = 3_600_000;

/** The hour of the day in Shanghai, 0 to 23. */
function hourInShanghai(now: string): number {
  return Math.floor(Date.parse(now) / HOUR_MS + SHANGHAI_HOURS) % 24;
}

/** The instant at which working hours open on that day. */
function openingOf(day: PlainDate): string {
  return `${day}T${String(OPENS - SHANGHAI_HOURS).padStart(2, '0')}:00:00.000Z`;
}

/** Whether reminders may go out at that instant: 9:00 to 18:00 of a working day in Shanghai. */
export function isWorkingHour(now: string, calendar: Calendar): boolean {
  const hour = hourInShanghai(now);
  return hour >= OPENS && hour < CLOSES && isWorkingDay(plainDateInShanghai(now), calendar);
}

/** That instant, or the next at which working hours open. */
export function nextWorkingInstant(now: string, calendar: Calendar): string {
  if (isWorkingHour(now, calendar)) return now;
  let day = plainDateInShanghai(now);
  if (hourInShanghai(now) >= OPENS) day = addDays(day, 1);
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return openingOf(day);
}

/** Tries after which a message that is always declined counts as failed. */
export const MOST_ATTEMPTS = 10;

const MINUTES = [1, 5, 15, 60, 180] as const;
const LONGEST_MINUTES = 360;

/** When to try again after so many tries: after 1, 5, 15, 60, 180 minutes, then every 6 hours. */
export function retryAt(now: string, attempts: number): string {
  const minutes = MINUTES[Math.max(0, attempts - 1)] ?? LONGEST_MINUTES;
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}

/** What became of one try. */
export type Outcome =
  | { readonly kind: 'accepted' }
  /** Declined. `outage`: nobody is at fault but the way there, so that tries don't count. */
  | {
      readonly kind: 'declined';
      readonly reason: string;
      readonly permanent: boolean;
      readonly uncertain: boolean;
      readonly outage: boolean;
    };

/** The row after a try. */
export interface Settlement {
  readonly state: 'sent' | 'waiting' | 'uncertain' | 'failed';
  readonly notBefore: string;
  readonly sentAt: string | null;
  readonly lastError: string;
}

/** Marks a message that the receiver may hold twice; it stays beside a later success. */
export const MAY_REPEAT = 'may_repeat';

/**
 * What a try makes of a notice. A message whose fate is uncertain is tried again (at least once), and from then on is
 * marked as possibly repeated.
 * @param attempts tries so far, this one included
 * @param before the error before this try
 */
export function settle(outcome: Outcome, now: string, attempts: number, before: string): Settlement {
  const mark = before.startsWith(MAY_REPEAT);
  if (outcome.kind === 'accepted') {
    return { state: 'sent', notBefore: now, sentAt: now, lastError: mark ? MAY_REPEAT : '' };
  }
  const repeated = mark || outcome.uncertain;
  const lastError = repeated ? `${MAY_REPEAT} ${outcome.reason}` : outcome.reason;
  if (outcome.permanent || (!outcome.outage && attempts >= MOST_ATTEMPTS)) {
    return { state: 'failed', notBefore: now, sentAt: null, lastError };
  }
  return {
    state: outcome.uncertain ? 'uncertain' : 'waiting',
    notBefore: retryAt(now, attempts),
    sentAt: null,
    lastError,
  };
}
