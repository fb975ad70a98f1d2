import type { Moment } from '#app/domain/account/actor.ts';
import type { Trx } from '#db/client.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { voidAttachment } from '#db/queries/attachment.write.ts';
import { updateVersion } from '#db/queries/filing.write.ts';

/** Voids a frozen version that wasn't submitted, with its print and its signed scan. */
export async function voidFrozenVersion(
  trx: Trx,
  moment: Moment,
  place: { organisationId: string; filingId: string; versionId: string },
  reason: string,
): Promise<void> {
  const { organisationId, filingId, versionId } = place;
  await updateVersion(trx, organisationId, versionId, { voided_at: moment.now });
  const files = await listAttachments(trx, organisationId, filingId);
  for (const file of files) {
    if (file.versionId !== versionId || file.voidedAt !== null || file.submittedAt !== null) continue;
    await voidAttachment(trx, organisationId, file.id, { at: moment.now, reason });
  }
}
