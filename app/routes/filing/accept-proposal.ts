import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { acceptProposal } from '../../services/filing/accept-proposal.server.ts';

const DONE = words('已采纳建议值，并写入草稿。', 'Accepted and put into the draft.');

/** Accepts a reviewer's proposed value. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'acceptProposal');
  await readPosted(incoming);
  const { filingId = '', threadId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const result = await acceptProposal(ports, visit.actor, visit.moment, { filingId, threadId });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`/filings/${filingId}#thread-${threadId}`, DONE, { isSecure });
}
