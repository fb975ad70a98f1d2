import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { ActionMoveSchema } from '../../domain/assessment/action.ts';
import { readForm } from '../../http/form.server.ts';
import { redirectAfter, refusalResponse, refused } from '../../http/response.server.ts';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { moveAction } from '../../services/action/move-action.server.ts';
import { requirePlanner } from './action-form.server.ts';
import { requireAssessmentHouse } from './house.server.ts';

/** Closes an action, or takes it up again. */
export async function action(incoming: ActionFunctionArgs) {
  const house = await requirePlanner(incoming, incoming.params);
  const form = await readForm(incoming, ActionMoveSchema);
  if (!form.ok) return refused(form.refusal);
  const { assessmentId = '', actionId: id = '' } = incoming.params;
  const { actor, moment } = house.visit;
  const result = await moveAction(incoming.context.ports, actor, moment, {
    assessmentId,
    id,
    state: form.value.state,
  });
  if (!result.ok && result.refusal.code !== 'not_allowed_now') throw refusalResponse(result.refusal);
  return redirectAfter(`${house.base}/assessments/${assessmentId}/actions`, result, w.moved, {
    isSecure: incoming.context.isSecure,
  });
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { base } = await requireAssessmentHouse(incoming, incoming.params);
  return redirect(`${base}/assessments/${encodeURIComponent(incoming.params.assessmentId ?? '')}/actions`);
}
