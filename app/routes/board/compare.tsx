import '../../components/list/list.css';
import '../../components/chart/chart.css';
import './board.css';
import { Alert } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadShares } from '../../components/chart/load-drawing.ts';
import { SHARE_LINES } from '../../components/chart/palette.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { formatShare } from '../../domain/target/amount.ts';
import { byGap } from '../../domain/target/board.ts';
import { type ShareSeries, shareSeries } from '../../domain/target/share-series.ts';
import type { PlanStanding } from '../../domain/target/standing.ts';
import { words } from '../../domain/words.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import { loadPlan } from '../plan/load-plan.server.ts';
import { chosenTargets } from './chosen-targets.server.ts';
import { askedDay, headFacts, pagesFacts } from './page-facts.server.ts';
import { PlanHead } from './plan-head.tsx';
import { PlanPages } from './plan-pages.tsx';
import { TargetChoice } from './target-choice.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `指标对比：${data.head.content.title.zh}` : '指标对比'} · 数衡 Shuheng` },
];

/** Lines that colours and dashes tell apart; more than these nobody reads. */
const MOST_LINES = SHARE_LINES.length;

/** Without a choice: the targets that have data, the furthest behind first, as many as can be read. */
function standardChoice({ targets }: PlanStanding): string[] {
  return byGap(targets.filter(({ value }) => value !== null))
    .slice(0, MOST_LINES)
    .map(({ target }) => target.id);
}

/** Chosen targets over time, each as a share of what is asked. */
export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadPlan(incoming, incoming.params);
  const standing = await loaded.standing();
  const at = askedDay(incoming.request, loaded);
  const chosen = chosenTargets(incoming.request, standing, standardChoice(standing));
  return {
    head: headFacts(loaded),
    pages: pagesFacts(loaded, standing, at),
    chosen,
    isCut: chosen.ids.length > MOST_LINES,
    series: shareSeries(standing, chosen.ids.slice(0, MOST_LINES)),
    at,
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function ShareTable({ series, page }: { series: ShareSeries; page: Page }) {
  const t = useText();
  const { planId, atSearch } = page.pages;
  return (
    <table className="sh-table sh-cities">
      <thead>
        <tr>
          <th scope="col">{t(w.day)}</th>
          {series.lines.map(({ targetId, name }) => (
            <th key={targetId} scope="col" className="num">
              <Link to={`/plans/${planId}/targets/${encodeURIComponent(targetId)}${atSearch}`}>
                {targetId} <span className="sh-city-name">{t(name)}</span>
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {series.days.map((day, at) => (
          <tr key={day}>
            <th scope="row" className="sh-nowrap">
              {day}
            </th>
            {series.lines.map(({ targetId, shares }) => {
              const share = shares[at] ?? null;
              return (
                <td key={targetId} className="num">
                  {share === null ? '—' : formatShare(share)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default function Compare() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const { head, pages, chosen, series } = page;
  return (
    <div className="sh-board">
      <PlanHead facts={head} title={w.compareTitle} lead={<div>{t(w.compareLead)}</div>} />
      <PlanPages facts={pages} current="compare" />
      <TargetChoice chosen={chosen} kept={{ at: page.at }} />
      {page.isCut && (
        <Alert color="yellow" variant="light" mb="md" py={8} role="alert">
          {t(w.tooMany(MOST_LINES))}
        </Alert>
      )}
      {series.lines.length === 0 ? (
        <EmptyState title={t(series.finding)}>
          <p>{t(w.chooseSome)}</p>
        </EmptyState>
      ) : (
        <ChartFrame
          // The drawing and its legend belong to one choice of targets.
          key={series.lines.map(({ targetId }) => targetId).join(',')}
          title={t(series.finding)}
          load={loadShares}
          drawing={{
            days: series.days,
            lines: series.lines.map(({ targetId, name, shares }) => ({
              label: `${targetId} ${t(name)}`,
              shares,
            })),
            wholeLabel: t(w.whole),
          }}
          legend={series.lines.map(({ targetId, name }, at) => ({
            label: words(`${targetId} ${name.zh}`, `${targetId} ${name.en}`),
            kind: 'self' as const,
            ...SHARE_LINES[at % SHARE_LINES.length],
          }))}
          table={<ShareTable series={series} page={page} />}
          note={`${t(w.asAt)} ${head.asAt}`}
        />
      )}
      {series.left.length > 0 && (
        <p className="sh-muted">
          {t(
            w.leftOut(
              words(
                series.left.map(({ name }) => name.zh).join('、'),
                series.left.map(({ name }) => name.en).join(', '),
              ),
            ),
          )}
        </p>
      )}
    </div>
  );
}
