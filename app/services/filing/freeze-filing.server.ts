import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { isReady, isVoluntary, type Problem } from '#app/domain/filing/completeness.ts';
import { canonicalContent } from '#app/domain/filing/content.ts';
import { FORM_VERSION } from '#app/domain/filing/guideline.ts';
import { verificationCode } from '#app/domain/filing/receipt.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { createSalt, sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { insertAttachment } from '#db/queries/attachment.write.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { sealBody } from '#db/queries/filing-body.ts';
import { countVersions, insertVersion, updateFiling } from '#db/queries/filing.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { storageKey } from '../attachment/storage-key.step.server.ts';
import type { Ports } from '../ports.ts';
import { checkDossier, type FilingDossier, openDossier } from './check-filing.step.server.ts';
import { locateFiling } from './locate-filing.step.server.ts';
import { printedForm } from './print-form.step.server.ts';

type FreezePorts = Pick<Ports, 'db' | 'sealer' | 'pdf' | 'storage' | 'site'>;

/** A frozen version: its content can be signed and sealed. */
export interface FrozenVersion {
  readonly versionId: string;
  readonly no: number;
  readonly digest: string;
}

/** The errors among problems, the first of each field, as a refusal carries them. */
export function problemFields(problems: readonly Problem[]): Record<string, Words> {
  const fields: Record<string, Words> = {};
  for (const { field, message, severity } of problems) if (severity === 'error') fields[field] ??= message;
  return fields;
}

interface Print {
  readonly attachmentId: string;
  readonly key: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly salt: string;
  readonly digest: string;
  readonly code: string;
}

/** Prints the form and stores the file; slow, so it happens outside the transaction. */
async function print(ports: FreezePorts, moment: Moment, dossier: FilingDossier): Promise<Print> {
  const salt = createSalt();
  const digest = sm3Hex(salt + canonicalContent(dossier.body));
  const code = dossier.filing.verificationCode ?? verificationCode(randomBytes(16));
  const bytes = await ports.pdf.renderForm(
    printedForm(dossier, {
      origin: ports.site.origin,
      digest,
      verificationCode: code,
      frozenAt: moment.now,
    }),
  );
  const attachmentId = newId(moment.now);
  const key = storageKey(dossier.organisationId, attachmentId);
  const put = await ports.storage.put(key, Readable.from([bytes]), { maxBytes: 50_000_000 });
  if (!put.ok) throw new Error(`the printed form could not be stored: ${put.refusal}`);
  const fileName = `首席数据官备案表-${moment.today}.pdf`;
  return { attachmentId, key, fileName, size: put.size, sha256: put.sha256, salt, digest, code };
}

async function writeVersion(
  trx: Trx,
  ports: FreezePorts,
  actor: Actor,
  moment: Moment,
  dossier: FilingDossier,
  printed: Print,
): Promise<FrozenVersion> {
  const { organisationId, filing, body } = dossier;
  const versionId = newId(moment.now);
  const no = (await countVersions(trx, organisationId, filing.id)) + 1;
  const place = { programme_id: filing.programmeId, region_code: filing.regionCode };
  await insertVersion(trx, {
    organisation_id: organisationId,
    id: versionId,
    filing_id: filing.id,
    ...place,
    no,
    form_version: FORM_VERSION,
    body: sealBody(ports.sealer, organisationId, body),
    salt: printed.salt,
    digest: printed.digest,
    pdf_attachment_id: printed.attachmentId,
    pdf_sha256: printed.sha256,
    frozen_at: moment.now,
    frozen_by_name: actor.name,
    voided_at: null,
    submitted_at: null,
    submitted_by_name: null,
    submit_key: null,
  });
  await insertAttachment(trx, {
    organisation_id: organisationId,
    id: printed.attachmentId,
    filing_id: filing.id,
    version_id: versionId,
    ...place,
    slot: 'printed_form',
    file_name: printed.fileName,
    content_type: 'application/pdf',
    byte_size: printed.size,
    sha256: printed.sha256,
    storage_key: printed.key,
    scan_state: 'clean',
    scan_detail: 'made by the product',
    signature_report: null,
    uploaded_by_name: actor.name,
    uploaded_at: moment.now,
    voided_at: null,
    void_reason: null,
    submitted_at: null,
  });
  await updateDraft(trx, organisationId, filing.id, {
    stage: 'to_seal',
    frozen_version_id: versionId,
    body: sealBody(ports.sealer, organisationId, body),
    revision: dossier.draft.revision + 1,
    updated_at: moment.now,
    updated_by_name: actor.name,
  });
  await updateFiling(trx, organisationId, filing.id, {
    verification_code: printed.code,
    is_voluntary: isVoluntary(body),
    cdo_name: body.cdo.name,
    updated_at: moment.now,
  });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'filing.frozen',
    payload: { version: no, digest: printed.digest, pdf: printed.sha256, form: FORM_VERSION },
    subjectId: filing.id,
    shared: false,
  });
  return { versionId, no, digest: printed.digest };
}

/**
 * Freezes a complete draft as a new version and prints it for signature and seal. Refused with the fields that stand
 * in the way, and when somebody saved the draft meanwhile.
 */
export async function freezeFiling(
  ports: FreezePorts,
  actor: Actor,
  moment: Moment,
  input: { filingId: string },
): Promise<Result<FrozenVersion>> {
  const found = await ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'freeze', false);
    return located.ok ? done(await openDossier(trx, ports, located.value)) : located;
  });
  if (!found.ok) return found;
  const dossier = found.value;
  const problems = checkDossier(ports, moment, 'freeze', dossier);
  if (!isReady(problems)) return refuse('incomplete', { fields: problemFields(problems) });
  const printed = await print(ports, moment, dossier);
  const frozen = await ports.db.transaction(actor.scope, async (trx): Promise<Result<FrozenVersion>> => {
    const located = await locateFiling(trx, actor, input.filingId, 'freeze');
    if (!located.ok) return located;
    if (located.value.draft.revision !== dossier.draft.revision) return refuse('conflict');
    return done(await writeVersion(trx, ports, actor, moment, dossier, printed));
  });
  if (!frozen.ok) await ports.storage.remove(printed.key);
  return frozen;
}
