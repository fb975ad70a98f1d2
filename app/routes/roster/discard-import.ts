import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { rosterWords } from '../../i18n/roster.ts';
import { discardRoster } from '../../services/roster/discard-roster.server.ts';

/** 放弃本次导入. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'importRoster');
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const runId = incoming.params.id ?? '';
  const result = await discardRoster(ports, visit.actor, visit.moment, { runId });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) {
    return redirectWith('/roster', REFUSAL_WORDS[result.refusal.code], { isSecure, tone: 'warning' });
  }
  return redirectWith('/roster', rosterWords.discarded, { isSecure });
}

export const loader = () => redirect('/roster');
