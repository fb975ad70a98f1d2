import { z } from 'zod';
import {
  type DisplayState,
  displayState,
  FILING_INTENTS,
  FILING_STATUSES,
  type FilingIntent,
  type FilingStatus,
} from '../filing/state.ts';
import { can, type Intent, INTENTS, type Role } from '../organisation/organisation.ts';
import { bilingual, type Words, words } from '../words.ts';

/** Status of a batch of reported lines: those of filings; nothing supersedes a batch. */
export type BatchStatus = Exclude<FilingStatus, 'superseded'>;

/** Every status of a batch, in the order of a filing's life. */
export const BATCH_STATUSES: readonly BatchStatus[] = FILING_STATUSES.filter(
  (status): status is BatchStatus => status !== 'superseded',
);

/** Who looks at a batch: the house that reports it, the plan's house, or both in one. */
export type BatchSide = 'reporter' | 'plan_house' | 'own';

/** What can be done with a batch; the words of filings' intents. */
const BATCH_INTENTS = [
  'view',
  'edit',
  'submit',
  'withdraw',
  'deleteDraft',
  'answerComment',
  'claim',
  'release',
  'comment',
  'resolveThread',
  'returnFiling',
  'record',
] as const satisfies readonly FilingIntent[];
export type BatchIntent = (typeof BATCH_INTENTS)[number];

/** A draft has no stages here: 报送 freezes and submits in one step. */
function rowOf(status: BatchStatus, column: 'enterprise' | 'regulator'): readonly FilingIntent[] {
  const cell = status === 'draft' || status === 'returned' ? (`${status}.editing` as const) : status;
  const row: readonly FilingIntent[] = FILING_INTENTS[cell][column];
  return row.includes('freeze') ? [...row, 'submit'] : row;
}

/** Reporting is one duty of an officer, reviewing is that of a filing's reviewer. */
function mayReport(role: Role, intent: BatchIntent): boolean {
  return can(role, intent === 'view' ? 'view' : 'enterRecords');
}

/**
 * What an officer may do with a batch now: the reporting house stands where an enterprise stands in front of its filing,
 * the plan's house where the regulator does. A plan's house that reports on its own plan may record a draft at once.
 */
export function batchIntents(status: BatchStatus, side: BatchSide, role: Role): readonly BatchIntent[] {
  const reported = side === 'plan_house' ? [] : rowOf(status, 'enterprise');
  const reviewed: readonly FilingIntent[] = side === 'reporter' ? [] : rowOf(status, 'regulator');
  const isOwnDraft = side === 'own' && status === 'draft';
  return BATCH_INTENTS.filter((intent) => {
    if (reported.includes(intent) && mayReport(role, intent)) return true;
    return (reviewed.includes(intent) || (isOwnDraft && intent === 'record')) && can(role, intent);
  });
}

/** Whether one intent is allowed now; the guard of services and the visibility of buttons. */
export function mayDoWithBatch(
  intent: BatchIntent,
  batch: { readonly status: BatchStatus },
  side: BatchSide,
  role: Role,
): boolean {
  return batchIntents(batch.status, side, role).includes(intent);
}

/** On which side of a batch a house stands; null for a house that has nothing to do with it. */
export function batchSide(
  batch: { readonly organisationId: string; readonly planHouseId: string },
  houseId: string,
): BatchSide | null {
  const reports = batch.organisationId === houseId;
  const reviews = batch.planHouseId === houseId;
  if (reports && reviews) return 'own';
  if (reports) return 'reporter';
  return reviews ? 'plan_house' : null;
}

const RECORDED: Words = words('已审核入库', 'Recorded');
const UNDONE: DisplayState = {
  code: 'undone',
  label: words('已撤销导入', 'Import undone'),
  tone: 'grey',
  turn: null,
  note: null,
};

/** The word and tone of a batch's state: those of a filing, but what was recorded is not a filing on record. */
export function batchState(batch: {
  readonly status: BatchStatus;
  readonly undoneAt: string | null;
}): DisplayState {
  if (batch.undoneAt !== null) return UNDONE;
  const state = displayState(batch.status, 'editing');
  return batch.status === 'on_record' ? { ...state, label: RECORDED, note: null } : state;
}

/** The words of an intent's button where a batch says it differently from a filing. */
export function batchIntentWords(intent: BatchIntent, side: BatchSide): Words {
  if (intent === 'submit') {
    return side === 'own'
      ? words('送本单位审核', 'Submit for a colleague’s review')
      : words('报送', 'Submit');
  }
  if (intent === 'record') {
    return side === 'own' ? words('直接入库', 'Record at once') : words('审核入库', 'Record');
  }
  const known: Readonly<Record<Intent, Words>> = INTENTS;
  return known[intent];
}

/** Where a thread stands in a batch: at a line, or at the whole. */
export const WHOLE_BATCH = 'batch';

/** The anchor of a line's thread, in the manner of a form's rows. */
export function lineAnchor(lineId: string): string {
  return `lines[@${lineId}]`;
}

/** The line that an anchor names; null for the whole batch. */
export function lineOfAnchor(anchor: string): string | null {
  return /^lines\[@([0-9a-f-]{36})\]$/.exec(anchor)?.[1] ?? null;
}

const text = (most: number, zh: string, en: string) =>
  z
    .string()
    .trim()
    .min(1, bilingual(zh, en))
    .max(most, bilingual(`不超过 ${most} 字。`, `${most} characters at most.`));

/** A batch to be opened: its title may be left to the product. */
export const NewBatchSchema = z.object({
  plan: z.string().min(1, bilingual('请选择计划。', 'Choose a plan.')).max(36),
  title: z.string().trim().max(80, bilingual('名称不超过 80 字。', '80 characters at most.')).catch(''),
  note: z.string().trim().max(500, bilingual('说明不超过 500 字。', '500 characters at most.')).catch(''),
});
export type NewBatch = z.infer<typeof NewBatchSchema>;

/** What the page showed when a decision was made: a batch that changed meanwhile isn't decided unseen. */
export const SeenSchema = z.object({
  revision: z.coerce.number().int().min(1).max(2_000_000_000).catch(0),
});

/** 提出意见 on a line or on the whole; a draft until the return, or published at once as a question. */
export const BatchCommentSchema = z.object({
  anchor: z.string().max(60).catch(WHOLE_BATCH),
  body: text(2000, '请填写意见。', 'Write the comment.'),
  publish: z.enum(['draft', 'now']).catch('draft'),
});
export type BatchComment = z.infer<typeof BatchCommentSchema>;

/** 回复 or 答复 in a thread. */
export const BatchReplySchema = z.object({ body: text(2000, '请填写答复内容。', 'Write an answer.') });

/** 撤回报送, with the reason. */
export const WithdrawBatchSchema = z.object({
  reason: text(500, '请填写撤回原因。', 'Say why it is withdrawn.'),
});
