import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../calendar/plain-date.ts';
import { bilingual } from '../words.ts';

const TITLE = { zh: '名称', en: 'The name' };
const UNIT = { zh: '业务单元', en: 'The unit' };

function line(name: { zh: string; en: string }, longest: number) {
  return z
    .string()
    .trim()
    .max(
      longest,
      bilingual(`${name.zh}最多 ${longest} 字。`, `${name.en} is at most ${longest} characters long.`),
    );
}

const optionalDay = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || isPlainDate(text),
    bilingual('请填写日期，如 2026-12-31。', 'Enter a date such as 2026-12-31.'),
  )
  .transform((text) => (text === '' ? null : (text as PlainDate)));

const optionalId = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** What the form of a new self-assessment says. */
export const StartSchema = z.object({
  modelId: z.string().min(1, bilingual('请选择评估模型。', 'Choose a model.')),
  schemeId: z.string().min(1, bilingual('请选择计分方案。', 'Choose a scoring scheme.')),
  title: line(TITLE, 80).min(1, bilingual('请填写名称。', 'Give it a name.')),
  unit: line(UNIT, 80)
    .optional()
    .transform((text) => text ?? ''),
  targetLevel: z
    .enum(['', '1', '2', '3', '4', '5'], {
      error: bilingual('请选择 1 至 5 级。', 'Choose a level from 1 to 5.'),
    })
    .transform((text) => (text === '' ? null : Number(text))),
  targetOn: optionalDay,
  previousId: optionalId,
});
export type StartInput = z.infer<typeof StartSchema>;

/** What the form of an independent assessment says: by whose grant, and under which order if any. */
export const IndependentSchema = z.object({
  grantId: z.string().min(1, bilingual('请选择评估机构。', 'Choose who assesses.')),
  orderId: optionalId,
});
export type IndependentInput = z.infer<typeof IndependentSchema>;

/** What the form of a regulator's order says. */
export const OrderSchema = z.object({
  uscc: z
    .string()
    .trim()
    .toUpperCase()
    .min(1, bilingual('请填写统一社会信用代码。', 'Enter the unified social credit code.')),
  basis: z
    .string()
    .trim()
    .min(1, bilingual('请写明依据。', 'State the basis.'))
    .max(500, bilingual('依据最多 500 字。', 'The basis is at most 500 characters long.')),
  dueOn: optionalDay,
});
export type OrderInput = z.infer<typeof OrderSchema>;
