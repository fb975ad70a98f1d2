import type { ActionFunctionArgs } from '@remix-run/node';
import { words } from '#app/domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { requireEnterprise } from '../../http/scope.server.ts';
import { saveSealing, SealingSchema } from '../../services/filing/save-sealing.server.ts';

const DONE = words('已保存。', 'Saved.');

/** Notes the day of the signature and the way of submission. */
export async function action(incoming: ActionFunctionArgs) {
  const visit = await requireEnterprise(incoming, 'uploadScan');
  const form = await readForm(incoming, SealingSchema);
  if (!form.ok) throw refusalResponse(form.refusal);
  const { ports, isSecure } = incoming.context;
  const filingId = incoming.params['filingId'] ?? '';
  const sealing = form.value;
  const result = await saveSealing(ports, visit.actor, visit.moment, { filingId, sealing });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(`/filings/${filingId}/seal#submit`, DONE, { isSecure });
}
