import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** Evidence linked to a cell of an assessment. */
export interface LinkedEvidence {
  readonly cellId: string;
  readonly evidenceId: string;
  readonly kind: 'file' | 'reference';
  readonly title: string;
  readonly reference: string;
  readonly fileName: string | null;
  readonly effectiveFrom: PlainDate | null;
  readonly effectiveUntil: PlainDate | null;
  readonly ownerName: string;
  readonly retiredAt: string | null;
  readonly linkedByName: string;
  readonly linkedAt: string;
}

/** The evidence of an assessment that the scope may see, by cell; `cellIds` narrows it to one item. */
export async function listLinkedEvidence(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  cellIds?: readonly string[],
): Promise<LinkedEvidence[]> {
  return trx
    .selectFrom('evidence_link as l')
    .innerJoin('evidence as e', (join) =>
      join.onRef('e.organisation_id', '=', 'l.organisation_id').onRef('e.id', '=', 'l.evidence_id'),
    )
    .select([
      'l.cell_id as cellId',
      'l.evidence_id as evidenceId',
      'e.kind',
      'e.title',
      'e.reference',
      'e.file_name as fileName',
      'e.effective_from as effectiveFrom',
      'e.effective_until as effectiveUntil',
      'e.owner_name as ownerName',
      'e.retired_at as retiredAt',
      'l.linked_by_name as linkedByName',
      'l.linked_at as linkedAt',
    ])
    .where('l.organisation_id', '=', organisationId)
    .where('l.assessment_id', '=', assessmentId)
    .$if(cellIds !== undefined, (query) => query.where('l.cell_id', 'in', cellIds ?? []))
    .orderBy('l.cell_id')
    .orderBy('l.linked_at')
    .orderBy('l.evidence_id')
    .execute();
}
