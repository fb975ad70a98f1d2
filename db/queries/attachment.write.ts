import type { Insertable } from 'kysely';
import type { Trx } from '../client.ts';
import type { AttachmentTable } from '../schema.ts';

/** Inserts a file's row; its content is in the storage already. */
export async function insertAttachment(trx: Trx, attachment: Insertable<AttachmentTable>): Promise<void> {
  await trx.insertInto('attachment').values(attachment).execute();
}

/** Says that a file no longer counts; its row and its content stay. */
export async function voidAttachment(
  trx: Trx,
  organisationId: string,
  attachmentId: string,
  change: { at: string; reason: string },
): Promise<void> {
  await trx
    .updateTable('attachment')
    .set({ voided_at: change.at, void_reason: change.reason })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', attachmentId)
    .where('voided_at', 'is', null)
    .execute();
}

/** Marks what is part of a submission: from now on the content stands, and the regulator sees it. */
export async function submitAttachments(
  trx: Trx,
  organisationId: string,
  filingId: string,
  submission: { at: string; versionId: string; ids: readonly string[] },
): Promise<void> {
  if (submission.ids.length === 0) return;
  await trx
    .updateTable('attachment')
    .set({ submitted_at: submission.at, version_id: submission.versionId })
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .where('id', 'in', [...submission.ids])
    .where('submitted_at', 'is', null)
    .execute();
}
