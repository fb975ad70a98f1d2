import type { ActionFunctionArgs } from '@remix-run/node';
import { ThreadBodySchema } from '#app/domain/assessment/thread.ts';
import { words } from '#app/domain/words.ts';
import { readForm } from '../../http/form.server.ts';
import { onceOnly } from '../../http/once.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { replyAssessmentThread } from '../../services/assessment-thread/reply-assessment-thread.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

const EMPTY = words('请填写答复内容。', 'Write a reply.');

/** Writes into a thread; back to the page that it stands on. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '', threadId = '' } = incoming.params;
  const { ports, isSecure } = incoming.context;
  const form = await readForm(incoming, ThreadBodySchema);
  const place = localAddress(form.values['back'], `${base}/assessments/${assessmentId}/threads`);
  const back = `${place}#thread-${threadId}`;
  if (!form.ok) {
    return redirectWith(back, form.refusal.fields?.['body'] ?? EMPTY, { isSecure, tone: 'warning' });
  }
  const { body } = form.value;
  const input = { assessmentId, threadId, body };
  const result = await onceOnly(incoming, input, () =>
    replyAssessmentThread(ports, visit.actor, visit.moment, input),
  );
  if (!result.ok) throw refusalResponse(result.refusal);
  return redirectWith(back, w.replied, { isSecure });
}
