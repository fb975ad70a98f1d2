import type { Insertable, Updateable } from 'kysely';
import type { AssessmentSide, AssessmentState } from '../../app/domain/assessment/state.ts';
import type {
  AssessmentDomainTable,
  AssessmentExclusionTable,
  AssessmentSnapshotTable,
  AnswerTable,
  AssessmentOrderTable,
  AssessmentTable,
  EvidenceLinkTable,
} from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** What deciding about a locked assessment needs. */
export interface LockedAssessment {
  readonly id: string;
  readonly scopeId: string;
  readonly side: AssessmentSide;
  readonly state: AssessmentState;
  readonly modelId: string;
  readonly title: string;
  readonly versionNo: number;
  readonly consultancyId: string | null;
  readonly createdById: string;
  readonly submittedAt: string | null;
  readonly revealedAt: string | null;
}

/** Locks an assessment until the transaction ends; undefined when there is none in reach that may be changed. */
export async function lockAssessment(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<LockedAssessment | undefined> {
  if (!isId(assessmentId)) return undefined;
  return trx
    .selectFrom('assessment')
    .select([
      'id',
      'scope_id as scopeId',
      'side',
      'state',
      'model_id as modelId',
      'title',
      'version_no as versionNo',
      'consultancy_id as consultancyId',
      'created_by_id as createdById',
      'submitted_at as submittedAt',
      'revealed_at as revealedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', assessmentId)
    .forUpdate()
    .executeTakeFirst();
}

/** Inserts an assessment. */
export async function insertAssessment(trx: Trx, assessment: Insertable<AssessmentTable>): Promise<void> {
  await trx.insertInto('assessment').values(assessment).execute();
}

/** Changes an assessment. */
export async function updateAssessment(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  change: Updateable<AssessmentTable>,
): Promise<void> {
  await trx
    .updateTable('assessment')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', assessmentId)
    .execute();
}

/** Leaves a cell out, or gives another reason for it. */
export async function upsertExclusion(
  trx: Trx,
  exclusion: Insertable<AssessmentExclusionTable>,
): Promise<void> {
  const { reason, excluded_by_name, excluded_at } = exclusion;
  await trx
    .insertInto('assessment_exclusion')
    .values(exclusion)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'assessment_id', 'cell_id'])
        .doUpdateSet({ reason, excluded_by_name, excluded_at }),
    )
    .execute();
}

/**
 * Takes a cell in again.
 * @returns whether it was left out
 */
export async function deleteExclusion(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  cellId: string,
): Promise<boolean> {
  const answer = await trx
    .deleteFrom('assessment_exclusion')
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('cell_id', '=', cellId)
    .executeTakeFirst();
  return Number(answer.numDeletedRows) > 0;
}

/** Says who evaluates and who validates a domain. */
export async function upsertDomainAssignment(
  trx: Trx,
  assignment: Insertable<AssessmentDomainTable>,
): Promise<void> {
  const { evaluator_id, evaluator_name, validator_id, validator_name } = assignment;
  await trx
    .insertInto('assessment_domain')
    .values(assignment)
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'assessment_id', 'domain_id'])
        .doUpdateSet({ evaluator_id, evaluator_name, validator_id, validator_name }),
    )
    .execute();
}

/** Inserts a signed version. */
export async function insertSnapshot(trx: Trx, snapshot: Insertable<AssessmentSnapshotTable>): Promise<void> {
  await trx.insertInto('assessment_snapshot').values(snapshot).execute();
}

/** Marks a signed version as submitted to the regulator of a programme and region. */
export async function updateSnapshotSubmitted(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  versionNo: number,
  submission: Pick<Updateable<AssessmentSnapshotTable>, 'programme_id' | 'region_code' | 'submitted_at'>,
): Promise<void> {
  await trx
    .updateTable('assessment_snapshot')
    .set(submission)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('version_no', '=', versionNo)
    .execute();
}

/** Inserts answers that an assessment begins with, many at once. */
export async function insertCarriedAnswers(
  trx: Trx,
  answers: readonly Insertable<AnswerTable>[],
): Promise<void> {
  if (answers.length === 0) return;
  await trx.insertInto('answer').values(answers).execute();
}

/** Lays evidence to the cells of an assessment that begins, many at once. */
export async function insertCarriedEvidence(
  trx: Trx,
  links: readonly Insertable<EvidenceLinkTable>[],
): Promise<void> {
  if (links.length === 0) return;
  await trx
    .insertInto('evidence_link')
    .values(links)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Inserts a regulator's order. */
export async function insertOrder(trx: Trx, order: Insertable<AssessmentOrderTable>): Promise<void> {
  await trx.insertInto('assessment_order').values(order).execute();
}

/**
 * Revokes an order from this instant on.
 * @returns whether it was in force and within reach
 */
export async function updateOrderRevoked(trx: Trx, orderId: string, now: string): Promise<boolean> {
  if (!isId(orderId)) return false;
  const answer = await trx
    .updateTable('assessment_order')
    .set({ revoked_at: now })
    .where('id', '=', orderId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(answer.numUpdatedRows) > 0;
}
