import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { cleanFileName } from '#app/domain/attachment/attachment.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { getCertificate } from '#db/queries/certificate.read.ts';
import { lockCertificate, updateCertificateScan } from '#db/queries/certificate.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { keepFile } from '../attachment/keep-file.step.server.ts';
import type { Ports } from '../ports.ts';
import { certificateHouse } from './keeper.step.server.ts';

const SUBMITTED = words(
  '证书已提交主管部门，扫描件不能更换；如有错误，请撤销登记后重新登记。',
  'It was submitted and its scan stands; withdraw the record and record it anew.',
);

/** Puts a scan to a recorded certificate, or a better one in its place, until it is submitted. */
export async function addScan(
  ports: Pick<Ports, 'db' | 'storage' | 'scanner'>,
  actor: Actor,
  moment: Moment,
  input: { readonly id: string; readonly fileName: string; readonly content: Readable },
): Promise<Result<null>> {
  const house = certificateHouse(actor, 'assess');
  if (!house.ok) return house;
  const organisationId = house.value;
  const before = await ports.db.transaction(actor.scope, (trx) =>
    getCertificate(trx, organisationId, input.id),
  );
  if (!before || before.withdrawnAt !== null) return refuse('not_found');
  if (before.submittedAt !== null) return refuse('not_allowed_now', { words: SUBMITTED });
  const kept = await keepFile(ports, moment, organisationId, input);
  if (!kept.ok) return kept;
  const { key, mediaType, size, sha256, scanState, scanDetail } = kept.value;
  const put = await ports.db.transaction(
    actor.scope,
    async (trx): Promise<Result<{ replaced: string | null }>> => {
      const certificate = await lockCertificate(trx, organisationId, input.id);
      if (!certificate) return refuse('not_found');
      if (certificate.submittedAt !== null) return refuse('not_allowed_now', { words: SUBMITTED });
      await updateCertificateScan(trx, organisationId, input.id, {
        file_name: cleanFileName(input.fileName),
        content_type: mediaType,
        byte_size: size,
        sha256,
        storage_key: key,
        scan_state: scanState,
        scan_detail: scanDetail,
      });
      await appendJournal(trx, actor, moment, {
        organisationId,
        type: 'certificate.scanned',
        payload: { sha256, bytes: size, scan: scanState },
        subjectId: input.id,
        shared: false,
      });
      return done({ replaced: certificate.storageKey });
    },
  );
  const useless = put.ok ? put.value.replaced : key;
  if (useless !== null) await ports.storage.remove(useless);
  return put.ok ? done(null) : put;
}
