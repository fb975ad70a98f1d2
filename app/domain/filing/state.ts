import {
  type Intent,
  type OrganisationKind,
  type Role,
  can,
  sideOf,
} from '#app/domain/organisation/organisation.ts';
import { type Words, words } from '#app/domain/words.ts';

/** Status of a filing, as the regulator may know it. 逾期 is derived (deadline.ts), never a status. */
export const FILING_STATUSES = [
  'draft',
  'submitted',
  'in_review',
  'returned',
  'withdrawn',
  'on_record',
  'superseded',
] as const;
export type FilingStatus = (typeof FILING_STATUSES)[number];

/** Stage of the enterprise's own work while it may edit (draft, returned); the regulator never sees it. */
export const DRAFT_STAGES = ['editing', 'internal_check', 'to_seal'] as const;
export type DraftStage = (typeof DRAFT_STAGES)[number];

/** Where a filing stands: the stage counts in `draft` and `returned` only. */
export interface FilingPosition {
  readonly status: FilingStatus;
  readonly stage: DraftStage;
}

/** Look of a state, LOOK.md's signs: colour is never the only sign. */
export type Tone = 'green' | 'blue' | 'amber' | 'red' | 'grey';

export interface DisplayState {
  readonly code: string;
  readonly label: Words;
  readonly tone: Tone;
  /** Who moves it on. */
  readonly turn: OrganisationKind | null;
  /** A sentence that must stand with the label, if any. */
  readonly note: Words | null;
}

function display(
  code: string,
  label: Words,
  tone: Tone,
  turn: OrganisationKind | null,
  note: Words | null = null,
): DisplayState {
  return { code, label, tone, turn, note };
}

const STAGE_DISPLAY = {
  editing: display('draft', words('草稿', 'Draft'), 'grey', 'enterprise'),
  internal_check: display('internal_check', words('内部复核', 'Internal check'), 'grey', 'enterprise'),
  to_seal: display('to_seal', words('待签字盖章', 'To be signed and sealed'), 'amber', 'enterprise'),
} as const satisfies Record<DraftStage, DisplayState>;

const STATUS_DISPLAY = {
  submitted: display('submitted', words('已报送', 'Submitted'), 'blue', 'regulator'),
  in_review: display('in_review', words('审阅中', 'In review'), 'blue', 'regulator'),
  returned: display('returned', words('退回补正', 'Returned for correction'), 'amber', 'enterprise'),
  withdrawn: display('withdrawn', words('已撤回', 'Withdrawn'), 'grey', null),
  on_record: display(
    'on_record',
    words('已备案存档', 'On record'),
    'green',
    null,
    words('平台记录，非行政许可', 'A record of this platform, not an administrative licence'),
  ),
  superseded: display('superseded', words('已被替代', 'Superseded'), 'grey', null),
} as const satisfies Record<Exclude<FilingStatus, 'draft'>, DisplayState>;

/**
 * The word, tone and turn shown for a filing. A returned filing stays 退回补正 whatever the enterprise's stage;
 * `stageLabel` is shown beside it to the enterprise alone.
 */
export function displayState(status: FilingStatus, stage: DraftStage): DisplayState {
  return status === 'draft' ? STAGE_DISPLAY[stage] : STATUS_DISPLAY[status];
}

/** The word of a stage, for the enterprise's own eyes. */
export function stageLabel(stage: DraftStage): Words {
  return STAGE_DISPLAY[stage].label;
}

/** Intents that concern one filing. */
export type FilingIntent = Extract<
  Intent,
  | 'view'
  | 'edit'
  | 'requestCheck'
  | 'endCheck'
  | 'freeze'
  | 'unfreeze'
  | 'uploadScan'
  | 'submit'
  | 'withdraw'
  | 'deleteDraft'
  | 'answerComment'
  | 'acceptProposal'
  | 'reportChange'
  | 'claim'
  | 'assign'
  | 'release'
  | 'comment'
  | 'resolveThread'
  | 'proposeValue'
  | 'returnFiling'
  | 'record'
  | 'confirmPaper'
  | 'openChange'
>;

/** A cell of the table: a status, with its stage where the stage counts. */
export type FilingCell =
  `draft.${DraftStage}` | `returned.${DraftStage}` | Exclude<FilingStatus, 'draft' | 'returned'>;

type Allowed = Readonly<Record<OrganisationKind, readonly FilingIntent[]>>;

/**
 * status → allowed intents by side: the one table that buttons and guards read.
 * A regulator never sees a draft, and sees a returned filing as it was submitted; a consultant never submits;
 * the operator sees no filing.
 */
export const FILING_INTENTS = {
  'draft.editing': {
    enterprise: ['view', 'edit', 'requestCheck', 'freeze', 'deleteDraft'],
    regulator: [],
    consultancy: ['view', 'edit'],
    operator: [],
  },
  'draft.internal_check': {
    enterprise: ['view', 'endCheck', 'freeze', 'deleteDraft'],
    regulator: [],
    consultancy: ['view'],
    operator: [],
  },
  'draft.to_seal': {
    enterprise: ['view', 'unfreeze', 'uploadScan', 'submit', 'deleteDraft'],
    regulator: [],
    consultancy: ['view'],
    operator: [],
  },
  submitted: {
    enterprise: ['view', 'withdraw'],
    regulator: ['view', 'claim', 'assign', 'confirmPaper'],
    consultancy: ['view'],
    operator: [],
  },
  in_review: {
    enterprise: ['view', 'withdraw'],
    regulator: [
      'view',
      'claim',
      'assign',
      'release',
      'comment',
      'resolveThread',
      'proposeValue',
      'returnFiling',
      'record',
      'confirmPaper',
    ],
    consultancy: ['view'],
    operator: [],
  },
  'returned.editing': {
    enterprise: ['view', 'edit', 'requestCheck', 'freeze', 'answerComment', 'acceptProposal', 'withdraw'],
    regulator: ['view', 'confirmPaper'],
    consultancy: ['view', 'edit'],
    operator: [],
  },
  'returned.internal_check': {
    enterprise: ['view', 'endCheck', 'freeze', 'answerComment', 'withdraw'],
    regulator: ['view', 'confirmPaper'],
    consultancy: ['view'],
    operator: [],
  },
  'returned.to_seal': {
    enterprise: ['view', 'unfreeze', 'uploadScan', 'submit', 'answerComment', 'withdraw'],
    regulator: ['view', 'confirmPaper'],
    consultancy: ['view'],
    operator: [],
  },
  withdrawn: { enterprise: ['view'], regulator: ['view'], consultancy: ['view'], operator: [] },
  on_record: {
    enterprise: ['view', 'reportChange'],
    regulator: ['view', 'confirmPaper', 'openChange'],
    consultancy: ['view'],
    operator: [],
  },
  superseded: { enterprise: ['view'], regulator: ['view'], consultancy: ['view'], operator: [] },
} as const satisfies Record<FilingCell, Allowed>;

/** The cell of the table for a position. */
export function filingCell({ status, stage }: FilingPosition): FilingCell {
  return status === 'draft' || status === 'returned' ? `${status}.${stage}` : status;
}

export interface IntentContext extends FilingPosition {
  readonly role: Role;
  /** The side that acts; the role's own side unless said otherwise. */
  readonly side?: OrganisationKind;
  /** False while the enterprise is 待核验: drafts only, no submission. Default true. */
  readonly verified?: boolean;
  /** What a consultant's grant allows; without one nothing. */
  readonly grantRights?: 'read' | 'draft';
}

/** What this person may do with this filing now, in the order of the table. */
export function allowedIntents(context: IntentContext): readonly FilingIntent[] {
  const own = sideOf(context.role);
  const side = context.side ?? own;
  if (side !== own) return [];
  const row: readonly FilingIntent[] = FILING_INTENTS[filingCell(context)][side];
  return row.filter((intent) => {
    if (!can(context.role, intent)) return false;
    if (intent === 'submit' && context.verified === false) return false;
    if (side !== 'consultancy') return true;
    return intent === 'view' ? context.grantRights !== undefined : context.grantRights === 'draft';
  });
}

/** Whether one intent is allowed now; the guard of services and the visibility of buttons. */
export function mayDo(intent: FilingIntent, context: IntentContext): boolean {
  return allowedIntents(context).includes(intent);
}

/**
 * Where an intent leads; intents that move nothing are absent. `superseded` follows from another filing's `record`.
 * A reopened correction begins in `editing`: what was sealed before no longer counts.
 */
const MOVES: Readonly<Partial<Record<FilingIntent, FilingPosition>>> = {
  endCheck: { status: 'draft', stage: 'editing' },
  requestCheck: { status: 'draft', stage: 'internal_check' },
  freeze: { status: 'draft', stage: 'to_seal' },
  unfreeze: { status: 'draft', stage: 'editing' },
  submit: { status: 'submitted', stage: 'to_seal' },
  withdraw: { status: 'withdrawn', stage: 'to_seal' },
  claim: { status: 'in_review', stage: 'to_seal' },
  assign: { status: 'in_review', stage: 'to_seal' },
  release: { status: 'submitted', stage: 'to_seal' },
  returnFiling: { status: 'returned', stage: 'editing' },
  record: { status: 'on_record', stage: 'to_seal' },
};

/** The position after an intent, or null when the table doesn't allow it for any side; unchanged if it moves nothing. */
export function positionAfter(intent: FilingIntent, from: FilingPosition): FilingPosition | null {
  const sides: Allowed = FILING_INTENTS[filingCell(from)];
  if (!Object.values(sides).some((intents) => intents.includes(intent))) return null;
  const move = MOVES[intent];
  if (move === undefined) return from;
  return move.status === 'draft' ? { status: from.status, stage: move.stage } : move;
}

/** Statuses that a regulator may read at all; drafts never (row-level security says the same). */
export const REGULATOR_VISIBLE_STATUSES: readonly FilingStatus[] = FILING_STATUSES.filter(
  (status) => status !== 'draft',
);

/** Statuses in which the enterprise works on the body. */
export function isEditable(position: FilingPosition): boolean {
  return (position.status === 'draft' || position.status === 'returned') && position.stage === 'editing';
}
