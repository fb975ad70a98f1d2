import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { cleanFileName } from '#app/domain/attachment/attachment.ts';
import { compareDates } from '#app/domain/calendar/plain-date.ts';
import type { CertificateInput } from '#app/domain/certificate/certificate.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { isUniqueViolation } from '#db/conflict.ts';
import { isDatabaseAway } from '#db/outage.ts';
import { newId } from '#db/identifier.ts';
import { insertCertificate } from '#db/queries/certificate.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { keepFile, type KeptFile } from '../attachment/keep-file.step.server.ts';
import type { Ports } from '../ports.ts';
import { certificateHouse } from './keeper.step.server.ts';

const IN_THE_FUTURE = words('发证日期不能晚于今天。', 'It can’t have been issued after today.');
const SAME_NUMBER = words(
  '本单位已登记相同编号的证书；如需更正，请先撤销原登记。',
  'A certificate with this number is recorded already; withdraw that record first.',
);

/** Records a certificate that an agency issued, with its scan if one is given. It says nothing about self-assessed levels. */
export async function addCertificate(
  ports: Pick<Ports, 'db' | 'storage' | 'scanner'>,
  actor: Actor,
  moment: Moment,
  input: CertificateInput,
  scan: { readonly fileName: string; readonly content: Readable } | null,
): Promise<Result<{ certificateId: string }>> {
  const house = certificateHouse(actor, 'assess');
  if (!house.ok) return house;
  if (compareDates(input.issuedOn, moment.today) > 0) {
    return refuse('invalid', { fields: { issuedOn: IN_THE_FUTURE } });
  }
  const kept = scan ? await keepFile(ports, moment, house.value, scan) : done(null);
  if (!kept.ok) return kept;
  const certificateId = kept.value?.id ?? newId(moment.now);
  try {
    await ports.db.transaction(actor.scope, (trx) =>
      write(trx, actor, moment, {
        organisationId: house.value,
        certificateId,
        input,
        fileName: scan?.fileName ?? null,
        kept: kept.value,
      }),
    );
  } catch (error) {
    // A connection that broke may have broken after the commit: then the row stands and needs its file.
    if (kept.value && !isDatabaseAway(error)) await ports.storage.remove(kept.value.key);
    if (isUniqueViolation(error)) return refuse('conflict', { fields: { number: SAME_NUMBER } });
    throw error;
  }
  return done({ certificateId });
}

interface WholeCertificate {
  readonly organisationId: string;
  readonly certificateId: string;
  readonly input: CertificateInput;
  readonly fileName: string | null;
  readonly kept: KeptFile | null;
}

async function write(trx: Trx, actor: Actor, moment: Moment, whole: WholeCertificate): Promise<void> {
  const { organisationId, certificateId, input, kept } = whole;
  const enterprise = await getOrganisation(trx, organisationId);
  if (!enterprise) throw new Error('a member whose organisation is out of sight');
  await insertCertificate(trx, {
    organisation_id: organisationId,
    id: certificateId,
    kind: input.kind,
    level: input.level,
    number: input.number,
    agency: input.agency,
    edition: input.edition,
    issued_on: input.issuedOn,
    expires_on: input.expiresOn,
    file_name: whole.fileName === null ? null : cleanFileName(whole.fileName),
    content_type: kept?.mediaType ?? null,
    byte_size: kept?.size ?? null,
    sha256: kept?.sha256 ?? null,
    storage_key: kept?.key ?? null,
    scan_state: kept?.scanState ?? null,
    scan_detail: kept?.scanDetail ?? '',
    enterprise_name: enterprise.name,
    created_by_name: actor.name,
    created_at: moment.now,
    withdrawn_at: null,
    withdraw_reason: null,
    programme_id: null,
    region_code: null,
    submitted_at: null,
  });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'certificate.added',
    payload: {
      kind: input.kind,
      level: input.level,
      number: input.number,
      issuedOn: input.issuedOn,
      expiresOn: input.expiresOn,
      ...(kept ? { sha256: kept.sha256, bytes: kept.size, scan: kept.scanState } : {}),
    },
    subjectId: certificateId,
    shared: false,
  });
}
