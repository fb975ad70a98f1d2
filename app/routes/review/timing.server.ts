import type { Calendar } from '../../domain/calendar/calendar.ts';
import { type PlainDate, plainDateInShanghai } from '../../domain/calendar/plain-date.ts';
import { addWorkingDays, workingDaysBetween } from '../../domain/calendar/working-day.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import { displayState, type FilingStatus, type Tone } from '../../domain/filing/state.ts';
import type { Words } from '../../domain/words.ts';

/** Working days that count as soon. */
const SOON = 3;

/** The last day that counts as due soon. */
export function soonUntil(today: PlainDate, calendar: Calendar): PlainDate {
  return addWorkingDays(today, SOON, calendar).dueOn;
}

/** A word with its colour. */
export interface SignView {
  readonly words: Words;
  readonly tone: Tone;
}

interface TimedFiling {
  readonly status: FilingStatus;
  readonly isVoluntary: boolean;
  readonly dueOn: PlainDate | null;
  readonly firstSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly submittedAt: string | null;
}

/** State, due sign and waiting days of a filing, for lists and heads. */
export function filingSigns(
  filing: TimedFiling,
  today: PlainDate,
  calendar: Calendar,
): { state: SignView & { note: Words | null }; due: SignView | null; waitingDays: number | null } {
  const shown = displayState(filing.status, 'to_seal');
  const time = timeliness({
    dueOn: filing.dueOn,
    firstSubmittedOn: filing.firstSubmittedOn,
    paperConfirmedOn: filing.paperConfirmedOn,
    today,
    calendar,
    voluntary: filing.isVoluntary,
  });
  const isWaiting = filing.status === 'submitted' || filing.status === 'in_review';
  return {
    state: { words: shown.label, tone: shown.tone, note: shown.note },
    due: filing.dueOn === null ? null : { words: time.words, tone: time.tone },
    waitingDays:
      isWaiting && filing.submittedAt !== null
        ? Math.max(0, workingDaysBetween(plainDateInShanghai(filing.submittedAt), today, calendar))
        : null,
  };
}
