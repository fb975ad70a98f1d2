import { can } from '../../domain/organisation/organisation.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import { searchText } from '../../domain/search-text.ts';
import type { LoadedPlan } from '../plan/load-plan.server.ts';
import type { PlanHeadFacts } from './plan-head.tsx';
import type { PlanPagesFacts } from './plan-pages.tsx';

/** The day that the address asks for and gets; empty where it asks for none, or for one that was refused. */
export function askedDay(request: Request, { asAt, asAtRefusal }: Pick<LoadedPlan, 'asAt' | 'asAtRefusal'>) {
  const asked = new URL(request.url).searchParams.get('at')?.trim() ?? '';
  return asked === '' || asAtRefusal !== null ? '' : asAt;
}

/** What the head of a page inside a plan shows. */
export function headFacts(loaded: LoadedPlan): PlanHeadFacts {
  const { plan, asAt, asAtRefusal, visit } = loaded;
  const { title, number, issuer, issuedOn, from, until, source, defects } = loaded.content;
  return {
    content: { title, number, issuer, issuedOn, from, until, source, defects },
    houseName: plan.houseName,
    isDemo: plan.isDemo,
    state: plan.state,
    asAt,
    asAtRefusal,
    today: visit.moment.today,
  };
}

/** Whether any target of the plan is told by city. */
function hasCities({ targets }: PlanStanding): boolean {
  return targets.some(({ target, regions }) => target.canSplit || regions.length > 0);
}

/** Which pages of the plan the visitor finds. */
export function pagesFacts(loaded: LoadedPlan, standing: PlanStanding, at: string): PlanPagesFacts {
  const { plan, visit, isOwn } = loaded;
  const { role } = visit.scope;
  return {
    planId: plan.id,
    atSearch: searchText({ at }),
    hasCities: hasCities(standing),
    mayReport: plan.state === 'published' && can(role, 'enterRecords'),
    mayManage: isOwn && can(role, 'managePlans'),
    isPublic: plan.isPublic && plan.state === 'published',
    isDraft: plan.state === 'draft',
  };
}
