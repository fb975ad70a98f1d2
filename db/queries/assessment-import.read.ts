import type { AssessmentImportTable } from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** A workbook that was read and waits to be applied, or what became of it. */
export interface AssessmentImport {
  readonly id: string;
  readonly fileName: string;
  /** What it would change, and what is wrong with it, as they were stored. */
  readonly changes: unknown;
  readonly problems: unknown;
  readonly state: AssessmentImportTable['state'];
  readonly createdByName: string;
  readonly createdAt: string;
}

/** One import of an assessment, or undefined. `lock` keeps it until the transaction ends. */
export async function getAssessmentImport(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  id: string,
  lock = false,
): Promise<AssessmentImport | undefined> {
  if (!isId(assessmentId) || !isId(id)) return undefined;
  const query = trx
    .selectFrom('assessment_import')
    .select([
      'id',
      'file_name as fileName',
      'changes',
      'problems',
      'state',
      'created_by_name as createdByName',
      'created_at as createdAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}
