import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { AttachmentTable } from '../schema.ts';

/** A file that hangs on a filing. */
export interface Attachment {
  readonly id: string;
  readonly organisationId: string;
  readonly filingId: string;
  readonly versionId: string | null;
  readonly slot: AttachmentTable['slot'];
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly byteSize: number;
  readonly sha256: string;
  readonly storageKey: string;
  readonly scanState: AttachmentTable['scan_state'];
  readonly signatureReport: unknown;
  readonly uploadedByName: string;
  readonly uploadedAt: string;
  readonly voidedAt: string | null;
  readonly voidReason: string | null;
  readonly submittedAt: string | null;
  /** When its file was given up together with the version that it shows. */
  readonly erasedAt: string | null;
}

function attachments(trx: Trx) {
  return trx
    .selectFrom('attachment')
    .select([
      'id',
      'organisation_id as organisationId',
      'filing_id as filingId',
      'version_id as versionId',
      'slot',
      'file_name as fileName',
      'content_type as contentType',
      'byte_size as byteSize',
      'sha256',
      'storage_key as storageKey',
      'scan_state as scanState',
      'signature_report as signatureReport',
      'uploaded_by_name as uploadedByName',
      'uploaded_at as uploadedAt',
      'voided_at as voidedAt',
      'void_reason as voidReason',
      'submitted_at as submittedAt',
      'erased_at as erasedAt',
    ]);
}

/** Every file of a filing, voided ones too, in the order of their upload. */
export async function listAttachments(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<Attachment[]> {
  return attachments(trx)
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute();
}

/** One file, if the scope reaches it: row-level security decides for members, regulators and consultants alike. */
export async function getAttachment(
  trx: Trx,
  filingId: string,
  attachmentId: string,
): Promise<Attachment | undefined> {
  if (!isId(filingId) || !isId(attachmentId)) return undefined;
  return attachments(trx).where('id', '=', attachmentId).where('filing_id', '=', filingId).executeTakeFirst();
}
