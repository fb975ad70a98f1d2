import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireClient } from '../../http/scope.server.ts';
import { saveDraft } from '../../services/filing/save-draft.server.ts';
import { readAutosave } from '../filing/posted-draft.server.ts';
import { loadClientDraft } from './load-draft.server.ts';

/** How the client's draft stands, for a page that comes back into view. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { grantId = '', filingId = '' } = incoming.params;
  const { draft, body } = await loadClientDraft(incoming, grantId, filingId);
  const { revision, updatedAt: savedAt, updatedByName: mergedFromName } = draft;
  return Response.json({ revision, body, conflicts: [], savedAt, mergedFromName });
}

/** Saves what autosave sends, by the grant. */
export async function action(incoming: ActionFunctionArgs) {
  const { grantId = '', filingId = '' } = incoming.params;
  const visit = await requireClient(incoming, grantId);
  const sent = readAutosave(await readPosted(incoming));
  if (!sent.ok) return refusalResponse(sent.refusal);
  const { base, mine } = sent;
  const saved = await saveDraft(incoming.context.ports, visit.actor, visit.moment, { filingId, base, mine });
  return saved.ok ? Response.json(saved.value) : refusalResponse(saved.refusal);
}
