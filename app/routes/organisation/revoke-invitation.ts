import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { revokeInvitation } from '../../services/membership/revoke-invitation.server.ts';

/** Takes an open invitation back. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  const form = await readForm(incoming, z.object({ id: z.uuid() }));
  if (!form.ok) return refused(form.refusal);
  const result = await revokeInvitation(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    id: form.value.id,
  });
  return redirectAfter('/members', result, w.invitationRevoked, { isSecure: incoming.context.isSecure });
}

export const loader = () => redirect('/members');
