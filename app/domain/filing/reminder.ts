import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { type PlainDate, addDays, compareDates, daysBetween } from '#app/domain/calendar/plain-date.ts';
import { isWorkingDay, nextWorkingDay, subtractWorkingDays } from '#app/domain/calendar/working-day.ts';
import { type Words, words } from '#app/domain/words.ts';

/** When people are reminded of a re-filing, as data. Overdue ones go to the regulator as well. */
export const REMINDER_RULES = {
  'due-in-3': {
    sides: ['enterprise'],
    title: words('距重新备案期限还剩 3 个工作日', 'Re-filing due in 3 working days'),
  },
  'due-in-1': {
    sides: ['enterprise'],
    title: words('距重新备案期限还剩 1 个工作日', 'Re-filing due in 1 working day'),
  },
  'due-today': { sides: ['enterprise'], title: words('重新备案今日到期', 'Re-filing due today') },
  'overdue-first': {
    sides: ['enterprise', 'regulator'],
    title: words('重新备案已逾期', 'Re-filing overdue'),
  },
  'overdue-weekly': {
    sides: ['enterprise', 'regulator'],
    title: words('重新备案仍未报送', 'Re-filing still not submitted'),
  },
} as const satisfies Record<string, { sides: readonly ReminderSide[]; title: Words }>;

export type ReminderSide = 'enterprise' | 'regulator';
export type ReminderRule = keyof typeof REMINDER_RULES;

/** One reminder on one day. */
export interface ReminderOccurrence {
  readonly rule: ReminderRule;
  /** The day it is for; a working day, since notices go out in working hours. */
  readonly on: PlainDate;
  /** Stable name of rule × date: with the change and the recipient it makes a notice unique. */
  readonly key: string;
  readonly sides: readonly ReminderSide[];
  readonly title: Words;
}

export interface ReminderInput {
  readonly dueOn: PlainDate;
  readonly today: PlainDate;
  readonly calendar: Calendar;
  /** Once submitted nothing is reminded. */
  readonly submitted: boolean;
  /** A voluntary record is no duty: the regulator isn't told. */
  readonly voluntary?: boolean;
}

const WEEK = 7;

function occurrence(rule: ReminderRule, on: PlainDate, voluntary: boolean): ReminderOccurrence {
  const sides: readonly ReminderSide[] = REMINDER_RULES[rule].sides;
  return {
    rule,
    on,
    key: `${rule}@${on}`,
    sides: voluntary ? sides.filter((side) => side !== 'regulator') : sides,
    title: REMINDER_RULES[rule].title,
  };
}

/**
 * Every reminder up to and including `today`, in order: 3 and 1 working days before, on the day, on the next working
 * day, then each seventh day after that (on the next working day if it is a rest day).
 */
export function reminderSchedule({ dueOn, today, calendar, submitted, voluntary = false }: ReminderInput) {
  if (submitted) return [];
  const first = nextWorkingDay(dueOn, calendar);
  const fixed: [ReminderRule, PlainDate][] = [
    ['due-in-3', subtractWorkingDays(dueOn, 3, calendar).earliestFrom],
    ['due-in-1', subtractWorkingDays(dueOn, 1, calendar).earliestFrom],
    ['due-today', dueOn],
    ['overdue-first', first],
  ];
  const weeks = Math.max(0, Math.floor(daysBetween(first, today) / WEEK));
  const weekly = Array.from({ length: weeks }, (_, index): [ReminderRule, PlainDate] => {
    const on = addDays(first, WEEK * (index + 1));
    return ['overdue-weekly', isWorkingDay(on, calendar) ? on : nextWorkingDay(on, calendar)];
  });
  const seen = new Set<string>();
  return [...fixed, ...weekly]
    .filter(([, on]) => compareDates(on, today) <= 0)
    .map(([rule, on]) => occurrence(rule, on, voluntary))
    .filter(({ key }) => !seen.has(key) && seen.add(key).size > 0);
}

/**
 * The reminder that should have gone out by today, or null: the latest one, since each makes the earlier ones stale
 * (a job that slept, a change reported late). Its key keeps it from going out twice.
 */
export function reminderDue(input: ReminderInput): ReminderOccurrence | null {
  const schedule = reminderSchedule(input);
  return schedule[schedule.length - 1] ?? null;
}
