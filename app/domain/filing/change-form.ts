import { z } from 'zod';
import { isPlainDate, type PlainDate } from '#app/domain/calendar/plain-date.ts';
import { bilingual, type Words, words } from '#app/domain/words.ts';
import { CHANGE_KINDS, type ChangeKind } from './option.ts';
import type { FilingStatus } from './state.ts';

const MAX_NOTE = 500;
const MAX_REASON = 200;

const kind = z.enum(Object.keys(CHANGE_KINDS) as [ChangeKind, ...ChangeKind[]], {
  error: bilingual('请选择变更事由。', 'Say what changed.'),
});

const happenedOn = z
  .string({ error: bilingual('请填写变更发生日期。', 'Give the date of the change.') })
  .trim()
  .min(1, { error: bilingual('请填写变更发生日期。', 'Give the date of the change.') })
  .refine((text) => text === '' || isPlainDate(text), {
    error: bilingual(
      '变更发生日期不是有效日期，请按 2026-11-22 的格式填写。',
      'The date of the change is not a date; write it like 2026-11-22.',
    ),
  })
  .transform((text) => text as PlainDate);

const decidedOn = z
  .string()
  .trim()
  .default('')
  .refine((text) => text === '' || isPlainDate(text), {
    error: bilingual(
      '变更决定日期不是有效日期，请按 2026-11-22 的格式填写，或留空。',
      'The date of the decision is not a date; write it like 2026-11-22, or leave it empty.',
    ),
  })
  .transform((text) => (text === '' ? null : (text as PlainDate)));

/** Whether a text is the code of a kind of change. */
export function isChangeKind(text: string): text is ChangeKind {
  return Object.hasOwn(CHANGE_KINDS, text);
}

/** The dates alone, for counting the deadline before reporting. */
export const CountDatesSchema = z.object({ happenedOn, decidedOn });

/** A change as it is reported: what, when, and, if told, when it was decided. */
export const ReportChangeSchema = z
  .object({
    kind,
    happenedOn,
    decidedOn,
    note: z
      .string()
      .trim()
      .max(MAX_NOTE, {
        error: bilingual(`说明不超过 ${MAX_NOTE} 字。`, `At most ${MAX_NOTE} characters.`),
      })
      .default(''),
  })
  .refine((change) => change.kind !== 'other' || change.note !== '', {
    path: ['note'],
    error: bilingual('选择“其他情况”时请说明变更内容。', 'With “other”, say what changed.'),
  });
export type ReportChange = z.infer<typeof ReportChangeSchema>;

/** Why dates of a reported change are corrected; the code stands in the journal. */
export const CORRECTION_REASONS = {
  typing: words('填写错误', 'Typing mistake'),
  document: words('以任免文件记载的日期为准', 'The appointment document says otherwise'),
  moved: words('变更实际发生日期提前或推迟', 'The change took place on another day'),
  other: words('其他原因', 'Another reason'),
} as const satisfies Record<string, Words>;
export type CorrectionReason = keyof typeof CORRECTION_REASONS;

const explanation = z
  .string()
  .trim()
  .max(MAX_REASON, {
    error: bilingual(`说明不超过 ${MAX_REASON} 字。`, `At most ${MAX_REASON} characters.`),
  })
  .default('');

/** A correction of the dates, with its reason. */
export const CorrectChangeSchema = z
  .object({
    happenedOn,
    decidedOn,
    reason: z.enum(Object.keys(CORRECTION_REASONS) as [CorrectionReason, ...CorrectionReason[]], {
      error: bilingual('请选择更正原因。', 'Choose the reason of the correction.'),
    }),
    explanation,
  })
  .refine((correction) => correction.reason !== 'other' || correction.explanation !== '', {
    path: ['explanation'],
    error: bilingual('选择“其他原因”时请说明。', 'With “another reason”, explain it.'),
  });
export type CorrectChange = z.infer<typeof CorrectChangeSchema>;

/** Why a reported change is cancelled; the code stands in the journal. */
export const CANCEL_REASONS = {
  mistaken: words('误报，变更并未发生', 'Reported by mistake; nothing changed'),
  revoked: words('变更决定已撤销', 'The decision was revoked'),
  duplicate: words('重复报告', 'Reported twice'),
  other: words('其他原因', 'Another reason'),
} as const satisfies Record<string, Words>;
export type CancelReason = keyof typeof CANCEL_REASONS;

/** A cancellation, with its reason. */
export const CancelChangeSchema = z
  .object({
    reason: z.enum(Object.keys(CANCEL_REASONS) as [CancelReason, ...CancelReason[]], {
      error: bilingual('请选择撤销原因。', 'Choose the reason of the cancellation.'),
    }),
    explanation,
  })
  .refine((cancelling) => cancelling.reason !== 'other' || cancelling.explanation !== '', {
    path: ['explanation'],
    error: bilingual('选择“其他原因”时请说明。', 'With “another reason”, explain it.'),
  });
export type CancelChange = z.infer<typeof CancelChangeSchema>;

/** Where a reported change stands, as far as amending it goes. */
export interface ChangePosition {
  readonly openedBySide: 'enterprise' | 'regulator';
  readonly firstSubmittedOn: PlainDate | null;
  readonly closedAt: string | null;
}

/**
 * Whether a side may correct or cancel a report: the side that opened it, while nothing was submitted for it.
 * After that the record stands, and late stays visible as late.
 */
export function mayAmendChange(position: ChangePosition, side: 'enterprise' | 'regulator'): boolean {
  return position.openedBySide === side && position.firstSubmittedOn === null && position.closedAt === null;
}

/**
 * Whether the re-filing of a change may be begun: the change isn't cancelled, and no filing answers it. A filing that
 * was deleted as a draft (status null) or withdrawn answers nothing.
 */
export function mayBeginRefiling(position: {
  readonly closedAt: string | null;
  readonly filingStatus: FilingStatus | null;
}): boolean {
  const { closedAt, filingStatus } = position;
  return closedAt === null && (filingStatus === null || filingStatus === 'withdrawn');
}
