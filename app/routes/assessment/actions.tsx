import '../../components/list/list.css';
import './result.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { isOverdue } from '#app/domain/assessment/action.ts';
import { cellName } from '#app/domain/assessment/explanation.ts';
import { itemsOf } from '#app/domain/assessment/model.ts';
import { daysBetween } from '#app/domain/calendar/plain-date.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { ACTION_STATES } from '../../domain/assessment/action.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';
import { ResultFrame } from './result-frame.tsx';
import { resultHead } from './result-head.server.ts';
import { actionsOf, countActions, forecastOf } from './result-view.server.ts';

export const meta: MetaFunction = () => [{ title: '改进行动 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  if (house.side === 'independent') throw refusalResponse(refuse('forbidden').refusal);
  const loaded = await loadAssessment(incoming, house, incoming.params.assessmentId);
  const { assessment, model, result } = loaded;
  const { today } = house.visit.moment;
  const actions = await actionsOf(incoming, house, assessment.id);
  const names = new Map(
    itemsOf(model).flatMap((item) =>
      item.cells.map((cell) => [cell.id, cellName(model, item, cell)] as const),
    ),
  );
  return {
    head: resultHead(house, assessment, model),
    client: house.client,
    mayPlan: house.mayEdit && assessment.state !== 'withdrawn',
    counts: countActions(actions, today),
    effort: actions.reduce((sum, { state, effort }) => sum + (state === 'open' ? effort : 0), 0),
    now: result.overall?.shown ?? null,
    forecast: forecastOf(loaded, actions)?.overall?.shown ?? null,
    actions: actions.map((action) => ({
      ...action,
      name: names.get(action.cellId) ?? null,
      overdueDays: isOverdue(action, today) ? daysBetween(action.dueOn, today) : 0,
    })),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Action = Loaded['actions'][number];

const TONES = { open: 'blue', done: 'green', cancelled: 'grey' } as const;

function StateSign({ action }: { action: Action }) {
  const t = useText();
  if (action.overdueDays > 0) {
    return (
      <Sign tone="red">
        {t(w.overdue)} {action.overdueDays} {t(w.days)}
      </Sign>
    );
  }
  return <Sign tone={TONES[action.state]}>{t(ACTION_STATES[action.state])}</Sign>;
}

function Moves({ action, place }: { action: Action; place: string }) {
  const t = useText();
  const moves =
    action.state === 'open'
      ? ([
          ['done', w.markDone],
          ['cancelled', w.cancel],
        ] as const)
      : ([['open', w.resume]] as const);
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, alignItems: 'center' }}>
      {action.state === 'open' && (
        <Link to={`${place}/actions/${action.id}`} aria-label={`${t(w.edit)} ${action.title}`}>
          {t(w.edit)}
        </Link>
      )}
      {moves.map(([state, label]) => (
        <PostForm key={state} action={`${place}/actions/${action.id}/state`}>
          <input type="hidden" name="state" value={state} />
          <Button
            type="submit"
            size="compact-sm"
            variant="default"
            aria-label={`${t(label)} ${action.title}`}
          >
            {t(label)}
          </Button>
        </PostForm>
      ))}
    </div>
  );
}

function ActionTable({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { head, actions, mayPlan } = loaded;
  return (
    <div className="sh-card sh-flush sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.title)}</th>
            <th scope="col">{t(w.item)}</th>
            <th scope="col">{t(w.owner)}</th>
            <th scope="col">{t(w.dueOn)}</th>
            <th scope="col" className="num">
              {t(w.effortDays)}
            </th>
            <th scope="col" className="num">
              {t(w.expectedLevel)}
            </th>
            <th scope="col">{t(w.state)}</th>
            {mayPlan && <th scope="col" className="sh-no-print" aria-label={t(w.edit)} />}
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <tr key={action.id} id={`action-${action.id}`}>
              <td data-label={t(w.title)}>
                {action.title}
                {action.note && <div className="sh-muted">{action.note}</div>}
              </td>
              <td data-label={t(w.item)}>
                {action.cellId} {action.name && t(action.name)}
                {action.criterionId && <div className="sh-muted">{action.criterionId}</div>}
              </td>
              <td data-label={t(w.owner)}>{action.ownerName}</td>
              <td data-label={t(w.dueOn)} className="sh-nowrap">
                {action.dueOn}
              </td>
              <td className="num" data-label={t(w.effortDays)}>
                {action.effort}
              </td>
              <td className="num" data-label={t(w.expectedLevel)}>
                {action.expectedLevel}
              </td>
              <td data-label={t(w.state)}>
                <StateSign action={action} />
              </td>
              {mayPlan && (
                <td className="sh-no-print">
                  <Moves action={action} place={head.place} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Actions() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { head, actions, mayPlan, counts, forecast } = loaded;
  const add = mayPlan && (
    <Button component={Link} to={`${head.place}/actions/new`}>
      {t(w.newAction)}
    </Button>
  );
  return (
    <ResultFrame
      head={head}
      client={loaded.client}
      title={t(w.actionsTitle)}
      lead={t(w.actionsLead)}
      actions={actions.length > 0 && add}
    >
      {actions.length === 0 ? (
        <EmptyState
          title={t(w.noActions)}
          action={
            <div style={{ display: 'flex', gap: 12, justifyContent: 'center', flexWrap: 'wrap' }}>
              {add}
              <Button component={Link} to={`${head.place}/gaps`} variant="default">
                {t(w.toGaps)}
              </Button>
            </div>
          }
        >
          <p>{t(w.noActionsText)}</p>
        </EmptyState>
      ) : (
        <>
          <p>
            {t({
              zh: `进行中 ${counts.open} 项，合计 ${loaded.effort} 人日${counts.overdue > 0 ? `，逾期 ${counts.overdue} 项` : ''}。`,
              en: `${counts.open} open, ${loaded.effort} person-days in all${counts.overdue > 0 ? `, ${counts.overdue} overdue` : ''}. `,
            })}
            {forecast !== null && (
              <>
                {t(w.forecast)} {loaded.now} → <strong>{forecast}</strong>
                <span className="sh-muted">
                  {t({ zh: `（${w.forecastNote.zh}）`, en: ` (${w.forecastNote.en})` })}
                </span>
              </>
            )}
          </p>
          <ActionTable loaded={loaded} />
        </>
      )}
    </ResultFrame>
  );
}
