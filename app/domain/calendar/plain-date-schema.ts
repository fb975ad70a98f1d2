import { z } from 'zod';
import { isPlainDate } from './plain-date.ts';

/** A day in a form, a body or a file, as `YYYY-MM-DD`. */
export const PlainDateSchema = z
  .string({
    error: (issue) => (issue.input === undefined ? '缺少日期' : '日期应为 YYYY-MM-DD 格式的文字'),
  })
  .refine((text) => isPlainDate(text), { error: '不是有效日期，请按 YYYY-MM-DD 填写，例如 2026-11-22' })
  .brand<'PlainDate'>();
