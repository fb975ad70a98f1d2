import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refused } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { removeWebhook } from '../../services/organisation/remove-webhook.server.ts';

/** Stops sending to a webhook. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'manageOrganisation');
  const form = await readForm(incoming, z.object({ id: z.uuid() }));
  if (!form.ok) return refused(form.refusal);
  const result = await removeWebhook(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    id: form.value.id,
  });
  return redirectAfter('/organisation/webhooks', result, w.webhookRemoved, {
    isSecure: incoming.context.isSecure,
  });
}

export const loader = () => redirect('/organisation/webhooks');
