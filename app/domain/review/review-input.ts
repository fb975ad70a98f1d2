import { z } from 'zod';
import { PlainDateSchema } from '#app/domain/calendar/plain-date-schema.ts';
import { bilingual } from '#app/domain/words.ts';

/** Most filings that one batch takes: a page of the queue, twice. */
const BATCH_LIMIT = 50;

/** No filing has as many versions; a number beyond four bytes could not even be asked for. */
const MOST_VERSIONS = 1_000_000;

/** The number of a version of a filing, as a form or an address says it. */
export const VersionNoSchema = z.coerce.number().int().min(1).max(MOST_VERSIONS);

const Id = z.uuid(bilingual('编号不正确，请刷新页面。', 'Not a valid id; reload the page.'));

const text = (most: number, zh: string, en: string) =>
  z
    .string()
    .trim()
    .min(1, bilingual(zh, en))
    .max(most, bilingual(`不超过 ${most} 字。`, `${most} characters at most.`));

/** 领取. `takeOver` says that a colleague's work is knowingly taken over. */
export const ClaimSchema = z.object({
  filing: Id,
  takeOver: z.enum(['yes', '']).catch(''),
});
export type ClaimInput = z.infer<typeof ClaimSchema>;

/** Filings ticked in the queue, and to whom they go. */
export const BatchSchema = z.object({
  filing: z
    .array(Id)
    .min(1, bilingual('请先勾选备案。', 'Tick at least one filing.'))
    .max(BATCH_LIMIT, bilingual(`一次不超过 ${BATCH_LIMIT} 件。`, `${BATCH_LIMIT} at a time.`)),
  assignee: z.string().catch(''),
});

/** 分派 to a colleague, by account. */
export const AssignSchema = z.object({
  filing: z.array(Id).min(1).max(BATCH_LIMIT),
  assignee: z.uuid(bilingual('请选择经办人。', 'Choose a colleague.')),
});
export type AssignInput = z.infer<typeof AssignSchema>;

/** One filing and nothing else. */
export const FilingOnlySchema = z.object({ filing: Id });

/** 提出意见, kept as a draft until the return, or published at once as a question. */
export const OpenThreadSchema = z.object({
  filing: Id,
  anchor: text(200, '请选择意见所针对的栏目。', 'Choose the field that the comment is about.'),
  body: text(2000, '请填写意见。', 'Write the comment.'),
  proposed: z.string().trim().max(1000).catch(''),
  publish: z.enum(['draft', 'now']).catch('draft'),
});
export type OpenThreadInput = z.infer<typeof OpenThreadSchema>;

/** 回复. */
export const ReplySchema = z.object({
  filing: Id,
  thread: Id,
  body: text(2000, '请填写回复。', 'Write the reply.'),
});
export type ReplyInput = z.infer<typeof ReplySchema>;

/** One thread of one filing. */
export const ThreadOnlySchema = z.object({ filing: Id, thread: Id });
export type ThreadOnlyInput = z.infer<typeof ThreadOnlySchema>;

/** 备案存档: the version that was read, so that a version that came in between isn't recorded unseen. */
export const RecordSchema = z.object({
  filing: Id,
  version: VersionNoSchema,
});
export type RecordInput = z.infer<typeof RecordSchema>;

/** 确认纸质报送 with the day on which the paper filing was received as submitted. */
export const ConfirmPaperSchema = z.object({
  filing: Id,
  submittedOn: PlainDateSchema,
});
export type ConfirmPaperInput = z.infer<typeof ConfirmPaperSchema>;
