import type { Calendar } from '#app/domain/calendar/calendar.ts';
import { type PlainDate, addDays, compareDates } from '#app/domain/calendar/plain-date.ts';
import {
  type CountedDay,
  type SkippedDay,
  addWorkingDays,
  workingDaysBetween,
} from '#app/domain/calendar/working-day.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { Confidence } from './applicability.ts';
import { MAX_DAYS_AHEAD } from './completeness.ts';
import { CLAUSES, GUIDELINE } from './guideline.ts';
import type { ChangeKind } from './option.ts';
import type { Tone } from './state.ts';

/** A limit that a text sets, with what it leaves open and how it is read here. */
export interface DeadlineRule {
  readonly id: string;
  readonly workingDays: number;
  readonly source: Words;
  readonly clause: Words;
  /** What the text fixes, and how sure that is. */
  readonly text: Words;
  readonly textConfidence: Confidence;
  /** What the text leaves open. */
  readonly open: Words;
  /** How the product reads it, and how sure that is. */
  readonly reading: Words;
  readonly readingConfidence: Confidence;
}

/** 变更后重新备案 within 5 working days. */
export const REFILING_RULE: DeadlineRule = {
  id: 'sh-cdo-refiling-5wd',
  workingDays: 5,
  source: GUIDELINE.title,
  clause: CLAUSES.filing,
  text: words(
    '人员变动等情况，需在 5 个工作日内重新备案。',
    'On a change of personnel and the like, file again within 5 working days.',
  ),
  textConfidence: 'C',
  open: words(
    '指南未写明从何时起算，也未写明“等情况”的范围。',
    'The guideline defines neither the start of the count nor what “and the like” covers.',
  ),
  reading: words(
    '参照《民法典》第二百零一条，变更发生当日不计入，从次日起计算；只计工作日，调休上班日计入；第 5 个工作日为最后一日。',
    'After article 201 of the Civil Code the day of the change is not counted; counting starts the next day; only working days count, make-up days included; the fifth is the last.',
  ),
  readingConfidence: 'L',
};

/** Said wherever a voluntary record shows a countdown. */
const VOLUNTARY_DEADLINE_NOTE = words('参照，非法定期限', 'For reference, not a statutory limit');

export interface ChangeInput {
  readonly kind: ChangeKind;
  /** The day on which the change took place; may lie ahead. */
  readonly happenedOn: PlainDate;
  /** The day of the decision, if told; kept for the record, it doesn't start the count. */
  readonly decidedOn: PlainDate | null;
  readonly today: PlainDate;
  readonly calendar: Calendar;
  readonly voluntary: boolean;
  readonly rule?: DeadlineRule;
  /** How many days ahead a change may lie; 365 by default. */
  readonly maxDaysAhead?: number;
}

export interface ChangeDecision {
  readonly kind: ChangeKind;
  readonly happenedOn: PlainDate;
  readonly decidedOn: PlainDate | null;
  /** The first day of the count, the day after the change. */
  readonly startsOn: PlainDate;
  readonly dueOn: PlainDate;
  /** 暂定: a day of the count isn't decided by a published notice. */
  readonly provisional: boolean;
  readonly counted: readonly CountedDay[];
  readonly skipped: readonly SkippedDay[];
  readonly ruleId: string;
  readonly calendarVersion: string;
  /** False for a voluntary record: 参照，非法定期限. */
  readonly statutory: boolean;
}

export type ChangeRefusal = 'too_far_ahead' | 'before_guideline' | 'decided_in_future';
export type ChangeAnswer =
  | { ok: true; decision: ChangeDecision }
  | { ok: false; refusal: ChangeRefusal; field: string; message: Words };

function refuse(refusal: ChangeRefusal, field: string, message: Words): ChangeAnswer {
  return { ok: false, refusal, field, message };
}

/**
 * Decides when a re-filing is due: the only place that counts its days. Refused are dates before the guideline was
 * issued, changes too far ahead, and decisions that lie in the future.
 */
export function decideChange(input: ChangeInput): ChangeAnswer {
  const { kind, happenedOn, decidedOn, today, calendar, voluntary } = input;
  const rule = input.rule ?? REFILING_RULE;
  const bound = addDays(today, input.maxDaysAhead ?? MAX_DAYS_AHEAD);
  if (compareDates(happenedOn, bound) > 0) {
    const message = words(`变更发生日期不能晚于 ${bound}。`, `The change cannot lie later than ${bound}.`);
    return refuse('too_far_ahead', 'happenedOn', message);
  }
  if (happenedOn < GUIDELINE.issuedOn) {
    const message = words(
      `变更发生日期早于指南发布日（${GUIDELINE.issuedOn}），请核对。`,
      `The change lies before the guideline was issued (${GUIDELINE.issuedOn}); check the date.`,
    );
    return refuse('before_guideline', 'happenedOn', message);
  }
  if (decidedOn !== null && compareDates(decidedOn, today) > 0) {
    const message = words('变更决定日期不能晚于今天。', 'The date of the decision cannot lie in the future.');
    return refuse('decided_in_future', 'decidedOn', message);
  }
  const count = addWorkingDays(happenedOn, rule.workingDays, calendar);
  return {
    ok: true,
    decision: {
      kind,
      happenedOn,
      decidedOn,
      startsOn: addDays(happenedOn, 1),
      dueOn: count.dueOn,
      provisional: count.provisional,
      counted: count.counted,
      skipped: count.skipped,
      ruleId: rule.id,
      calendarVersion: count.calendar,
      statutory: !voluntary,
    },
  };
}

export interface TimelinessInput {
  /** null: nothing is due. */
  readonly dueOn: PlainDate | null;
  /** Day of the first submission; a later return doesn't undo it. */
  readonly firstSubmittedOn?: PlainDate | null;
  /** Day of a paper filing as the regulator confirmed it; it decides in place of the platform's own. */
  readonly paperConfirmedOn?: PlainDate | null;
  readonly today: PlainDate;
  readonly calendar: Calendar;
  readonly voluntary?: boolean;
}

export interface Timeliness {
  readonly state: 'none' | 'due' | 'dueSoon' | 'overdue' | 'onTime' | 'late';
  /** Working days left (due, dueSoon), past (overdue) or late (late); 0 otherwise. */
  readonly workingDays: number;
  readonly words: Words;
  readonly tone: Tone;
}

/** Within so many working days before the due date a filing counts as due soon (LOOK.md's amber). */
const SOON = 3;

/** The last day that counts as due soon, seen from today. */
export function soonDate(today: PlainDate, calendar: Calendar): PlainDate {
  return addWorkingDays(today, SOON, calendar).dueOn;
}

/** Whether a filing is on time; derived on each reading, never stored. */
export function timeliness(input: TimelinessInput): Timeliness {
  const bare = bareTimeliness(input);
  if (input.voluntary !== true || bare.state === 'none') return bare;
  const note = VOLUNTARY_DEADLINE_NOTE;
  return {
    ...bare,
    words: words(`${bare.words.zh}（${note.zh}）`, `${bare.words.en} (${note.en.toLowerCase()})`),
  };
}

function bareTimeliness({
  dueOn,
  firstSubmittedOn,
  paperConfirmedOn,
  today,
  calendar,
}: TimelinessInput): Timeliness {
  if (dueOn === null) {
    return { state: 'none', workingDays: 0, words: words('无期限', 'No deadline'), tone: 'grey' };
  }
  const submittedOn = paperConfirmedOn ?? firstSubmittedOn ?? null;
  if (submittedOn !== null) return submittedTimeliness(dueOn, submittedOn, calendar);
  if (compareDates(today, dueOn) > 0) {
    const past = Math.abs(workingDaysBetween(dueOn, today, calendar));
    return { state: 'overdue', workingDays: past, words: lateWords(past, '逾期', 'overdue'), tone: 'red' };
  }
  const left = workingDaysBetween(today, dueOn, calendar);
  if (today === dueOn) {
    return { state: 'dueSoon', workingDays: 0, words: words('今日到期', 'Due today'), tone: 'amber' };
  }
  const text = words(`剩 ${left} 个工作日`, `${plural(left)} left`);
  return left <= SOON
    ? { state: 'dueSoon', workingDays: left, words: text, tone: 'amber' }
    : { state: 'due', workingDays: left, words: text, tone: 'blue' };
}

/** First submission on or before the due date is on time, even if the filing is returned later. */
function submittedTimeliness(dueOn: PlainDate, submittedOn: PlainDate, calendar: Calendar): Timeliness {
  if (compareDates(submittedOn, dueOn) <= 0) {
    return { state: 'onTime', workingDays: 0, words: words('按期报送', 'Submitted on time'), tone: 'green' };
  }
  const late = workingDaysBetween(dueOn, submittedOn, calendar);
  return {
    state: 'late',
    workingDays: late,
    words: lateWords(late, '逾期报送，晚', 'submitted late by'),
    tone: 'red',
  };
}

function plural(days: number): string {
  return days === 1 ? '1 working day' : `${days} working days`;
}

/** On rest days right after the due date no working day has passed yet, and it is late all the same. */
function lateWords(days: number, zh: string, en: string): Words {
  if (days === 0)
    return words(zh === '逾期' ? '已逾期' : '逾期报送', en === 'overdue' ? 'Overdue' : 'Submitted late');
  return en === 'overdue'
    ? words(`${zh} ${days} 个工作日`, `Overdue by ${plural(days)}`)
    : words(`${zh} ${days} 个工作日`, `S${en.slice(1)} ${plural(days)}`);
}
