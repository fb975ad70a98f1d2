import type { ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { localAddress, redirectWith, refusalResponse } from '../../http/response.server.ts';
import { itemWords as w } from '../../i18n/assessment-item.ts';
import { resolveAssessmentThread } from '../../services/assessment-thread/resolve-assessment-thread.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

/** Closes a thread; back to the page that it stands on. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  const { assessmentId = '', threadId = '' } = incoming.params;
  const form = await readPosted(incoming);
  const { ports, isSecure } = incoming.context;
  const result = await resolveAssessmentThread(ports, visit.actor, visit.moment, { assessmentId, threadId });
  if (!result.ok) throw refusalResponse(result.refusal);
  const back = localAddress(form.get('back'), `${base}/assessments/${assessmentId}/threads`);
  return redirectWith(back, w.resolved, { isSecure });
}
