import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import { timeliness } from '../../domain/filing/deadline.ts';
import type { Tone } from '../../domain/filing/state.ts';
import type { Words } from '../../domain/words.ts';
import { changeWords } from '../../i18n/change.ts';

/** What decides how a change stands today. */
export interface ChangeFacts {
  readonly dueOn: PlainDate;
  readonly firstSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly isVoluntary: boolean;
  readonly closedAt: string | null;
  readonly closedReason: string | null;
}

/** Whether a change was cancelled; one that a record closed is done instead. */
export function isCancelled(change: Pick<ChangeFacts, 'closedAt' | 'closedReason'>): boolean {
  return change.closedAt !== null && change.closedReason !== 'recorded';
}

/** A change's state as a sign; derived on each reading. */
export function changeState(
  change: ChangeFacts,
  today: PlainDate,
  calendar: Calendar,
): { readonly tone: Tone; readonly words: Words } {
  if (isCancelled(change)) return { tone: 'grey', words: changeWords.cancelled };
  const { dueOn, firstSubmittedOn, paperConfirmedOn } = change;
  return timeliness({
    dueOn,
    firstSubmittedOn,
    paperConfirmedOn,
    today,
    calendar,
    voluntary: change.isVoluntary,
  });
}
