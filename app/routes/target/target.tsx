import '../../components/list/list.css';
import '../../components/chart/chart.css';
import '../board/board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { TargetView } from '../../components/target/target-view.tsx';
import { refuse } from '../../domain/refusal/refusal.ts';
import { searchText } from '../../domain/target/board-state.ts';
import { targetFacts } from '../../domain/target/target-facts.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';
import { askedDay, headFacts, pagesFacts } from '../board/page-facts.server.ts';
import { PlanHead } from '../board/plan-head.tsx';
import { loadPlan } from '../plan/load-plan.server.ts';
import { TargetPages } from './target-pages.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.facts.target.indicator.zh : '指标'} · 数衡 Shuheng` },
];

/** One target as at a day: its number, why it is judged so, and what is behind it. */
export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadPlan(incoming, incoming.params);
  const standing = await loaded.standing();
  const index = standing.targets.findIndex(({ target }) => target.id === incoming.params.targetId);
  const found = standing.targets[index];
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  const at = askedDay(incoming.request, loaded);
  const pages = pagesFacts(loaded, standing, at);
  const neighbour = (place: number) => {
    const target = standing.targets[place]?.target;
    return target ? { id: target.id, indicator: target.indicator } : null;
  };
  const base = `/plans/${loaded.plan.id}`;
  return {
    head: headFacts(loaded),
    pages,
    base,
    atSearch: pages.atSearch,
    facts: targetFacts(found, standing),
    previous: index > 0 ? neighbour(index - 1) : null,
    next: neighbour(index + 1),
    links: {
      settings: pages.mayManage ? `${base}/settings` : null,
      entries: `${base}/entries${searchText({ target: found.target.id, at })}`,
    },
  };
}

export default function Target() {
  const t = useText();
  const { head, pages, base, atSearch, facts, previous, next, links } = useLoaderData<typeof loader>();
  const { target } = facts;
  return (
    <>
      <PlanHead
        facts={head}
        title={target.indicator}
        lead={
          <div>
            {target.id} · § {target.clause}
          </div>
        }
      />
      <TargetPages
        pages={pages}
        base={base}
        atSearch={atSearch}
        targetId={target.id}
        previous={previous}
        next={next}
      />
      <TargetView facts={facts} links={links} key={`${target.id} ${facts.asAt}`}>
        <p className="sh-no-print">
          <Link to={links.entries}>{t(w.allEntries)}</Link>
        </p>
      </TargetView>
    </>
  );
}
