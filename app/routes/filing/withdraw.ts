import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { postedNote } from './posted-note.ts';
import { withdrawFiling } from '../../services/filing/withdraw-filing.server.ts';

const DONE = words('已撤回报送。', 'Withdrawn.');

/** Withdraws a filing before it is on record. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'withdraw');
  const form = await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const result = await withdrawFiling(ports, visit.actor, visit.moment, {
    filingId,
    reason: postedNote(form, 'reason'),
  });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`/filings/${filingId}`, DONE, { isSecure });
}
