import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { saveDraft } from '../../services/filing/save-draft.server.ts';
import { loadFiling } from './load-filing.server.ts';
import { readAutosave } from './posted-draft.server.ts';

/** How the draft stands, for a page that comes back into view. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { draft, body } = await loadFiling(incoming, incoming.params['filingId']);
  const { revision, updatedAt: savedAt, updatedByName: mergedFromName } = draft;
  return Response.json({ revision, body, conflicts: [], savedAt, mergedFromName });
}

/** Saves what autosave sends: the body that was typed, and the one that it was typed onto. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'edit');
  const form = await readPosted(incoming);
  const sent = readAutosave(form);
  if (!sent.ok) return refusalResponse(sent.refusal);
  const saved = await saveDraft(incoming.context.ports, visit.actor, visit.moment, {
    filingId: incoming.params['filingId'] ?? '',
    base: sent.base,
    mine: sent.mine,
  });
  return saved.ok ? Response.json(saved.value) : refusalResponse(saved.refusal);
}
