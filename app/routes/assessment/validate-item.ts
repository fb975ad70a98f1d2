import type { ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { validateItem } from '../../services/answer/validate-item.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

/** 通过复核: validates what of an item somebody else wrote. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '', itemId = '' } = incoming.params;
  await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await validateItem(ports, visit.actor, visit.moment, { assessmentId, itemId });
  if (!result.ok) throw refusalResponse(result.refusal);
  const { validated, own, carried } = result.value;
  const left = own + carried;
  const back = `${base}/assessments/${assessmentId}/items/${encodeURIComponent(itemId)}`;
  return redirectWith(back, left > 0 ? w.validatedSome(validated, left) : w.validated(validated), {
    isSecure,
    tone: left > 0 ? 'warning' : 'good',
  });
}
