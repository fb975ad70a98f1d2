import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { isId } from '#db/identifier.ts';
import { RequestDecisionSchema } from '../../domain/organisation/membership.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse, refused } from '../../http/response.server.ts';
import { requireVerifier } from '../../http/scope.server.ts';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { decideReclaim } from '../../services/membership/decide-reclaim.server.ts';

/** Decides on a request for ownership. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireVerifier(incoming);
  const organisationId = incoming.params.id ?? '';
  if (!isId(organisationId)) throw refusalResponse(refuse('not_found').refusal);
  const form = await readForm(incoming, RequestDecisionSchema);
  if (!form.ok) return refused(form.refusal);
  const result = await decideReclaim(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    organisationId,
  });
  if (!result.ok && result.refusal.code === 'not_found') throw refusalResponse(result.refusal);
  return redirectAfter('/verification', result, w.decided, { isSecure: incoming.context.isSecure });
}

export const loader = () => redirect('/verification');
