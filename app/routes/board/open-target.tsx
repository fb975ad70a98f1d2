import '../../components/list/list.css';
import '../../components/chart/chart.css';
import './board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Tag } from '../../components/layout/sign.tsx';
import { TargetView } from '../../components/target/target-view.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { searchText } from '../../domain/search-text.ts';
import { targetFacts } from '../../domain/target/target-facts.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import { loadOpenPlan, openHeadFacts } from './load-open-plan.server.ts';
import { askedDay } from './page-facts.server.ts';
import { PlanHead } from './plan-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.facts.target.indicator.zh : '公开计划'} · 数衡 Shuheng` },
];

/** One target of a published plan for everyone: the same as inside, without the records behind it. */
export async function loader(incoming: LoaderFunctionArgs) {
  const open = await loadOpenPlan(incoming, incoming.params);
  const found = open.standing.targets.find(({ target }) => target.id === incoming.params.targetId);
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  return {
    head: openHeadFacts(open),
    back: `/open/plans/${open.plan.id}${searchText({ at: askedDay(incoming.request, open) })}`,
    facts: targetFacts(found, open.standing),
  };
}

export default function OpenTarget() {
  const t = useText();
  const { head, back, facts } = useLoaderData<typeof loader>();
  return (
    <>
      <PlanHead
        facts={head}
        title={facts.target.indicator}
        tags={<Tag>{t(w.openPlanTag)}</Tag>}
        actions={
          <Link to={back} className="sh-no-print">
            {t(w.backToBoard)}
          </Link>
        }
      />
      <TargetView facts={facts} links={{ settings: null, entries: null }} />
    </>
  );
}
