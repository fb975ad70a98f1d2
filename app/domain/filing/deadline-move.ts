import type { Calendar } from '#app/domain/calendar/calendar.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { addWorkingDays } from '#app/domain/calendar/working-day.ts';
import { REFILING_RULE } from './deadline.ts';

/** A deadline as it was stored. */
export interface StoredDeadline {
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  /** The rule it was counted by. */
  readonly ruleId: string;
}

/** The same deadline counted by another calendar. */
export interface RecountedDeadline {
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  /** `moved`: another day; `settled`: the same day, but provisional no longer (or newly); `same`: nothing. */
  readonly effect: 'moved' | 'settled' | 'same';
}

/** Counts a stored deadline again. Throws for a rule that isn't known, since its days can't be guessed. */
export function recountDeadline(stored: StoredDeadline, calendar: Calendar): RecountedDeadline {
  if (stored.ruleId !== REFILING_RULE.id) throw new Error(`unknown deadline rule: ${stored.ruleId}`);
  const { dueOn, provisional } = addWorkingDays(stored.happenedOn, REFILING_RULE.workingDays, calendar);
  const settled = provisional === stored.isProvisional ? 'same' : 'settled';
  return { dueOn, isProvisional: provisional, effect: dueOn === stored.dueOn ? settled : 'moved' };
}
