import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, valueOrThrow } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { changeWords as w } from '../../i18n/change.ts';
import { beginRefiling } from '../../services/change/begin-refiling.server.ts';

export function loader({ params }: { params: { changeId?: string } }) {
  return redirect(`/changes/${params.changeId ?? ''}`);
}

export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'edit');
  await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await beginRefiling(ports, visit.actor, visit.moment, incoming.params.changeId ?? '');
  if (!result.ok && result.refusal.words) {
    const address = `/changes/${incoming.params.changeId ?? ''}`;
    return redirectWith(address, result.refusal.words, { isSecure, tone: 'warning' });
  }
  const { filingId, joined } = valueOrThrow(result);
  return redirectWith(`/filings/${filingId}/edit`, joined ? w.joined : w.begun, { isSecure });
}
