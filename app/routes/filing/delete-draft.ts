import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { deleteDraft } from '../../services/filing/delete-draft.server.ts';

const DONE = words('草稿已删除。', 'The draft was deleted.');

/** Deletes a draft that was never submitted. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'deleteDraft');
  await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const result = await deleteDraft(ports, visit.actor, visit.moment, { filingId });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith('/filings', DONE, { isSecure });
}
