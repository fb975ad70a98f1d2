import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { RoleChangeSchema } from '../../domain/organisation/membership.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refused } from '../../http/response.server.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { changeRole } from '../../services/membership/change-role.server.ts';

/** Gives a member another role. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireHouse(incoming, 'manageMembers');
  const form = await readForm(incoming, RoleChangeSchema);
  if (!form.ok) return refused(form.refusal);
  const result = await changeRole(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    kind: visit.acting.organisationKind,
    memberId: form.value.member,
    role: form.value.role,
  });
  return redirectAfter('/members', result, w.roleSaved, { isSecure: incoming.context.isSecure });
}

export const loader = () => redirect('/members');
