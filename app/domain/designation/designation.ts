import { z } from 'zod';
import { isPlainDate, type PlainDate, plainDate } from '../calendar/plain-date.ts';
import { DESIGNATIONS, type DesignationKind } from '../target/plan.ts';
import { bilingual, type Words, words } from '../words.ts';

/** How a designation stands on a day. */
export const DESIGNATION_STATES = {
  held: words('有效', 'Held'),
  ended: words('已终止', 'Ended'),
  removed: words('已删除', 'Removed'),
} as const satisfies Record<string, Words>;
export type DesignationState = keyof typeof DESIGNATION_STATES;

/** The state on a day: the day of the end is the first one without it. */
export function designationState(
  designation: { readonly endedOn: PlainDate | null; readonly removedAt: string | null },
  on: PlainDate,
): DesignationState {
  if (designation.removedAt !== null) return 'removed';
  return designation.endedOn !== null && designation.endedOn <= on ? 'ended' : 'held';
}

const KINDS = Object.keys(DESIGNATIONS) as [DesignationKind];

/** The filter of the list as it stands in the address. */
export const DesignationFilterSchema = z.object({
  kind: z.enum(['', ...KINDS]).catch(''),
  state: z.enum(['held', 'ended', 'removed', 'all']).catch('held'),
  region: z
    .string()
    .regex(/^\d{6}$/u)
    .catch(''),
  q: z.string().trim().max(60).catch(''),
  after: z.string().max(120).catch(''),
});
export type DesignationFilter = z.infer<typeof DesignationFilterSchema>;

/** The query string of a filter with some parts changed, without what says nothing; a change starts at the top again. */
export function designationSearch(
  filter: DesignationFilter,
  change: Partial<DesignationFilter> = {},
): string {
  const next = { ...filter, after: '', ...change };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== '' && !(name === 'state' && value === 'held')) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

const DaySchema = z
  .string()
  .trim()
  .refine(isPlainDate, {
    error: bilingual('请按 YYYY-MM-DD 填写日期。', 'Enter a date as YYYY-MM-DD.'),
  })
  .transform((text) => text as PlainDate);

/** 授予: to whom, what, from which day, by which document. */
export const GiveSchema = z.object({
  enterprise: z
    .string()
    .regex(/^[0-9a-f-]{36}$/u, bilingual('请先选择企业。', 'Choose the enterprise first.')),
  kind: z.enum(KINDS, { error: bilingual('请选择称号。', 'Choose the designation.') }),
  sinceOn: DaySchema,
  basis: z
    .string()
    .trim()
    .min(2, bilingual('请填写认定文件或依据。', 'Name the document or basis.'))
    .max(300, bilingual('不超过 300 字。', '300 characters at most.')),
});
export type GiveInput = z.infer<typeof GiveSchema>;

/** 终止 on a day. */
export const EndSchema = z.object({ endedOn: DaySchema });

/** 删除 with its reason: it was given by mistake and never counted. */
export const RemoveDesignationSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(2, bilingual('请写明删除原因。', 'Give the reason.'))
    .max(200, bilingual('不超过 200 字。', '200 characters at most.')),
});

/** Before that none of these designations existed. */
const FIRST_DAY = plainDate('2000-01-01');

/** What is wrong with the day from which a designation holds; null when nothing is. */
export function sinceProblem(sinceOn: PlainDate, today: PlainDate): Words | null {
  if (sinceOn > today) {
    return words(`日期不能晚于今天（${today}）。`, `The date can’t lie in the future (today is ${today}).`);
  }
  if (sinceOn < FIRST_DAY) {
    return words(`日期不能早于 ${FIRST_DAY}。`, `The date can’t be before ${FIRST_DAY}.`);
  }
  return null;
}

/** What is wrong with the day on which a designation ends; null when nothing is. */
export function endProblem(endedOn: PlainDate, sinceOn: PlainDate, today: PlainDate): Words | null {
  if (endedOn > today) {
    return words(
      `终止日期不能晚于今天（${today}）。`,
      `The end can’t lie in the future (today is ${today}).`,
    );
  }
  if (endedOn <= sinceOn) {
    return words(`终止日期应晚于授予日期（${sinceOn}）。`, `The end comes after the beginning (${sinceOn}).`);
  }
  return null;
}
