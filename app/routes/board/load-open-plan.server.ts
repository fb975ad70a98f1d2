import { getOpenPlan, type OpenPlanRow } from '#db/queries/open-plan.read.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { readJudging } from '../../domain/target/judging.ts';
import type { PlanContent } from '../../domain/target/plan.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import type { PlainDate } from '../../domain/calendar/plain-date.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { openPlan } from '../../services/plan/plan-content.step.server.ts';
import { readStanding } from '../../services/target/read-standing.server.ts';
import { type AsAt, asAtOf } from '../plan/load-plan.server.ts';
import type { PlanHeadFacts } from './plan-head.tsx';

/** A published plan, as everyone may see it. */
export interface OpenPlan extends AsAt {
  readonly plan: OpenPlanRow;
  readonly content: PlanContent;
  readonly standing: PlanStanding;
  readonly today: PlainDate;
}

/**
 * The plan that an address names, with its numbers, read as somebody without an account whoever asks: so nothing can
 * show that only some may see. 404 for a plan kept inside, withdrawn or never published.
 */
export async function loadOpenPlan(
  incoming: Incoming,
  params: { readonly planId?: string | undefined },
): Promise<OpenPlan> {
  const { context, request } = incoming;
  const { today } = context.clock.moment();
  const found = await context.ports.db.transaction({ kind: 'anonymous' }, async (trx) => {
    const plan = await getOpenPlan(trx, params.planId ?? '');
    if (!plan) return null;
    const content = openPlan(plan.content);
    const day = asAtOf(request, content.until, today);
    const judged = { id: plan.id, content, judging: readJudging(plan.judging) };
    return { plan, content, ...day, standing: await readStanding(trx, judged, day.asAt, today) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  return { ...found, today };
}

/** What the head of a public page shows. */
export function openHeadFacts({ plan, content, asAt, asAtRefusal, today }: OpenPlan): PlanHeadFacts {
  const { title, number, issuer, issuedOn, from, until, source, defects } = content;
  return {
    content: { title, number, issuer, issuedOn, from, until, source, defects },
    houseName: plan.houseName,
    isDemo: plan.isDemo,
    state: 'published',
    asAt,
    asAtRefusal,
    today,
  };
}
