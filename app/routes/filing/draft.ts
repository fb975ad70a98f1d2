import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { DraftBodySchema } from '#app/domain/filing/body.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { readPosted } from '../../http/form.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { saveDraft } from '../../services/filing/save-draft.server.ts';
import { loadFiling } from './load-filing.server.ts';

/** How the draft stands, for a page that comes back into view. */
export async function loader(incoming: LoaderFunctionArgs) {
  const { draft, body } = await loadFiling(incoming, incoming.params['filingId']);
  const { revision, updatedAt: savedAt, updatedByName: savedByName } = draft;
  return Response.json({ revision, body, conflicts: [], savedAt, savedByName });
}

function parseBody(text: FormDataEntryValue | null) {
  try {
    return DraftBodySchema.safeParse(JSON.parse(typeof text === 'string' ? text : ''));
  } catch {
    return null; // not JSON: answered as invalid
  }
}

/** Saves what autosave sends: the body that was typed, and the one that it was typed onto. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'edit');
  const form = await readPosted(incoming);
  const base = parseBody(form.get('base'));
  const mine = parseBody(form.get('mine'));
  if (!base?.success || !mine?.success) {
    const issue = mine && !mine.success ? mine.error.issues[0] : undefined;
    const en: unknown = issue?.code === 'custom' ? issue.params?.['en'] : undefined;
    return refusalResponse(
      refuse('invalid', issue ? { words: { zh: issue.message, en: String(en ?? issue.message) } } : {})
        .refusal,
    );
  }
  const saved = await saveDraft(incoming.context.ports, visit.actor, visit.moment, {
    filingId: incoming.params['filingId'] ?? '',
    base: base.data,
    mine: mine.data,
  });
  return saved.ok ? Response.json(saved.value) : refusalResponse(saved.refusal);
}
