import '../../components/list/list.css';
import '../../components/chart/chart.css';
import './board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { RankedBars } from '../../components/chart/ranked-bars.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { searchText } from '../../domain/search-text.ts';
import { cityTable } from '../../domain/target/city-table.ts';
import { rankedCells, regionFinding } from '../../domain/target/region-view.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import { loadPlan } from '../plan/load-plan.server.ts';
import { chosenTargets } from './chosen-targets.server.ts';
import { CityHeat } from './city-heat.tsx';
import { askedDay, headFacts, pagesFacts } from './page-facts.server.ts';
import { PlanHead } from './plan-head.tsx';
import { PlanPages } from './plan-pages.tsx';
import { TargetChoice } from './target-choice.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `各市对比：${data.head.content.title.zh}` : '各市对比'} · 数衡 Shuheng` },
];

/** Targets of which any city has a figure or a share. */
function withCityData({ targets }: PlanStanding): string[] {
  return targets
    .filter(({ regions }) => regions.some(({ value, split }) => value !== null || split !== null))
    .map(({ target }) => target.id);
}

/** One target's cities as ranked bars: the one asked for, else the first shown that has city data. */
function barsOf(standing: PlanStanding, ids: readonly string[], asked: string | null) {
  const known = withCityData(standing);
  const id = ids.find((one) => one === asked) ?? ids.find((one) => known.includes(one)) ?? ids[0];
  const found = standing.targets.find(({ target }) => target.id === id);
  if (!found || found.regions.length === 0) return null;
  return {
    id: found.target.id,
    target: found.target,
    finding: regionFinding(found),
    cells: rankedCells(found),
  };
}

/** The cities of a province beside each other. */
export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadPlan(incoming, incoming.params);
  const standing = await loaded.standing();
  const search = new URL(incoming.request.url).searchParams;
  const at = askedDay(incoming.request, loaded);
  const known = withCityData(standing);
  const all = standing.targets.map(({ target }) => target.id);
  const chosen = chosenTargets(incoming.request, standing, known.length > 0 ? known : all);
  const sort = {
    targetId: chosen.ids.find((id) => id === search.get('sort')) ?? null,
    isAscending: search.get('dir') === 'asc',
  };
  const bars = barsOf(standing, chosen.ids, search.get('bars'));
  return {
    head: headFacts(loaded),
    pages: pagesFacts(loaded, standing, at),
    chosen,
    sort,
    table: cityTable(standing, chosen.ids, sort),
    bars,
    at,
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** The whole state of the page, with changes, as search text. */
function stateSearch(
  { chosen, sort, bars, at }: Page,
  change: Readonly<Record<string, string>> = {},
): string {
  return searchText({
    targets: chosen.asked,
    at,
    sort: sort.targetId ?? '',
    dir: sort.targetId !== null && sort.isAscending ? 'asc' : '',
    bars: bars?.id ?? '',
    ...change,
  });
}

function BarsOfOne({ page }: { page: Page }) {
  const t = useText();
  const { bars, table, pages } = page;
  if (!bars) return null;
  return (
    <section className="sh-card sh-board-section" aria-labelledby="bars">
      <h2 id="bars" className="sh-h2">
        {t(bars.finding)}
      </h2>
      <p className="sh-muted sh-board-lead">
        {bars.id} {t(bars.target.indicator)}
      </p>
      {table.columns.length > 1 && (
        <nav className="sh-pills sh-no-print" aria-label={t(w.barFor)}>
          {table.columns.map(({ target }) => (
            <Link
              key={target.id}
              to={stateSearch(page, { bars: target.id })}
              preventScrollReset
              title={t(target.indicator)}
              {...(target.id === bars.id ? { 'aria-current': 'true' as const } : {})}
            >
              {target.id}
            </Link>
          ))}
        </nav>
      )}
      <RankedBars
        cells={bars.cells}
        target={bars.target}
        toOf={() => null}
        settingsTo={pages.mayManage ? `/plans/${pages.planId}/settings` : null}
      />
    </section>
  );
}

export default function Cities() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { head, pages, chosen, sort, table } = page;
  const sortTo = (targetId: string | null) =>
    stateSearch(page, {
      sort: targetId ?? '',
      dir: targetId !== null && targetId === sort.targetId && !sort.isAscending ? 'asc' : '',
    });
  return (
    <div className="sh-board">
      <PlanHead facts={head} title={w.citiesTitle} lead={<div>{t(w.citiesLead)}</div>} />
      <PlanPages facts={pages} current="cities" />
      {table.rows.length === 0 ? (
        <EmptyState title={t(w.noCities)}>
          <p>{t(w.noCitiesText)}</p>
        </EmptyState>
      ) : (
        <>
          <TargetChoice
            chosen={chosen}
            kept={{ at: page.at, sort: sort.targetId ?? '', dir: sort.isAscending ? 'asc' : '' }}
          />
          <CityHeat
            table={table}
            sorted={sort}
            // A search that is empty still leads to this page, without any.
            sortTo={(id) => sortTo(id) || '?'}
            targetTo={(id) => `/plans/${pages.planId}/targets/${encodeURIComponent(id)}${pages.atSearch}`}
          />
          <p className="sh-muted sh-chart-note">{t(w.shadeNote)}</p>
          <BarsOfOne page={page} />
        </>
      )}
    </div>
  );
}
