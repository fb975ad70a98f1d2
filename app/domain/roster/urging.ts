import { z } from 'zod';
import { formatDateZh, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { bilingual } from '#app/domain/words.ts';

/** Most enterprises that one 催办 or one round of invitations reaches. */
const URGE_LIMIT = 200;

/** Placeholders that a template may hold. */
const PLACEHOLDERS = ['{企业名称}', '{期限}'] as const;

/** What is written unless the office writes otherwise. */
export const DEFAULT_TEMPLATE =
  '{企业名称}：经查，贵单位尚未完成企业首席数据官备案（或变更后的重新备案）。请登录平台办理，办理期限：{期限}。如已办理，请忽略本通知。';

/** Said in place of a date where no text sets one: the guideline gives no limit for a first filing. */
export const NO_LIMIT = '请尽快办理（首次备案指南未规定期限）';

/** Entries ticked in the roster. */
export const EntriesSchema = z.object({
  entry: z
    .array(z.uuid())
    .min(1, bilingual('请先勾选企业。', 'Tick at least one enterprise.'))
    .max(URGE_LIMIT, bilingual(`一次不超过 ${URGE_LIMIT} 家。`, `${URGE_LIMIT} at a time.`)),
});
export type EntriesInput = z.infer<typeof EntriesSchema>;

/** 催办 with its text; unknown placeholders are refused, since they would be sent as they stand. */
export const UrgeSchema = EntriesSchema.extend({
  text: z
    .string()
    .trim()
    .min(1, bilingual('请填写催办内容。', 'Write the text.'))
    .max(1000, bilingual('不超过 1000 字。', '1,000 characters at most.'))
    .refine(
      (text) => unknownPlaceholders(text).length === 0,
      bilingual(
        '只能使用 {企业名称} 和 {期限} 两个占位符。',
        'Only the placeholders {企业名称} and {期限} are known.',
      ),
    ),
});
export type UrgeInput = z.infer<typeof UrgeSchema>;

/** Removing an entry, with the reason that stays in the journal. */
export const RemovalSchema = z.object({
  reason: z
    .string()
    .trim()
    .min(2, bilingual('请写明移出原因。', 'Give the reason.'))
    .max(200, bilingual('不超过 200 字。', '200 characters at most.')),
});
export type RemovalInput = z.infer<typeof RemovalSchema>;

/** Texts in braces that are no placeholder. */
export function unknownPlaceholders(text: string): string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return (text.match(/\{[^{}]*\}/gu) ?? []).filter((one) => !known.includes(one));
}

/** The text for one enterprise. */
export function fillTemplate(template: string, name: string, dueOn: PlainDate | null): string {
  // One pass over the template: a name that looks like a placeholder stays a name.
  return template.replace(/\{企业名称\}|\{期限\}/gu, (placeholder) => {
    if (placeholder === '{企业名称}') return name;
    return dueOn === null ? NO_LIMIT : formatDateZh(dueOn);
  });
}
