import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { ThreadBodySchema } from '#app/domain/assessment/thread.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectWith, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { returnItem } from '../../services/answer/return-item.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

const ReturnSchema = ThreadBodySchema.extend({ cell: z.string().max(200) });

/** 退回: sends the answers of a cell back with a question. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '', itemId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const back = `${base}/assessments/${assessmentId}/items/${encodeURIComponent(itemId)}`;
  const form = await readForm(incoming, ReturnSchema);
  if (!form.ok) {
    return redirectWith(`${back}#validation`, form.refusal.fields?.['body'] ?? w.emptyQuestion, {
      isSecure,
      tone: 'warning',
    });
  }
  const { cell: cellId, body } = form.value;
  const result = await returnItem(ports, visit.actor, visit.moment, { assessmentId, cellId, body });
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(back, w.sentBack, { isSecure });
}
