import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse, valueOrThrow } from '../../http/response.server.ts';
import { requireOperator } from '../../http/scope.server.ts';
import { outboxWords as w } from '../../i18n/notice.ts';
import { retryNotice } from '../../services/notice/retry-notice.server.ts';

const RetrySchema = z.object({ id: z.uuid() });

/** Someone who goes back to this address by hand. */
export function loader() {
  return redirect('/operator/outbox');
}

export async function action(incoming: ActionFunctionArgs) {
  const { context } = incoming;
  const visit = await requireOperator(incoming);
  const form = await readForm(incoming, RetrySchema);
  if (!form.ok) throw refusalResponse(form.refusal);
  valueOrThrow(await retryNotice(context.ports, visit.actor, visit.moment, form.value.id));
  return redirectWith('/operator/outbox', w.retried, { isSecure: context.isSecure });
}
