import { words, type Words } from '../words.ts';
import type { Tone } from '../filing/state.ts';

/** Who assesses: the enterprise itself, or a consultancy under a grant to assess. */
export type AssessmentSide = 'self' | 'independent';

/** Where an assessment stands. */
export const ASSESSMENT_STATES = ['evaluating', 'validating', 'signed', 'withdrawn'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

/** Name and sign of a state. */
export const STATE_SIGNS = {
  evaluating: { label: words('评估中', 'Evaluating'), tone: 'grey' },
  validating: { label: words('复核中', 'Validating'), tone: 'blue' },
  signed: { label: words('已签署', 'Signed off'), tone: 'green' },
  withdrawn: { label: words('已撤销', 'Withdrawn'), tone: 'grey' },
} as const satisfies Record<AssessmentState, { label: Words; tone: Tone }>;

/** What every result says of itself, by the side that made it. */
export const RESULT_NOTES = {
  self: words('自评估结果，非认证结论', 'Result of a self-assessment, not a certification'),
  independent: words('独立评估结果，非认证结论', 'Result of an independent assessment, not a certification'),
} as const satisfies Record<AssessmentSide, Words>;

/** What can be done with one assessment. `answerReturned` is answering what a validator sent back. */
export const ASSESSMENT_INTENTS = [
  'view',
  'edit',
  'answer',
  'answerReturned',
  'tailor',
  'assign',
  'requestValidation',
  'validate',
  'endValidation',
  'sign',
  'reopen',
  'withdraw',
  'orderIndependent',
  'submit',
] as const;
export type AssessmentIntent = (typeof ASSESSMENT_INTENTS)[number];

/** state → what can be done with an assessment in it: the one table that buttons and guards read. */
export const STATE_INTENTS: Readonly<Record<AssessmentState, readonly AssessmentIntent[]>> = {
  evaluating: [
    'view',
    'edit',
    'answer',
    'tailor',
    'assign',
    'requestValidation',
    'withdraw',
    'orderIndependent',
  ],
  validating: [
    'view',
    'edit',
    'answerReturned',
    'assign',
    'validate',
    'endValidation',
    'sign',
    'withdraw',
    'orderIndependent',
  ],
  signed: ['view', 'reopen', 'orderIndependent', 'submit'],
  withdrawn: ['view'],
};

/** Work on the contents, which whoever works on that side does. */
const WORK: readonly AssessmentIntent[] = [
  'answer',
  'answerReturned',
  'tailor',
  'validate',
  'edit',
  'assign',
  'requestValidation',
  'endValidation',
];
/** A helper works on the contents and moves nothing in the client's name. */
const HELPER_WORK: readonly AssessmentIntent[] = ['answer', 'answerReturned', 'tailor', 'validate', 'edit'];

/** Who asks, as to one assessment. */
export interface AssessmentPosition {
  readonly state: AssessmentState;
  readonly side: AssessmentSide;
  readonly isSubmitted: boolean;
  /** The enterprise's own people, its helper, or the assessor. */
  readonly party: AssessmentParty;
  readonly mayEdit: boolean;
  readonly maySign: boolean;
}

/** Which desk someone sits at in front of an enterprise's assessments. */
export type AssessmentParty = 'enterprise' | 'helper' | 'assessor';

function allowedToParty({ side, party, mayEdit, maySign }: AssessmentPosition): readonly AssessmentIntent[] {
  if (party === 'helper') return side === 'self' && mayEdit ? HELPER_WORK : [];
  if (party === 'assessor') {
    if (side !== 'independent') return [];
    return [...(mayEdit ? WORK : []), ...(maySign ? (['sign', 'reopen', 'withdraw'] as const) : [])];
  }
  // The enterprise ends an order that it gave and submits what came of it; the rest is the assessor's.
  if (side === 'independent') return maySign ? ['withdraw', 'submit'] : [];
  return [
    ...(mayEdit ? WORK : []),
    ...(maySign ? (['sign', 'reopen', 'withdraw', 'orderIndependent', 'submit'] as const) : []),
  ];
}

/**
 * What someone may do with an assessment now. Submitted ones stand: they are neither reopened nor submitted again; a
 * later assessment takes their place.
 */
export function assessmentIntents(position: AssessmentPosition): readonly AssessmentIntent[] {
  const allowed = allowedToParty(position);
  return STATE_INTENTS[position.state].filter((intent) => {
    if (intent === 'view') return true;
    if (position.isSubmitted && (intent === 'reopen' || intent === 'submit')) return false;
    return allowed.includes(intent);
  });
}

/** Whether the contents of an assessment are closed to this party until both sides are signed. */
export function isHidden(
  assessment: { readonly side: AssessmentSide; readonly revealedAt: string | null },
  party: AssessmentParty,
): boolean {
  const own = party === 'assessor' ? 'independent' : 'self';
  return assessment.side !== own && assessment.revealedAt === null;
}
