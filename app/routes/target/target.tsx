import '../../components/list/list.css';
import '../../components/chart/chart.css';
import '../board/board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { countEntries, listEntries } from '#db/queries/entry.read.ts';
import { TargetView } from '../../components/target/target-view.tsx';
import { regionShortName } from '../../domain/organisation/region.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { searchText } from '../../domain/search-text.ts';
import { EntryFilterSchema, type EntryState } from '../../domain/target/entry-filter.ts';
import type { Target as TargetOfPlan } from '../../domain/target/plan.ts';
import { targetFacts } from '../../domain/target/target-facts.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { askedDay, headFacts, pagesFacts } from '../board/page-facts.server.ts';
import { PlanHead } from '../board/plan-head.tsx';
import { amountText, entryName } from '../entry/entry-view.server.ts';
import { loadPlan, type LoadedPlan } from '../plan/load-plan.server.ts';
import { EntrySection, type LatestEntries } from './latest-entries.tsx';
import { TargetPages } from './target-pages.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.facts.target.indicator.zh : '指标'} · 数衡 Shuheng` },
];

/** Records that the page itself lists. */
const LISTED = 8;

/** Where the platform's own data of a target are; null where entries or reported figures are judged. */
function platformPlace({ headline, platform }: TargetOfPlan): string | null {
  if (headline !== 'platform' || platform === null) return null;
  return platform.from === 'certificate' ? '/maturity/certificates' : `/designations?kind=${platform.kind}`;
}

async function latestEntries(
  incoming: Incoming,
  { visit, plan, content, asAt, isOwn }: LoadedPlan,
  target: TargetOfPlan,
): Promise<LatestEntries> {
  const queryOf = (state: EntryState) => ({
    planId: plan.id,
    filter: EntryFilterSchema.parse({ target: target.id, state }),
    asAt,
  });
  const query = queryOf('counting');
  const { page, total, later } = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    page: await listEntries(trx, visit.scope, query, LISTED),
    total: await countEntries(trx, visit.scope, query),
    later: await countEntries(trx, visit.scope, queryOf('later')),
  }));
  return {
    count: total.count,
    later: later.count,
    rows: page.rows.map((row) => ({
      id: row.id,
      to: `/plans/${plan.id}/entries/${row.organisationId}/${row.id}?at=${asAt}`,
      title: entryName(row),
      region: regionShortName(row.regionCode),
      onDate: row.onDate,
      amount: amountText(content, row),
      source: row.document || row.source,
    })),
    platformTo: platformPlace(target),
    isNarrowed: !isOwn,
  };
}

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
      entriesWithin: loaded.visit.scope.regionCode,
    },
    entries: await latestEntries(incoming, loaded, found.target),
  };
}

export default function Target() {
  const { head, pages, base, atSearch, facts, previous, next, links, entries } =
    useLoaderData<typeof loader>();
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
        <EntrySection entries={entries} to={links.entries} />
      </TargetView>
    </>
  );
}
