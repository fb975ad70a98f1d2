import { workingFiles } from '#app/domain/attachment/attachment.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { allowedIntents } from '#app/domain/filing/state.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { listAttachments, type Attachment } from '#db/queries/attachment.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import {
  type FilingVersion,
  getFiling,
  getFilingOrganisation,
  getSubmittedVersion,
  listTimeline,
  listVersions,
} from '#db/queries/filing.read.ts';
import type { FileView } from '../../components/filing/attachment-list.tsx';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';

/** A file as pages draw it; where it is stored stays on the server. */
export function fileView(file: Attachment): FileView {
  const { id, slot, fileName, contentType, byteSize, sha256, scanState } = file;
  const { uploadedByName, uploadedAt, erasedAt } = file;
  return {
    id,
    slot,
    fileName,
    contentType,
    byteSize,
    sha256,
    scanState,
    uploadedByName,
    uploadedAt,
    isErased: erasedAt !== null,
  };
}

/** A version as pages list it. */
export function versionView(version: FilingVersion) {
  const { id, no, digest, frozenAt, frozenByName, voidedAt, submittedAt, submittedByName, erasedAt } =
    version;
  return { id, no, digest, frozenAt, frozenByName, voidedAt, submittedAt, submittedByName, erasedAt };
}

/** Everything about one filing of the visitor's enterprise; 404 when it isn't there. */
export async function loadFiling(incoming: Incoming, filingId: string | undefined) {
  const visit = await requireEnterprise(incoming);
  const { organisationId } = visit.scope;
  const { ports } = incoming.context;
  const found = await ports.db.transaction(visit.scope, async (trx) => {
    const filing = await getFiling(trx, organisationId, filingId ?? '');
    const organisation = await getFilingOrganisation(trx, organisationId);
    const draft = filing && (await getDraft(trx, organisationId, filing.id));
    if (!filing || !organisation || !draft) return null;
    const base = filing.baseFilingId
      ? await getSubmittedVersion(trx, organisationId, filing.baseFilingId)
      : undefined;
    return {
      filing,
      organisation,
      draft,
      versions: await listVersions(trx, organisationId, filing.id),
      attachments: await listAttachments(trx, organisationId, filing.id),
      threads: await listThreads(trx, organisationId, filing.id),
      timeline: await listTimeline(trx, organisationId, filing.id),
      baseBody: base?.body,
    };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const open = (stored: unknown): FilingBody => openBody(ports.sealer, organisationId, stored);
  const { filing, organisation, draft } = found;
  const intents = allowedIntents({
    role: visit.scope.role,
    status: filing.status,
    stage: filing.stage,
    verified: organisation.verification === 'verified',
  });
  return {
    ...found,
    visit,
    intents,
    open,
    body: open(draft.body),
    recorded: found.baseBody === undefined ? null : open(found.baseBody),
    files: workingFiles(found.attachments, draft.frozenVersionId),
  };
}
