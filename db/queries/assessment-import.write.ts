import type { Trx } from '../client.ts';

/** Keeps a workbook that was read. `changes` and `problems` are JSON texts. */
export async function insertAssessmentImport(
  trx: Trx,
  row: {
    readonly organisationId: string;
    readonly id: string;
    readonly assessmentId: string;
    readonly side: 'self' | 'independent';
    readonly fileName: string;
    readonly changes: string;
    readonly problems: string;
    readonly createdByName: string;
    readonly now: string;
  },
): Promise<void> {
  await trx
    .insertInto('assessment_import')
    .values({
      organisation_id: row.organisationId,
      id: row.id,
      assessment_id: row.assessmentId,
      side: row.side,
      file_name: row.fileName,
      changes: row.changes,
      problems: row.problems,
      state: 'previewed',
      created_by_name: row.createdByName,
      created_at: row.now,
      applied_at: null,
    })
    .execute();
}

/** Says what became of an import. What it would have changed is let go: the answers hold it, or nobody wants it. */
export async function updateAssessmentImport(
  trx: Trx,
  place: { readonly organisationId: string; readonly assessmentId: string; readonly id: string },
  state: 'applied' | 'discarded',
  now: string,
): Promise<void> {
  await trx
    .updateTable('assessment_import')
    .set({ state, changes: '[]', applied_at: state === 'applied' ? now : null })
    .where('organisation_id', '=', place.organisationId)
    .where('assessment_id', '=', place.assessmentId)
    .where('id', '=', place.id)
    .execute();
}
