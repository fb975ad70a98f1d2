import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { SignatureReport } from '#app/adapters/signature/port.ts';
import {
  cleanFileName,
  intentOfSlot,
  MAX_FILES_PER_SLOT,
  workingFiles,
} from '#app/domain/attachment/attachment.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { AttachmentSlot } from '#app/domain/filing/option.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { getAttachment, listAttachments } from '#db/queries/attachment.read.ts';
import { insertAttachment } from '#db/queries/attachment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getVersion } from '#db/queries/filing.read.ts';
import { type LocatedFiling, locateFiling } from '../filing/locate-filing.step.server.ts';
import type { Ports } from '../ports.ts';
import { keepFile, type KeptFile } from './keep-file.step.server.ts';

/** A file on its way in. */
export interface NewFile {
  readonly filingId: string;
  readonly slot: AttachmentSlot;
  readonly fileName: string;
  readonly content: Readable;
}

type FilePorts = Pick<Ports, 'db' | 'storage' | 'scanner' | 'signatures'>;

const FULL = words(
  `同一处最多 ${MAX_FILES_PER_SLOT} 个文件，请先作废不需要的文件。`,
  `At most ${MAX_FILES_PER_SLOT} files here; void one first.`,
);

/** What is said of a file that is there already: one copy is kept. */
function sameFile(fileName: string): Words {
  return words(
    `这个文件已经在此处（${fileName}），没有重复保存。`,
    `This file is here already (${fileName}); it was not kept twice.`,
  );
}

async function placeFor(
  trx: Trx,
  actor: Actor,
  file: Pick<NewFile, 'filingId' | 'slot'>,
  lock: boolean,
): Promise<Result<LocatedFiling>> {
  const located = await locateFiling(trx, actor, file.filingId, intentOfSlot(file.slot), lock);
  if (!located.ok) return located;
  const { organisationId, draft } = located.value;
  const files = await listAttachments(trx, organisationId, file.filingId);
  const same = workingFiles(files, draft.frozenVersionId).filter(({ slot }) => slot === file.slot);
  return same.length >= MAX_FILES_PER_SLOT ? refuse('not_allowed_now', { words: FULL }) : located;
}

/** What can be said of digital signatures in a signed scan that is a PDF; null for other files. */
async function signatureReport(
  ports: FilePorts,
  actor: Actor,
  moment: Moment,
  located: LocatedFiling,
  kept: KeptFile,
): Promise<SignatureReport | null> {
  if (kept.mediaType !== 'application/pdf') return null;
  const { organisationId, filing, draft } = located;
  const frozenKey = await ports.db.transaction(actor.scope, async (trx) => {
    if (!draft.frozenVersionId) return null;
    const version = await getVersion(trx, organisationId, filing.id, draft.frozenVersionId);
    const file = version?.pdfAttachmentId
      ? await getAttachment(trx, filing.id, version.pdfAttachmentId)
      : undefined;
    return file?.storageKey ?? null;
  });
  const read = async (key: string | null) => {
    const content = key === null ? undefined : await ports.storage.get(key);
    return content ? buffer(content) : undefined;
  };
  const bytes = await read(kept.key);
  const frozen = await read(frozenKey);
  if (!bytes) return null;
  return ports.signatures.inspect(bytes, { checkedAt: moment.now, ...(frozen ? { frozen } : {}) });
}

/**
 * Takes in one file of a filing: streamed to the storage, its type told by its content, scanned, and, when it is the
 * signed form, looked through for digital signatures. A file that is in its place already is not kept twice.
 */
export async function addAttachment(
  ports: FilePorts,
  actor: Actor,
  moment: Moment,
  file: NewFile,
): Promise<Result<{ attachmentId: string }>> {
  const place = await ports.db.transaction(actor.scope, (trx) => placeFor(trx, actor, file, false));
  if (!place.ok) {
    file.content.resume();
    return place;
  }
  const kept = await keepFile(ports, moment, place.value.organisationId, file);
  if (!kept.ok) return kept;
  const report =
    file.slot === 'signed_scan' ? await signatureReport(ports, actor, moment, place.value, kept.value) : null;
  const added = await ports.db.transaction(
    actor.scope,
    async (trx): Promise<Result<{ attachmentId: string }>> => {
      const located = await placeFor(trx, actor, file, true);
      if (!located.ok) return located;
      if (located.value.draft.frozenVersionId !== place.value.draft.frozenVersionId)
        return refuse('conflict');
      const files = await listAttachments(trx, located.value.organisationId, file.filingId);
      const twin = workingFiles(files, located.value.draft.frozenVersionId).find(
        ({ slot, sha256 }) => slot === file.slot && sha256 === kept.value.sha256,
      );
      if (twin) return refuse('conflict', { words: sameFile(twin.fileName) });
      await writeFile(trx, actor, moment, located.value, file, kept.value, report);
      return done({ attachmentId: kept.value.id });
    },
  );
  if (!added.ok) await ports.storage.remove(kept.value.key);
  return added;
}

async function writeFile(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  located: LocatedFiling,
  file: NewFile,
  kept: KeptFile,
  report: SignatureReport | null,
): Promise<void> {
  const { organisationId, filing, draft } = located;
  await insertAttachment(trx, {
    organisation_id: organisationId,
    id: kept.id,
    filing_id: filing.id,
    version_id: file.slot === 'signed_scan' ? draft.frozenVersionId : null,
    programme_id: filing.programmeId,
    region_code: filing.regionCode,
    slot: file.slot,
    file_name: cleanFileName(file.fileName),
    content_type: kept.mediaType,
    byte_size: kept.size,
    sha256: kept.sha256,
    storage_key: kept.key,
    scan_state: kept.scanState,
    scan_detail: kept.scanDetail,
    signature_report: report === null ? null : JSON.stringify(report),
    uploaded_by_name: actor.name,
    uploaded_at: moment.now,
    voided_at: null,
    void_reason: null,
    submitted_at: null,
  });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'attachment.added',
    payload: {
      attachment: kept.id,
      slot: file.slot,
      sha256: kept.sha256,
      bytes: kept.size,
      scan: kept.scanState,
    },
    subjectId: filing.id,
    shared: false,
  });
}
