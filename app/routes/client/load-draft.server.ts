import { workingFiles } from '#app/domain/attachment/attachment.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { getDraft } from '#db/queries/draft.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { getFiling, getSubmittedVersion } from '#db/queries/filing.read.ts';
import { mayDo } from '../../domain/filing/state.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireClientHouse } from './client-house.server.ts';

/** A client's draft that this grant lets the consultant prepare; 404 out of reach, 403 without the right. */
export async function loadClientDraft(incoming: Incoming, grantId: string, filingId: string) {
  const { visit, client } = await requireClientHouse(incoming, grantId);
  const { clientId, rights } = visit.scope;
  const { ports } = incoming.context;
  const found = await ports.db.transaction(visit.scope, async (trx) => {
    const filing = await getFiling(trx, clientId, filingId);
    const draft = filing && (await getDraft(trx, clientId, filing.id));
    if (!filing || !draft) return null;
    const base = filing.baseFilingId
      ? await getSubmittedVersion(trx, clientId, filing.baseFilingId)
      : undefined;
    return {
      filing,
      draft,
      recorded: base?.body,
      threads: await listThreads(trx, clientId, filing.id),
      files: await listAttachments(trx, clientId, filing.id),
    };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const { filing, draft, recorded } = found;
  const { status, stage } = filing;
  if (!mayDo('edit', { status, stage, role: 'consultant', grantRights: rights })) {
    throw refusalResponse(refuse('forbidden').refusal);
  }
  return {
    visit,
    client,
    filing,
    draft,
    threads: found.threads,
    files: workingFiles(found.files, draft.frozenVersionId),
    body: openBody(ports.sealer, clientId, draft.body),
    recorded: recorded === undefined ? null : openBody(ports.sealer, clientId, recorded),
  };
}
