import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { REFUSAL_WORDS } from '../../i18n/refusal.ts';
import { rosterWords } from '../../i18n/roster.ts';
import { applyRoster } from '../../services/roster/apply-roster.server.ts';

/** 写入名录. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireRegulator(incoming, 'importRoster');
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const runId = incoming.params.id ?? '';
  const result = await applyRoster(ports, visit.actor, visit.moment, { runId });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  if (!result.ok) {
    const message = result.refusal.words ?? REFUSAL_WORDS[result.refusal.code];
    return redirectWith('/roster', message, { isSecure, tone: 'warning' });
  }
  return redirectWith('/roster', rosterWords.applied(result.value.added, result.value.updated), { isSecure });
}

export const loader = () => redirect('/roster');
