import { z } from 'zod';
import { addDays, addMonths, isPlainDate, plainDate, type PlainDate } from '../calendar/plain-date.ts';
import { bilingual, words, type Words } from '../words.ts';

/** The days that a bulletin is about, both ends included. */
export interface Period {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;
const YEAR = /^(\d{4})$/;

/** A period of so many months from the first of a month on. */
function monthsFrom(year: string, month: number, count: number): Period {
  const from = plainDate(`${year}-${String(month).padStart(2, '0')}-01`);
  return { from, until: addDays(addMonths(from, count), -1) };
}

/** The days of `2026-10`, `2026-Q3` or `2026`; null for anything else. */
export function periodOf(code: string): Period | null {
  const month = MONTH.exec(code);
  if (month) return known(month[1]) ? monthsFrom(month[1] ?? '', Number(month[2]), 1) : null;
  const quarter = QUARTER.exec(code);
  if (quarter) {
    return known(quarter[1]) ? monthsFrom(quarter[1] ?? '', Number(quarter[2]) * 3 - 2, 3) : null;
  }
  const year = YEAR.exec(code);
  return year && known(year[1]) ? monthsFrom(year[1] ?? '', 1, 12) : null;
}

const known = (year: string | undefined) => year !== undefined && year >= '1990' && year <= '9998';

/** Months, quarters and years that are over on a day, the latest first, as codes that `periodOf` reads. */
export function endedPeriods(today: PlainDate): {
  readonly months: readonly string[];
  readonly quarters: readonly string[];
  readonly years: readonly string[];
} {
  const thisMonth = plainDate(`${today.slice(0, 7)}-01`);
  const thisYear = Number(today.slice(0, 4));
  const thisQuarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const months = Array.from({ length: 12 }, (_, back) => addMonths(thisMonth, -1 - back).slice(0, 7));
  const quarters = Array.from({ length: 6 }, (_, back) => {
    const count = thisYear * 4 + thisQuarter - 1 - back;
    return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`;
  });
  const years = Array.from({ length: 3 }, (_, back) => String(thisYear - 1 - back));
  return { months, quarters, years };
}

/** A whole month, quarter or year by its name, anything else by its days: 2026年第3季度; 2026年11月1日至11月22日. */
export function periodName({ from, until }: Period): Words {
  const [year, month] = [from.slice(0, 4), Number(from.slice(5, 7))];
  const is = (code: string) => {
    const period = periodOf(code);
    return period?.from === from && period.until === until;
  };
  if (is(year)) return words(`${year}年度`, year);
  const quarter = Math.ceil(month / 3);
  if (is(`${year}-Q${quarter}`)) return words(`${year}年第${quarter}季度`, `Q${quarter} ${year}`);
  if (is(from.slice(0, 7))) return words(`${year}年${month}月`, from.slice(0, 7));
  return words(`${from} 至 ${until}`, `${from} to ${until}`);
}

/** What a bulletin is called unless its writer says otherwise. */
function proposedTitle(period: Period): string {
  return `企业首席数据官备案情况通报（${periodName(period).zh}）`;
}

const TITLE_MOST = 80;
/** How long a period may be, in days: three years and a leap day. */
const DAYS_MOST = 3 * 365 + 1;

const title = z
  .string({ error: bilingual('请填写标题。', 'Give a title.') })
  .trim()
  .max(TITLE_MOST, bilingual(`标题最多 ${TITLE_MOST} 字。`, `At most ${TITLE_MOST} characters.`));

const BEGIN = {
  period: bilingual('请选择期间。', 'Choose the period.'),
  open: bilingual(
    '该期间尚未结束。请选“自选起止日期”，截止日期不晚于今天。',
    'That period isn’t over yet. Choose days of your own, ending today at the latest.',
  ),
  from: bilingual('请按 YYYY-MM-DD 填写起始日期。', 'Write the first day as YYYY-MM-DD.'),
  until: bilingual('请按 YYYY-MM-DD 填写截止日期。', 'Write the last day as YYYY-MM-DD.'),
  early: bilingual('起始日期不能早于 1990-01-01。', 'The first day can’t lie before 1990-01-01.'),
  order: bilingual('截止日期不能早于起始日期。', 'The last day can’t lie before the first.'),
  future: bilingual('截止日期不能晚于今天。', 'The last day can’t lie in the future.'),
  long: bilingual('期间最长 3 年。', 'Three years at most.'),
} as const;

/** A bulletin as its form begins it: a code of `periodOf`, or `custom` with two days; the title may stay empty. */
export function beginSchema(today: PlainDate) {
  return z
    .object({
      period: z.string({ error: BEGIN.period }).trim().min(1, BEGIN.period),
      from: z.string().trim().default(''),
      until: z.string().trim().default(''),
      title: title.default(''),
    })
    .transform((typed, context): { period: Period; title: string } => {
      const wrong = (path: string, message: string) => {
        context.addIssue({ code: 'custom', path: [path], message });
        return z.NEVER;
      };
      const whole = typed.period === 'custom' ? null : periodOf(typed.period);
      if (typed.period !== 'custom') {
        if (!whole) return wrong('period', BEGIN.period);
        if (whole.until > today) return wrong('period', BEGIN.open);
        return { period: whole, title: typed.title || proposedTitle(whole) };
      }
      const { from, until } = typed;
      if (!isPlainDate(from)) return wrong('from', BEGIN.from);
      if (from < '1990-01-01') return wrong('from', BEGIN.early);
      if (!isPlainDate(until)) return wrong('until', BEGIN.until);
      if (until < from) return wrong('until', BEGIN.order);
      if (until > today) return wrong('until', BEGIN.future);
      if (addDays(from, DAYS_MOST) <= until) return wrong('until', BEGIN.long);
      const period = { from, until };
      return { period, title: typed.title || proposedTitle(period) };
    });
}

const REMARKS_MOST = 4000;

/** What of a draft its writer may change. */
export const BulletinTextSchema = z.object({
  title: title.min(1, bilingual('请填写标题。', 'Give a title.')),
  remarks: z
    .string()
    .trim()
    .max(
      REMARKS_MOST,
      bilingual(`说明与要求最多 ${REMARKS_MOST} 字。`, `At most ${REMARKS_MOST} characters.`),
    )
    .default(''),
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .catch('0')
    .transform(Number),
});
export type BulletinText = z.infer<typeof BulletinTextSchema>;
