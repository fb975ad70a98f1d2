import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readPosted } from '../../http/form.server.ts';
import { redirectAfter } from '../../http/response.server.ts';
import { planWords as w } from '../../i18n/plan.ts';
import { beginPlanDraft } from '../../services/plan/begin-plan-draft.server.ts';
import { loadOwnPlan } from './load-plan.server.ts';

/** 编制新版本. */
export async function action(incoming: ActionFunctionArgs) {
  const { visit, plan } = await loadOwnPlan(incoming, incoming.params);
  await readPosted(incoming);
  const { isSecure, ports } = incoming.context;
  const result = await beginPlanDraft(ports, visit.actor, visit.moment, { planId: plan.id });
  const to = result.ok ? `/plans/${plan.id}/edit` : `/plans/${plan.id}/versions`;
  return redirectAfter(to, result, w.draftBegun, { isSecure });
}

export const loader = () => redirect('/plans');
