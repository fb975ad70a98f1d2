import type { ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectAfter } from '../../http/response.server.ts';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { publishScheme } from '../../services/scheme/publish-scheme.server.ts';
import { requireOwnScheme } from './load-scheme.server.ts';

/** Publishes a draft. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, scheme, row } = await requireOwnScheme(incoming, incoming.params.id);
  await readPosted(incoming);
  const result = await publishScheme(incoming.context.ports, visit.actor, visit.moment, row.id);
  return redirectAfter(`/schemes/${scheme.id}`, result, w.published, { isSecure: incoming.context.isSecure });
}
