import type { Readable } from 'node:stream';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { cleanFileName } from '#app/domain/attachment/attachment.ts';
import type { NewEvidenceInput } from '#app/domain/evidence/evidence.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { isDatabaseAway } from '#db/outage.ts';
import { insertEvidence } from '#db/queries/evidence.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { keepFile, type KeptFile } from '../attachment/keep-file.step.server.ts';
import type { Ports } from '../ports.ts';
import { evidenceOwner, keptLibrary, type EvidenceOwner } from './keeper.step.server.ts';

/** A file on its way in. */
interface NewFile {
  readonly fileName: string;
  readonly content: Readable;
}

const NO_FILE = words('请选择要上传的文件。', 'Choose the file to upload.');
const FILE_TOO_MUCH = words(
  '引用类证据不上传文件：请取消选择文件，或把类型改为“文件”。',
  'A reference takes no file: clear the file, or change the kind to “File”.',
);

function fileProblem({ kind }: NewEvidenceInput, file: NewFile | null) {
  if (kind === 'file' && !file) return NO_FILE;
  return kind === 'reference' && file ? FILE_TOO_MUCH : null;
}

/**
 * Puts evidence into a library: a reference as it is typed, a file by the road of attachments. The effective period is
 * its own and has nothing to do with the day of the upload.
 */
export async function addEvidence(
  ports: Pick<Ports, 'db' | 'storage' | 'scanner'>,
  actor: Actor,
  moment: Moment,
  input: NewEvidenceInput,
  file: NewFile | null,
): Promise<Result<{ evidenceId: string }>> {
  const library = keptLibrary(actor);
  if (!library.ok) return library;
  const organisationId = library.value;
  const problem = fileProblem(input, file);
  if (problem) return refuse('invalid', { fields: { file: problem } });
  const owner = await ports.db.transaction(actor.scope, (trx) =>
    evidenceOwner(trx, actor, organisationId, input),
  );
  if (!owner.ok) return owner;
  const kept = file ? await keepFile(ports, moment, organisationId, file) : done(null);
  if (!kept.ok) return kept;
  const evidenceId = kept.value?.id ?? newId(moment.now);
  try {
    await ports.db.transaction(actor.scope, (trx) =>
      writeEvidence(trx, actor, moment, {
        organisationId,
        evidenceId,
        input,
        owner: owner.value,
        fileName: file?.fileName ?? null,
        kept: kept.value,
      }),
    );
  } catch (error) {
    // A connection that broke may have broken after the commit: then the row stands and needs its file.
    if (kept.value && !isDatabaseAway(error)) await ports.storage.remove(kept.value.key);
    throw error;
  }
  return done({ evidenceId });
}

interface WholeEvidence {
  readonly organisationId: string;
  readonly evidenceId: string;
  readonly input: NewEvidenceInput;
  readonly owner: EvidenceOwner;
  readonly fileName: string | null;
  readonly kept: KeptFile | null;
}

async function writeEvidence(trx: Trx, actor: Actor, moment: Moment, whole: WholeEvidence): Promise<void> {
  const { organisationId, evidenceId, input, owner, kept } = whole;
  await insertEvidence(trx, {
    organisation_id: organisationId,
    id: evidenceId,
    kind: input.kind,
    title: input.title,
    reference: input.reference,
    file_name: whole.fileName === null ? null : cleanFileName(whole.fileName),
    content_type: kept?.mediaType ?? null,
    byte_size: kept?.size ?? null,
    sha256: kept?.sha256 ?? null,
    storage_key: kept?.key ?? null,
    scan_state: kept?.scanState ?? null,
    scan_detail: kept?.scanDetail ?? '',
    effective_from: input.effectiveFrom,
    effective_until: input.effectiveUntil,
    owner_id: owner.ownerId,
    owner_name: owner.ownerName,
    created_by_name: actor.name,
    created_at: moment.now,
    retired_at: null,
  });
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'evidence.added',
    payload: {
      kind: input.kind,
      effectiveFrom: input.effectiveFrom,
      effectiveUntil: input.effectiveUntil,
      ...(kept ? { sha256: kept.sha256, bytes: kept.size, scan: kept.scanState } : {}),
    },
    subjectId: evidenceId,
    shared: false,
  });
}
