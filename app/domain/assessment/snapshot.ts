import type { JsonValue } from '../filing/canonical.ts';
import type { MaturityModel } from './model.ts';
import type { Derivation, Score } from './result.ts';
import type { GradeKey, ScoringScheme } from './scheme.ts';
import type { AssessmentSide } from './state.ts';

/** The shape of a snapshot's body; a reader of old ones branches on it. */
const SNAPSHOT_SHAPE = 1;

/** An answer as it is frozen. */
export interface SignedAnswer {
  readonly criterionId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
  readonly authorName: string;
  readonly validatedByName: string | null;
  readonly validatedAt: string | null;
}

/** A piece of evidence as it is frozen: what it is, how its file is known again, where it was used. */
export interface SignedEvidence {
  readonly id: string;
  readonly title: string;
  readonly kind: 'file' | 'reference';
  readonly reference: string;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly effectiveFrom: string | null;
  readonly effectiveUntil: string | null;
  readonly cells: readonly string[];
}

/** The scores that a signed version keeps beside its answers; everything else follows from them again. */
export interface SignedResult {
  readonly overall: Score | null;
  readonly level: number | null;
  readonly criteria: number;
  readonly answered: number;
  readonly notApplicable: number;
  readonly domains: readonly {
    readonly domainId: string;
    readonly score: Score | null;
    readonly level: number | null;
    readonly items: readonly {
      readonly itemId: string;
      readonly score: Score | null;
      readonly reached: number;
      readonly cells: readonly {
        readonly cellId: string;
        readonly score: Score | null;
        readonly reached: number;
      }[];
    }[];
  }[];
}

/** Everything that was signed. Its canonical JSON is what the digest covers. */
export interface SnapshotBody {
  readonly shape: number;
  readonly assessment: {
    readonly id: string;
    readonly side: AssessmentSide;
    readonly title: string;
    readonly unit: string;
    readonly versionNo: number;
    readonly targetLevel: number | null;
    readonly targetOn: string | null;
    readonly consultancyName: string | null;
  };
  readonly model: {
    readonly id: string;
    readonly digest: string;
    readonly standard: string;
    readonly edition: string;
  };
  readonly scheme: ScoringScheme;
  readonly answers: readonly SignedAnswer[];
  readonly exclusions: readonly { readonly cellId: string; readonly reason: string }[];
  readonly evidence: readonly SignedEvidence[];
  /** Criteria that were graded and validated by nobody (未经复核), and why it was signed so. */
  readonly unvalidated: readonly string[];
  readonly unvalidatedReason: string;
  readonly unanswered: readonly string[];
  readonly result: SignedResult;
  readonly signedByName: string;
  readonly signedAt: string;
}

/** The part of a derivation that a signed version keeps. */
function signedResult(result: Derivation): SignedResult {
  const { overall, level, criteria, answered, notApplicable } = result;
  return {
    overall,
    level,
    criteria,
    answered,
    notApplicable,
    domains: result.domains.map((domain) => ({
      domainId: domain.domainId,
      score: domain.score,
      level: domain.level,
      items: domain.items.map((item) => ({
        itemId: item.itemId,
        score: item.score,
        reached: item.reached,
        cells: item.cells.map(({ cellId, score, reached }) => ({ cellId, score, reached })),
      })),
    })),
  };
}

/** The body of a signed version. */
export function snapshotBody(
  parts: Omit<SnapshotBody, 'shape' | 'model' | 'result'> & {
    readonly model: MaturityModel;
    readonly result: Derivation;
  },
): SnapshotBody {
  const { model, result, ...rest } = parts;
  const { id, digest, standard, edition } = model;
  return {
    shape: SNAPSHOT_SHAPE,
    ...rest,
    model: { id, digest, standard, edition },
    result: signedResult(result),
  };
}

/** The scores by which signed versions are compared: two decimals by domain id, and `overall`; absent where there is none. */
export function snapshotScores(result: Derivation): Record<string, string> {
  const parts: (readonly [string, Score | null])[] = [
    ['overall', result.overall],
    ...result.domains.map(({ domainId, score }) => [domainId, score] as const),
  ];
  return Object.fromEntries(parts.flatMap(([key, score]) => (score === null ? [] : [[key, score.shown]])));
}

/** The level that stands in a signed version's scores: the whole part of its overall score; null where there is none. */
export function signedLevel(scores: Readonly<Record<string, string>>): number | null {
  const { overall } = scores;
  return overall === undefined ? null : Math.trunc(Number(overall));
}

/** A body as canonical JSON can hold it. */
export function asJson(body: SnapshotBody): JsonValue {
  return JSON.parse(JSON.stringify(body)) as JsonValue;
}
