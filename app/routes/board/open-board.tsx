import '../../components/list/list.css';
import '../../components/chart/chart.css';
import './board.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { Tag } from '../../components/layout/sign.tsx';
import { readBoardState } from '../../domain/target/board-state.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';
import { boardView } from './board-view.ts';
import { loadOpenPlan, openHeadFacts } from './load-open-plan.server.ts';
import { askedDay } from './page-facts.server.ts';
import { PlanBoard } from './plan-board.tsx';
import { PlanHead } from './plan-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.head.content.title.zh : '公开计划'} · 数衡 Shuheng` },
];

/** A published plan for everyone, signed in or not: numbers, no names. */
export async function loader(incoming: LoaderFunctionArgs) {
  const open = await loadOpenPlan(incoming, incoming.params);
  const at = askedDay(incoming.request, open);
  return {
    head: openHeadFacts(open),
    publishedAt: open.plan.publishedAt,
    view: boardView(open.standing, {
      base: `/open/plans/${open.plan.id}`,
      state: readBoardState(new URL(incoming.request.url).searchParams, at),
      today: open.today,
      settingsTo: null,
    }),
  };
}

export default function OpenBoard() {
  const t = useText();
  const { head, view } = useLoaderData<typeof loader>();
  return (
    <>
      <PlanHead
        facts={head}
        tags={<Tag>{t(w.openPlanTag)}</Tag>}
        actions={
          <Link to="/open/plans" className="sh-no-print">
            {t(w.openTitle)}
          </Link>
        }
      />
      <PlanBoard view={view} />
    </>
  );
}
