import type { PlainDate } from '../calendar/plain-date.ts';
import type { EffectivePeriod, EvidenceKind } from '../evidence/evidence.ts';
import type { ActionState } from './action.ts';
import type { MaturityModel } from './model.ts';
import type { Derivation } from './result.ts';
import type { AnswerSheet, GradeKey, ScoringScheme } from './scheme.ts';
import type { AssessmentSide } from './state.ts';

/** An answer as a report shows it. */
export interface ReportAnswer {
  readonly criterionId: string;
  readonly cellId: string;
  readonly domainId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
  readonly isCarried: boolean;
  readonly authorName: string;
  /** Null while nobody but its author has looked at it. */
  readonly validatedByName: string | null;
}

/** A gap in its rank, with what its rank comes from. */
export interface ReportGap {
  readonly rank: number;
  readonly cellId: string;
  readonly criterionId: string;
  readonly level: number;
  /** The factors of the rank in one line. */
  readonly reason: string;
}

export interface ReportAction {
  readonly title: string;
  readonly note: string;
  readonly cellId: string;
  readonly ownerName: string;
  readonly dueOn: PlainDate;
  /** Person-days. */
  readonly effort: number;
  readonly expectedLevel: number;
  readonly state: ActionState;
}

export interface ReportEvidence extends EffectivePeriod {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly reference: string;
  readonly fileName: string | null;
  readonly sha256: string | null;
  /** Cells that it is given for. */
  readonly cellIds: readonly string[];
}

/** Which state of the assessment a report is of. */
export type ReportVersion =
  | {
      readonly kind: 'signed';
      readonly no: number;
      readonly signedAt: string;
      readonly signedByName: string;
      readonly digest: string;
    }
  /** As it stands now; the digest is of model, scheme, answers and tailoring. */
  | { readonly kind: 'draft'; readonly no: number; readonly digest: string };

/** Scores that the open actions would reach; null where a domain has none. */
export interface ReportPlanned {
  readonly overall: string | null;
  readonly domains: Readonly<Record<string, string | null>>;
}

/** Everything that a report says, from one assessment. */
export interface ReportInput {
  readonly enterprise: { readonly name: string; readonly isDemo: boolean };
  readonly assessment: {
    readonly id: string;
    readonly title: string;
    readonly unit: string;
    readonly side: AssessmentSide;
    readonly targetLevel: number | null;
    readonly targetOn: PlainDate | null;
    readonly consultancyName: string | null;
    /** Under a regulator's order; only then 双评估 is its name. */
    readonly orderId: string | null;
    readonly createdAt: string;
  };
  readonly version: ReportVersion;
  readonly model: MaturityModel;
  readonly scheme: ScoringScheme;
  readonly sheet: AnswerSheet;
  readonly result: Derivation;
  readonly answers: readonly ReportAnswer[];
  readonly people: readonly {
    readonly domainId: string;
    readonly evaluatorName: string | null;
    readonly validatorName: string | null;
  }[];
  readonly gaps: readonly ReportGap[];
  readonly actions: readonly ReportAction[];
  readonly evidence: readonly ReportEvidence[];
  readonly planned: ReportPlanned | null;
  /** Opening words of who makes the report, and its name; null for none. */
  readonly style: { readonly issuer: string; readonly opening: string } | null;
  /** Whether the conclusion on every criterion is appended. */
  readonly hasAnswers: boolean;
  readonly now: string;
  readonly today: PlainDate;
  /** Where the product stands, without a slash at the end. */
  readonly origin: string;
}
