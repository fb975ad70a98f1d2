import type { ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectAfter } from '../../http/response.server.ts';
import { modelWords as w } from '../../i18n/model.ts';
import { publishModel } from '../../services/model/publish-model.server.ts';
import { requireOwnModel } from './load-model.server.ts';

/** Publishes a draft. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, model, row } = await requireOwnModel(incoming, incoming.params.id);
  await readPosted(incoming);
  const result = await publishModel(incoming.context.ports, visit.actor, visit.moment, {
    organisationId: visit.scope.organisationId,
    id: row.id,
  });
  return redirectAfter(`/models/${model.id}`, result, w.published, { isSecure: incoming.context.isSecure });
}
