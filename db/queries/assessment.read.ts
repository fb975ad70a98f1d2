import { sql } from 'kysely';
import type { ScoringScheme } from '../../app/domain/assessment/scheme.ts';
import type { AssessmentSide, AssessmentState } from '../../app/domain/assessment/state.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';

/** An assessment as lists show it. */
export interface AssessmentListing {
  readonly id: string;
  readonly organisationId: string;
  /** Shared by a self-assessment and the independent one on the same scope. */
  readonly scopeId: string;
  readonly side: AssessmentSide;
  readonly modelId: string;
  readonly modelDigest: string;
  readonly title: string;
  /** Business unit; empty for the whole organisation. */
  readonly unit: string;
  readonly targetLevel: number | null;
  readonly targetOn: PlainDate | null;
  readonly state: AssessmentState;
  readonly versionNo: number;
  readonly previousId: string | null;
  readonly grantId: string | null;
  readonly consultancyId: string | null;
  readonly consultancyName: string | null;
  /** The regulator's order that it is done under; only then 双评估 is its name. */
  readonly orderId: string | null;
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly signedAt: string | null;
  readonly signedByName: string | null;
  /** From when both sides see each other. */
  readonly revealedAt: string | null;
  readonly submittedAt: string | null;
}

/** An assessment with the scheme that it is scored by. */
export interface AssessmentRecord extends AssessmentListing {
  readonly scheme: ScoringScheme;
}

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'scope_id as scopeId',
  'side',
  'model_id as modelId',
  'model_digest as modelDigest',
  'title',
  'unit',
  'target_level as targetLevel',
  'target_on as targetOn',
  'state',
  'version_no as versionNo',
  'previous_id as previousId',
  'grant_id as grantId',
  'consultancy_id as consultancyId',
  'consultancy_name as consultancyName',
  'order_id as orderId',
  'created_by_id as createdById',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'signed_at as signedAt',
  'signed_by_name as signedByName',
  'revealed_at as revealedAt',
  'submitted_at as submittedAt',
] as const;

/** One assessment of an organisation with its scheme, or undefined. */
export async function getAssessment(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<AssessmentRecord | undefined> {
  if (!isId(assessmentId)) return undefined;
  const found = await trx
    .selectFrom('assessment')
    .select([...COLUMNS, 'scheme'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', assessmentId)
    .executeTakeFirst();
  return found && { ...found, scheme: found.scheme as ScoringScheme };
}

/** Assessments of an organisation that the scope may see, the newest first. */
export async function listAssessments(trx: Trx, organisationId: string): Promise<AssessmentListing[]> {
  return trx
    .selectFrom('assessment')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** The assessments of one scope (self and independent), withdrawn ones too, oldest first. */
export async function listAssessmentsOfScope(
  trx: Trx,
  organisationId: string,
  scopeId: string,
): Promise<AssessmentListing[]> {
  return trx
    .selectFrom('assessment')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('scope_id', '=', scopeId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** How far one cell of an assessment is. */
export interface CellProgress {
  readonly assessmentId: string;
  readonly cellId: string;
  readonly answered: number;
  /** Answers of an earlier assessment that nobody has confirmed or changed. */
  readonly carried: number;
  readonly validated: number;
  readonly returned: number;
}

/**
 * Answers counted by cell: of one assessment, or of every one of an organisation's that is being worked on (null).
 * Answers that the scope may not see aren't counted.
 */
export async function listProgress(
  trx: Trx,
  organisationId: string,
  assessmentId: string | null,
): Promise<CellProgress[]> {
  const rows = trx
    .selectFrom('answer as a')
    .where('a.organisation_id', '=', organisationId)
    .groupBy(['a.assessment_id', 'a.cell_id'])
    .select([
      'a.assessment_id as assessmentId',
      'a.cell_id as cellId',
      sql<number>`count(a.grade)::integer`.as('answered'),
      sql<number>`(count(a.grade) filter (where a.is_carried))::integer`.as('carried'),
      sql<number>`(count(a.grade) filter (where a.validated_by is not null))::integer`.as('validated'),
      sql<number>`(count(*) filter (where a.returned_at is not null))::integer`.as('returned'),
    ]);
  if (assessmentId !== null) return rows.where('a.assessment_id', '=', assessmentId).execute();
  return rows
    .where('a.assessment_id', 'in', (query) =>
      query
        .selectFrom('assessment')
        .select('id')
        .where('organisation_id', '=', organisationId)
        .where('state', 'in', ['evaluating', 'validating']),
    )
    .execute();
}

/** Answers of a person that a validator sent back and nobody has given again, counted by cell. */
export async function listReturnedTo(
  trx: Trx,
  organisationId: string,
  accountId: string,
): Promise<{ assessmentId: string; cellId: string; count: number }[]> {
  return trx
    .selectFrom('answer')
    .where('organisation_id', '=', organisationId)
    .where('author_id', '=', accountId)
    .where('returned_at', 'is not', null)
    .groupBy(['assessment_id', 'cell_id'])
    .select([
      'assessment_id as assessmentId',
      'cell_id as cellId',
      sql<number>`count(*)::integer`.as('count'),
    ])
    .execute();
}

/** A cell that is left out (裁剪), with why. */
export interface ExclusionRow {
  readonly assessmentId: string;
  readonly cellId: string;
  readonly reason: string;
  readonly excludedByName: string;
  readonly excludedAt: string;
}

/** Cells left out of one assessment, or of all of an organisation's (null), in the order of their ids. */
export async function listExclusions(
  trx: Trx,
  organisationId: string,
  assessmentId: string | null,
): Promise<ExclusionRow[]> {
  const rows = trx
    .selectFrom('assessment_exclusion')
    .select([
      'assessment_id as assessmentId',
      'cell_id as cellId',
      'reason',
      'excluded_by_name as excludedByName',
      'excluded_at as excludedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .orderBy('cell_id');
  return (assessmentId === null ? rows : rows.where('assessment_id', '=', assessmentId)).execute();
}

/** Who evaluates and who validates a domain. */
export interface DomainAssignment {
  readonly assessmentId: string;
  readonly domainId: string;
  readonly evaluatorId: string | null;
  readonly evaluatorName: string | null;
  readonly validatorId: string | null;
  readonly validatorName: string | null;
}

/** Assignments of one assessment, or of all of an organisation's (null). */
export async function listDomainAssignments(
  trx: Trx,
  organisationId: string,
  assessmentId: string | null,
): Promise<DomainAssignment[]> {
  const rows = trx
    .selectFrom('assessment_domain')
    .select([
      'assessment_id as assessmentId',
      'domain_id as domainId',
      'evaluator_id as evaluatorId',
      'evaluator_name as evaluatorName',
      'validator_id as validatorId',
      'validator_name as validatorName',
    ])
    .where('organisation_id', '=', organisationId);
  return (assessmentId === null ? rows : rows.where('assessment_id', '=', assessmentId)).execute();
}

/** A signed version, without its body. */
export interface SnapshotHeader {
  readonly id: string;
  readonly assessmentId: string;
  readonly side: AssessmentSide;
  readonly versionNo: number;
  readonly modelId: string;
  /** Scores as shown (two decimals) by domain id, and `overall`; what isn't applicable is absent. */
  readonly scores: Readonly<Record<string, string>>;
  /** SM3 of the body's canonical JSON. */
  readonly digest: string;
  readonly signedByName: string;
  readonly signedAt: string;
  readonly submittedAt: string | null;
}

const SNAPSHOT = [
  'id',
  'assessment_id as assessmentId',
  'side',
  'version_no as versionNo',
  'model_id as modelId',
  'scores',
  'digest',
  'signed_by_name as signedByName',
  'signed_at as signedAt',
  'submitted_at as submittedAt',
] as const;

/** Signed versions of one assessment, or of all of an organisation's (null), the latest first. */
export async function listSnapshots(
  trx: Trx,
  organisationId: string,
  assessmentId: string | null,
): Promise<SnapshotHeader[]> {
  const rows = trx
    .selectFrom('assessment_snapshot')
    .select(SNAPSHOT)
    .where('organisation_id', '=', organisationId)
    .orderBy('signed_at', 'desc')
    .orderBy('version_no', 'desc');
  const found = await (
    assessmentId === null ? rows : rows.where('assessment_id', '=', assessmentId)
  ).execute();
  return found.map((row) => ({ ...row, scores: row.scores as Record<string, string> }));
}

/** A signed version with its body, which is as it was signed. */
export interface SnapshotRecord extends SnapshotHeader {
  readonly body: unknown;
}

/** One signed version of an assessment, or undefined. */
export async function getSnapshot(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  versionNo: number,
): Promise<SnapshotRecord | undefined> {
  if (!isId(assessmentId)) return undefined;
  const found = await trx
    .selectFrom('assessment_snapshot')
    .select([...SNAPSHOT, 'body'])
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('version_no', '=', versionNo)
    .executeTakeFirst();
  return found && { ...found, scores: found.scores as Record<string, string> };
}

/** A piece of evidence with a cell that it was laid to. */
export interface LinkedEvidence {
  readonly cellId: string;
  readonly id: string;
  readonly title: string;
  readonly kind: 'file' | 'reference';
  readonly reference: string;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveUntil: PlainDate | null;
  readonly retiredAt: string | null;
}

/** What is laid to the cells of an assessment, by title; a piece stands once for each cell. */
export async function listLinkedEvidence(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<LinkedEvidence[]> {
  return trx
    .selectFrom('evidence_link as l')
    .innerJoin('evidence as e', (join) =>
      join.onRef('e.organisation_id', '=', 'l.organisation_id').onRef('e.id', '=', 'l.evidence_id'),
    )
    .where('l.organisation_id', '=', organisationId)
    .where('l.assessment_id', '=', assessmentId)
    .select([
      'l.cell_id as cellId',
      'e.id',
      'e.title',
      'e.kind',
      'e.reference',
      'e.file_name as fileName',
      'e.sha256',
      'e.effective_from as effectiveFrom',
      'e.effective_until as effectiveUntil',
      'e.retired_at as retiredAt',
    ])
    .orderBy('e.title')
    .orderBy('e.id')
    .orderBy('l.cell_id')
    .execute();
}

/** A result that enterprises submitted, as its regulator lists it. */
export interface SubmittedAssessment extends AssessmentListing {
  readonly enterpriseName: string;
  readonly regionCode: string;
  readonly scores: Readonly<Record<string, string>>;
  readonly digest: string;
}

/** Assessments submitted within a programme and region, the latest first. */
export async function listSubmittedAssessments(
  trx: Trx,
  reach: { readonly programmeId: string; readonly regionCode: string },
): Promise<SubmittedAssessment[]> {
  const { from, to } = regionBounds(reach.regionCode);
  const rows = await trx
    .selectFrom('assessment as a')
    .innerJoin('assessment_snapshot as s', (join) =>
      join
        .onRef('s.organisation_id', '=', 'a.organisation_id')
        .onRef('s.assessment_id', '=', 'a.id')
        .onRef('s.version_no', '=', 'a.version_no'),
    )
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .where('a.programme_id', '=', reach.programmeId)
    .where('a.region_code', '>=', from)
    .where('a.region_code', '<=', to)
    .where('a.submitted_at', 'is not', null)
    .select(COLUMNS.map((column) => `a.${column}` as const))
    .select(['o.name as enterpriseName', 'o.region_code as regionCode', 's.scores', 's.digest'])
    .orderBy('a.submitted_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, scores: row.scores as Record<string, string> }));
}
