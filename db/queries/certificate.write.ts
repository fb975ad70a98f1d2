import type { Insertable } from 'kysely';
import type { CertificateTable } from '../assessment-schema.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** Records a certificate; its scan's content is in the storage already. */
export async function insertCertificate(trx: Trx, certificate: Insertable<CertificateTable>): Promise<void> {
  await trx.insertInto('certificate').values(certificate).execute();
}

/** What moving a certificate needs to know of it. */
export interface LockedCertificate {
  readonly kind: CertificateTable['kind'];
  readonly number: string;
  readonly enterpriseName: string;
  readonly storageKey: string | null;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
  readonly submittedAt: string | null;
}

/** A certificate of the enterprise that isn't withdrawn, locked until the transaction ends. */
export async function lockCertificate(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<LockedCertificate | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('certificate')
    .select([
      'kind',
      'number',
      'enterprise_name as enterpriseName',
      'storage_key as storageKey',
      'programme_id as programmeId',
      'region_code as regionCode',
      'submitted_at as submittedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

async function update(
  trx: Trx,
  organisationId: string,
  id: string,
  change: Partial<Insertable<CertificateTable>>,
): Promise<void> {
  await trx
    .updateTable('certificate')
    .set(change)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** What is written of a scan. */
export type CertificateScan = Pick<
  Insertable<CertificateTable>,
  'file_name' | 'content_type' | 'byte_size' | 'sha256' | 'storage_key' | 'scan_state' | 'scan_detail'
>;

/** Puts a scan to a certificate in place of what was there. */
export async function updateCertificateScan(
  trx: Trx,
  organisationId: string,
  id: string,
  scan: CertificateScan,
): Promise<void> {
  await update(trx, organisationId, id, scan);
}

/** Submits a certificate to a programme and region: from now on its facts stand, and the regulator sees it. */
export async function updateCertificateSubmitted(
  trx: Trx,
  organisationId: string,
  id: string,
  submission: { programmeId: string; regionCode: string; at: string },
): Promise<void> {
  await update(trx, organisationId, id, {
    programme_id: submission.programmeId,
    region_code: submission.regionCode,
    submitted_at: submission.at,
  });
}

/** Withdraws a certificate's record; the row stays. */
export async function updateCertificateWithdrawn(
  trx: Trx,
  organisationId: string,
  id: string,
  withdrawal: { at: string; reason: string },
): Promise<void> {
  await update(trx, organisationId, id, {
    withdrawn_at: withdrawal.at,
    withdraw_reason: withdrawal.reason,
  });
}
