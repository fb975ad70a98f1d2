import { z } from 'zod';
import { compareDates, isPlainDate, plainDate, yearOf } from './plain-date.ts';
import { PlainDateSchema } from './plain-date-schema.ts';
import type { PlainDate } from './plain-date.ts';

/** A holiday that the law itself fixes, apart from any year's notice. */
export type StatutoryDay = { on: PlainDate; name: string };

/**
 * The holidays of 《全国年节及纪念日放假办法》, for years whose notice is not published. `yearly` fall on the same
 * day of every year from `effectiveFrom` on; `dated` are those that follow the lunar calendar or the solar terms.
 */
export const StatutoryRuleSchema = z.strictObject({
  title: z.string().min(1),
  revision: z.string().min(1),
  effectiveFrom: PlainDateSchema,
  source: z.string().min(1),
  confidence: z.enum(['C', 'C-w', 'L', 'U']),
  note: z.string().min(1),
  yearly: z.array(
    z.strictObject({
      monthDay: z.string().refine((text) => isPlainDate(`2025-${text}`), { error: '应为 MM-DD' }),
      name: z.string().min(1),
    }),
  ),
  dated: z.array(z.strictObject({ on: PlainDateSchema, name: z.string().min(1) })),
});
export type StatutoryRule = z.infer<typeof StatutoryRuleSchema>;

/** The rule's days in one year, in order; none before it took effect. */
export function statutoryDaysIn(rule: StatutoryRule, year: number): StatutoryDay[] {
  const yearly = rule.yearly.map((day) => ({ on: plainDate(`${year}-${day.monthDay}`), name: day.name }));
  const dated = rule.dated.filter((day) => yearOf(day.on) === year);
  return [...yearly, ...dated]
    .filter((day) => compareDates(day.on, rule.effectiveFrom) >= 0)
    .sort((a, b) => compareDates(a.on, b.on));
}

/** The holiday that the rule fixes on this day, if any. */
export function statutoryDayOn(rule: StatutoryRule, date: PlainDate): StatutoryDay | undefined {
  if (compareDates(date, rule.effectiveFrom) < 0) return undefined;
  const dated = rule.dated.find((day) => day.on === date);
  if (dated) return dated;
  const yearly = rule.yearly.find((day) => date.endsWith(`-${day.monthDay}`));
  return yearly && { on: date, name: yearly.name };
}
