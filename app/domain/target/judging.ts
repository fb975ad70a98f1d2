import { z } from 'zod';
import { bilingual } from '../words.ts';
import type { Judging } from './plan.ts';

const NUMBER = bilingual(
  '请填写百分数，小数最多 2 位，例如 5 或 7.5。',
  'Give a percentage with at most 2 decimals, such as 5 or 7.5.',
);

/** A percentage as typed (5, 7.5) as a share (0.05, 0.075). */
function percent(most: number, message: string) {
  return z
    .string(NUMBER)
    .trim()
    .regex(/^\d{1,3}(?:\.\d{1,2})?$/, NUMBER)
    .transform((text) => Number((Number(text) / 100).toFixed(4)))
    .refine((share) => share <= most, message);
}

const WHOLE = bilingual('不能超过 100%。', 'At most 100%.');

/** How a house judges, as its form posts it: percentages. */
export const JudgingFormSchema = z
  .object({
    tolerance: percent(
      0.5,
      bilingual('容差不能超过 50%：再宽就不成目标。', 'At most 50%: a wider tolerance is no target.'),
    ),
    behindBelow: percent(1, WHOLE),
    farBehindBelow: percent(1, WHOLE),
  })
  .refine(({ behindBelow, farBehindBelow }) => farBehindBelow <= behindBelow, {
    path: ['farBehindBelow'],
    error: bilingual(
      '“严重滞后”的界限不能高于“滞后”的界限。',
      'Far behind begins no higher than behind does.',
    ),
  });

const JudgingSchema = z.object({
  tolerance: z.number().min(0).max(1),
  behindBelow: z.number().min(0).max(1),
  farBehindBelow: z.number().min(0).max(1),
});

/** How a house judges, as stored. Throws for anything else: a fault of the database. */
export function readJudging(stored: unknown): Judging {
  return JudgingSchema.parse(stored);
}

/** A share as a percentage to type: 0.075 → 7.5. */
export function percentText(share: number): string {
  return String(Number((share * 100).toFixed(2)));
}

/** A mark of the settings as an officer saw them: other settings have another. */
export function markOfJudging({ tolerance, behindBelow, farBehindBelow }: Judging): string {
  return [tolerance, behindBelow, farBehindBelow].map(percentText).join('-');
}
