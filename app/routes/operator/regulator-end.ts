import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { isId } from '#db/identifier.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse, refused } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { operatorWords as w } from '../../i18n/operator.ts';
import { endMembership } from '../../services/membership/end-membership.server.ts';

/** Ends the membership of a regulator's person. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireOperator(incoming);
  const organisationId = incoming.params.id ?? '';
  if (!isId(organisationId)) throw refusalResponse(refuse('not_found').refusal);
  const form = await readForm(incoming, z.object({ member: z.uuid() }));
  if (!form.ok) return refused(form.refusal);
  const result = await endMembership(incoming.context.ports, visit.actor, visit.moment, {
    organisationId,
    kind: 'regulator',
    memberId: form.value.member,
  });
  return redirectAfter(`/operator/regulators/${organisationId}`, result, w.ended, {
    isSecure: incoming.context.isSecure,
  });
}

export const loader = () => redirect('/operator/regulators');
