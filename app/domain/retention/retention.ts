import { z } from 'zod';
import { bilingual } from '../words.ts';

/** The longest retention that can be set, in months. */
const MOST_MONTHS = 600;

const NOT_MONTHS = bilingual(
  `请填写 1 至 ${MOST_MONTHS} 之间的整数月数；留空表示一直保留。`,
  `Whole months from 1 to ${MOST_MONTHS}; empty keeps everything.`,
);

/**
 * The form by which the operator sets how long personal data of superseded versions is kept. No law that we know names a
 * period, so none is proposed; null keeps it for good. Setting a period has to be confirmed, since erasing is final.
 */
export const RetentionFormSchema = z
  .object({
    retentionMonths: z
      .string()
      .trim()
      .refine(
        (text) => text === '' || (/^[1-9]\d{0,2}$/u.test(text) && Number(text) <= MOST_MONTHS),
        NOT_MONTHS,
      )
      .transform((text) => (text === '' ? null : Number(text))),
    confirm: z.string().optional(),
  })
  .refine(({ retentionMonths, confirm }) => retentionMonths === null || confirm === 'yes', {
    path: ['confirm'],
    message: bilingual('删除后不可恢复，请勾选确认后再保存。', 'Erasing is final: tick the box, then save.'),
  })
  .transform(({ retentionMonths }) => ({ months: retentionMonths }));
export type RetentionForm = z.infer<typeof RetentionFormSchema>;

/** The months that a stored setting says; null where nothing is set. */
export function retentionMonths(stored: string | undefined): number | null {
  return stored !== undefined && /^[1-9]\d{0,2}$/u.test(stored) ? Number(stored) : null;
}
