import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { RequestDecisionSchema } from '../../domain/organisation/membership.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { decideJoin } from '../../services/membership/decide-join.server.ts';

/** Decides on a request to join. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  const form = await readForm(incoming, RequestDecisionSchema);
  if (!form.ok) return refused(form.refusal);
  const result = await decideJoin(incoming.context.ports, visit.actor, visit.moment, {
    ...form.value,
    organisationId: visit.scope.organisationId,
    kind: visit.acting.organisationKind,
  });
  return redirectAfter('/members', result, w.decided, { isSecure: incoming.context.isSecure });
}

export const loader = () => redirect('/members');
