import type { Insertable, Updateable } from 'kysely';
import type { Trx } from '../client.ts';
import type { FilingDraftTable } from '../schema.ts';

/** Inserts the working copy of a new filing. */
export async function insertDraft(trx: Trx, draft: Insertable<FilingDraftTable>): Promise<void> {
  await trx.insertInto('filing_draft').values(draft).execute();
}

/** Changes the working copy of a filing. */
export async function updateDraft(
  trx: Trx,
  organisationId: string,
  filingId: string,
  change: Updateable<FilingDraftTable>,
): Promise<void> {
  await trx
    .updateTable('filing_draft')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .execute();
}
