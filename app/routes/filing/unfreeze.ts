import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { unfreezeFiling } from '../../services/filing/unfreeze-filing.server.ts';

const DONE = words('已撤销定稿，可继续修改；原签字盖章件已作废。', 'Unfrozen; the signed scan is void.');

/** Opens a frozen filing for editing again. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'unfreeze');
  await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const result = await unfreezeFiling(ports, visit.actor, visit.moment, { filingId });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`/filings/${filingId}/edit`, DONE, { isSecure });
}
