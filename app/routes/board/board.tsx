import '../../components/list/list.css';
import '../../components/chart/chart.css';
import './board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readBoardState } from '../../domain/target/board-state.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { boardView } from './board-view.ts';
import { askedDay, headFacts, pagesFacts } from './page-facts.server.ts';
import { PlanBoard } from './plan-board.tsx';
import { PlanHead } from './plan-head.tsx';
import { PlanPages } from './plan-pages.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.head.content.title.zh : '计划看板'} · 数衡 Shuheng` },
];

/** A plan on one page, as at a day. */
export async function loader(incoming: LoaderFunctionArgs) {
  const loaded = await loadPlan(incoming, incoming.params);
  const standing = await loaded.standing();
  const at = askedDay(incoming.request, loaded);
  const pages = pagesFacts(loaded, standing, at);
  return {
    head: headFacts(loaded),
    pages,
    view: boardView(standing, {
      base: `/plans/${loaded.plan.id}`,
      state: readBoardState(new URL(incoming.request.url).searchParams, at),
      today: loaded.visit.moment.today,
      settingsTo: pages.mayManage ? `/plans/${loaded.plan.id}/settings` : null,
    }),
  };
}

export default function Board() {
  const { head, pages, view } = useLoaderData<typeof loader>();
  return (
    <>
      <PlanHead facts={head} />
      <PlanPages facts={pages} current="board" />
      <PlanBoard view={view} />
    </>
  );
}
