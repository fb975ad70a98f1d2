import { z } from 'zod';
import { PlainDateSchema } from '../calendar/plain-date-schema.ts';
import { addDays, addMonths, plainDate, type PlainDate } from '../calendar/plain-date.ts';
import {
  addCounts,
  NO_COUNTS,
  registerClasses,
  type ClassCounts,
  type FilingMeasure,
  type FilingSum,
  type RegisterClass,
  type RosterMeasure,
  type RosterSum,
} from '../register/tally.ts';
import type { Period } from './period.ts';

const count = z.number().int();

/** What is counted of one region, one class of licence, or of all. */
const Numbers = z.object({
  /** 应备案, 已备案, 未备案: of the office's roster as at the end of the period. */
  listed: count,
  filed: count,
  missing: count,
  /** Within the period: first submissions, records, returns. */
  submitted: count,
  recorded: count,
  returned: count,
  /** Changes whose limit ran out within the period, and of them those submitted by the limit. */
  due: count,
  onTime: count,
  /** Not submitted by the end of the period although the limit had run out, whenever it did. */
  overdue: count,
});
export type BulletinNumbers = z.infer<typeof Numbers>;

const Row = z.object({ key: z.string(), ...Numbers.shape });
export type BulletinPart = z.infer<typeof Row>;

const Month = z.object({
  /** YYYY-MM. */
  month: z.string(),
  submitted: count,
  recorded: count,
  returned: count,
  due: count,
  onTime: count,
});
export type BulletinMonth = z.infer<typeof Month>;

const Overdue = z.object({
  changeId: z.string(),
  enterpriseName: z.string(),
  regionCode: z.string(),
  kind: z.enum(['cdo', 'dedicated_post', 'legal_representative', 'other']),
  happenedOn: PlainDateSchema,
  dueOn: PlainDateSchema,
  /** The limit is 暂定: a day of its count isn't decided by a published notice. */
  isProvisional: z.boolean(),
  /** Working days between the limit and the end of the period. */
  workingDays: count,
});
export type OverdueChange = z.infer<typeof Overdue>;

const Reason = z.object({
  /** A place of the form, without its row: `cdo.name`, `licences[].number`. */
  place: z.string(),
  /** How many comments were sent back on it, and on how many filings. */
  comments: count,
  filings: count,
});
export type ReturnReason = z.infer<typeof Reason>;

/** What a bulletin says. Published, it is kept as this and nothing computes it again. */
export const BulletinContentSchema = z.object({
  schema: z.literal(1),
  title: z.string(),
  /** The office that writes it. */
  issuer: z.string(),
  programmeId: z.string(),
  regionCode: z.string(),
  from: PlainDateSchema,
  until: PlainDateSchema,
  /** The day on which it was counted: what was corrected since is in it, what comes later isn't. */
  countedOn: PlainDateSchema,
  total: Numbers,
  byClass: z.array(Row),
  byRegion: z.array(Row),
  /** Of a period within one month: empty. */
  byMonth: z.array(Month),
  /** The longest overdue first, at most `OVERDUE_MOST` of them. */
  overdue: z.array(Overdue),
  /** The commonest first. */
  reasons: z.array(Reason),
  /** 自愿建档, counted nowhere else. */
  voluntary: z.object({ submitted: count, recorded: count, onRecord: count }),
  remarks: z.string(),
  isSample: z.boolean(),
});
export type BulletinContent = z.infer<typeof BulletinContentSchema>;

/** How many overdue changes a bulletin lists by name. */
export const OVERDUE_MOST = 500;

/** The day before which limits must have run out to be counted: what is due today isn't late yet. */
export function dueBefore({ until }: Pick<Period, 'until'>, today: PlainDate): PlainDate {
  const after = addDays(until, 1);
  return after < today ? after : today;
}

/** Everything that a bulletin is made of; sums are of the office's programme and region alone. */
export interface BulletinInput {
  readonly title: string;
  readonly issuer: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly period: Period;
  readonly today: PlainDate;
  /** By region, of the days of the period. */
  readonly during: readonly FilingSum[];
  /** By region, of all days up to the period's end. */
  readonly upTo: readonly FilingSum[];
  /** By month, of the days of the period. */
  readonly months: readonly FilingSum[];
  readonly roster: readonly RosterSum[];
  readonly overdue: readonly OverdueChange[];
  readonly reasons: readonly ReturnReason[];
  readonly remarks: string;
  readonly isSample: boolean;
}

type Measured<M extends string> = { readonly measure: M; readonly counts: ClassCounts };
type Counter<M extends string> = (measure: M, of: RegisterClass) => number;

function counterOf<M extends string>(rows: readonly Measured<M>[]): Counter<M> {
  const sums = new Map<M, ClassCounts>();
  for (const { measure, counts } of rows) {
    sums.set(measure, addCounts(sums.get(measure) ?? NO_COUNTS, counts));
  }
  return (measure, of) => sums.get(measure)?.[of] ?? 0;
}

interface Counters {
  readonly during: Counter<FilingMeasure>;
  readonly upTo: Counter<FilingMeasure>;
  readonly roster: Counter<RosterMeasure>;
}

function numbersOf({ during, upTo, roster }: Counters, of: RegisterClass): BulletinNumbers {
  const [listed, filed] = [roster('listed', of), roster('filed', of)];
  return {
    listed,
    filed,
    missing: listed - filed,
    submitted: during('submitted', of),
    recorded: during('recorded', of),
    returned: during('returned', of),
    due: during('due', of),
    onTime: during('on_time', of),
    overdue: upTo('due', of) - upTo('on_time', of) - upTo('late', of),
  };
}

const isEmpty = (row: BulletinPart) =>
  Object.values(row).every((value) => typeof value === 'string' || value === 0);

function regionRows(
  during: readonly FilingSum[],
  upTo: readonly FilingSum[],
  roster: readonly RosterSum[],
): BulletinPart[] {
  const codes = new Set([...roster.map(({ regionCode }) => regionCode), ...upTo.map(({ key }) => key)]);
  return [...codes]
    .sort()
    .map((key) => {
      const counters = {
        during: counterOf(during.filter((row) => row.key === key)),
        upTo: counterOf(upTo.filter((row) => row.key === key)),
        roster: counterOf(roster.filter((row) => row.regionCode === key)),
      };
      return { key, ...numbersOf(counters, 'all') };
    })
    .filter((row) => !isEmpty(row));
}

function monthRows(sums: readonly FilingSum[], { from, until }: Period): BulletinMonth[] {
  const [first, last] = [from.slice(0, 7), until.slice(0, 7)];
  if (first === last) return [];
  const rows: BulletinMonth[] = [];
  let month = first;
  while (month <= last) {
    const of = counterOf(sums.filter(({ key }) => key === month));
    rows.push({
      month,
      submitted: of('submitted', 'all'),
      recorded: of('recorded', 'all'),
      returned: of('returned', 'all'),
      due: of('due', 'all'),
      onTime: of('on_time', 'all'),
    });
    month = addMonths(plainDate(`${month}-01`), 1).slice(0, 7);
  }
  return rows;
}

/** Puts a bulletin together. Pure: what it isn't given isn't counted; 自愿建档 stands apart. */
export function buildBulletin(input: BulletinInput): BulletinContent {
  const duty = (sums: readonly FilingSum[]) => sums.filter(({ isVoluntary }) => !isVoluntary);
  const voluntary = (sums: readonly FilingSum[]) => counterOf(sums.filter((sum) => sum.isVoluntary));
  const [during, upTo] = [duty(input.during), duty(input.upTo)];
  const counters = {
    during: counterOf(during),
    upTo: counterOf(upTo),
    roster: counterOf(input.roster),
  };
  const [nowVoluntary, allVoluntary] = [voluntary(input.during), voluntary(input.upTo)];
  return {
    schema: 1,
    title: input.title,
    issuer: input.issuer,
    programmeId: input.programmeId,
    regionCode: input.regionCode,
    from: input.period.from,
    until: input.period.until,
    countedOn: input.today,
    total: numbersOf(counters, 'all'),
    byClass: registerClasses().flatMap((key) =>
      key === 'all' ? [] : [{ key, ...numbersOf(counters, key) }],
    ),
    byRegion: regionRows(during, upTo, input.roster),
    byMonth: monthRows(duty(input.months), input.period),
    overdue: input.overdue.slice(0, OVERDUE_MOST),
    reasons: [...input.reasons].sort((a, b) => b.comments - a.comments || (a.place < b.place ? -1 : 1)),
    voluntary: {
      submitted: nowVoluntary('submitted', 'all'),
      recorded: nowVoluntary('recorded', 'all'),
      onRecord: allVoluntary('recorded', 'all') - allVoluntary('superseded', 'all'),
    },
    remarks: input.remarks,
    isSample: input.isSample,
  };
}
