import type { Trx } from '../client.ts';

/** Which evidence at which cell. */
export interface EvidenceLinkKey {
  readonly organisationId: string;
  readonly assessmentId: string;
  readonly cellId: string;
  readonly evidenceId: string;
}

/**
 * Links evidence to a cell.
 * @returns whether it wasn't linked before
 */
export async function insertEvidenceLink(
  trx: Trx,
  link: EvidenceLinkKey & {
    readonly side: 'self' | 'independent';
    readonly linkedByName: string;
    readonly now: string;
  },
): Promise<boolean> {
  const result = await trx
    .insertInto('evidence_link')
    .values({
      organisation_id: link.organisationId,
      assessment_id: link.assessmentId,
      side: link.side,
      cell_id: link.cellId,
      evidence_id: link.evidenceId,
      linked_by_name: link.linkedByName,
      linked_at: link.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
}

/**
 * Takes evidence away from a cell; it stays in the library.
 * @returns whether it was linked
 */
export async function deleteEvidenceLink(trx: Trx, key: EvidenceLinkKey): Promise<boolean> {
  const result = await trx
    .deleteFrom('evidence_link')
    .where('organisation_id', '=', key.organisationId)
    .where('assessment_id', '=', key.assessmentId)
    .where('cell_id', '=', key.cellId)
    .where('evidence_id', '=', key.evidenceId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}
