import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse } from '../../http/response.server.ts';
import { reportWords } from '../../i18n/report.ts';
import { discardWorkbook } from '../../services/workbook/discard-workbook.server.ts';
import { requireAssessmentHouse } from '../assessment/house.server.ts';

/** 放弃本次导入. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, base } = await requireAssessmentHouse(incoming, incoming.params, 'assess');
  await readPosted(incoming);
  const assessmentId = incoming.params.assessmentId ?? '';
  const result = await discardWorkbook(incoming.context.ports, visit.actor, visit.moment, {
    assessmentId,
    importId: incoming.params.importId ?? '',
  });
  if (!result.ok && result.refusal.code !== 'not_allowed_now') throw refusalResponse(result.refusal);
  return redirectAfter(`${base}/assessments/${assessmentId}/workbook`, result, reportWords.discarded, {
    isSecure: incoming.context.isSecure,
  });
}

export const loader = () => redirect('/assessments');
