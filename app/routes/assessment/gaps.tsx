import '../../components/list/list.css';
import './result.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { cellName } from '#app/domain/assessment/explanation.ts';
import { rankGaps } from '#app/domain/assessment/gaps.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { improvementWords as w } from '../../i18n/assessment-improvement.ts';
import { resultWords } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';
import { ResultFrame } from './result-frame.tsx';
import { resultHead } from './result-head.server.ts';
import { actionsOf } from './result-view.server.ts';

export const meta: MetaFunction = () => [{ title: '差距 · 数衡 Shuheng' }];

/** Rows that are shown until all are asked for. */
const SHOWN = 40;
/** The highest level there is: how far gaps reach where no target is set. */
const TOP = 5;

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { assessment, model, scheme, result } = await loadAssessment(
    incoming,
    house,
    incoming.params.assessmentId,
  );
  const open = (await actionsOf(incoming, house, assessment.id)).filter(({ state }) => state === 'open');
  const upTo = assessment.targetLevel ?? TOP;
  const search = new URL(incoming.request.url).searchParams;
  const domainId = model.domains.find(({ id }) => id === search.get('domain'))?.id ?? null;
  const ranked = rankGaps(scheme, result, { actions: open, upTo }).filter(
    (gap) => domainId === null || gap.domainId === domainId,
  );
  const shown = search.get('all') === 'yes' ? ranked : ranked.slice(0, SHOWN);
  const places = new Map(
    model.domains
      .flatMap(({ items }) => items)
      .flatMap((item) => item.cells.map((cell) => [cell.id, { item, cell }] as const)),
  );
  const grades = new Map(scheme.grades.map(({ grade, name }) => [grade, name]));
  return {
    head: resultHead(house, assessment, model),
    client: house.client,
    mayPlan: house.side === 'self' && house.mayEdit && assessment.state !== 'withdrawn',
    upTo,
    domains: model.domains.map(({ id, name }) => ({ id, name })),
    domainId,
    count: ranked.length,
    gaps: shown.flatMap((gap) => {
      const place = places.get(gap.cellId);
      const criterion = place?.cell.criteria.find(({ id }) => id === gap.criterionId);
      if (!place || !criterion) return [];
      return [
        {
          rank: gap.rank,
          criterionId: gap.criterionId,
          itemId: gap.itemId,
          name: cellName(model, place.item, place.cell),
          level: gap.level,
          text: criterion.text,
          improve: criterion.improve,
          grade: gap.grade && (grades.get(gap.grade) ?? null),
          levels: gap.levels.exact,
          weight: gap.weight.exact,
          effort: gap.effort.exact,
          isEffortPlanned: gap.isEffortPlanned,
          turn: gap.turn,
          value: gap.value.shown,
          isExact: !gap.value.exact.includes('/'),
        },
      ];
    }),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function GapRow({ gap, loaded }: { gap: Loaded['gaps'][number]; loaded: Loaded }) {
  const t = useText();
  const { head, mayPlan } = loaded;
  const formula = `${gap.levels} × ${gap.weight} ÷ (${gap.effort} × ${gap.turn}) ${gap.isExact ? '=' : '≈'} ${gap.value}`;
  return (
    <tr>
      <td className="num" data-label={t(w.rank)}>
        {gap.rank}
      </td>
      <td data-label={t(w.item)}>
        <Link to={`${head.place}/items/${encodeURIComponent(gap.itemId)}`}>
          {gap.itemId} {t(gap.name)}
        </Link>
      </td>
      <td className="num" data-label={t(w.level)}>
        {gap.level}
      </td>
      <td data-label={t(w.criterion)}>
        {gap.text}
        <div className="sh-muted">
          {t(w.improve)}：{gap.improve}
        </div>
      </td>
      <td data-label={t(w.grade)} className="sh-nowrap">
        {t(gap.grade ?? w.unanswered)}
      </td>
      <td data-label={t(w.factors)}>
        <span className="sh-nowrap">{formula}</span>
        <div className="sh-muted">
          {t(w.levels)} × {t(w.weight)} ÷ ({t(w.effort)} × {t(w.turn)})
          {!gap.isEffortPlanned && t({ zh: `；工作量${w.assumed.zh}`, en: `; ${w.assumed.en}` })}
        </div>
      </td>
      {head.mayPlan && (
        <td data-label={t(w.actionsTitle)}>
          {gap.isEffortPlanned && <div>✓ {t(w.planned)}</div>}
          {mayPlan && (
            <Link
              to={`${head.place}/actions/new?criterion=${encodeURIComponent(gap.criterionId)}`}
              aria-label={`${t(w.plan)} ${gap.criterionId}`}
            >
              {t(w.plan)}
            </Link>
          )}
        </td>
      )}
    </tr>
  );
}

function Filter({ loaded }: { loaded: Loaded }) {
  const t = useText();
  return (
    <Form method="get" className="sh-card sh-filters sh-no-print">
      <NativeSelect
        name="domain"
        label={t(w.domain)}
        key={loaded.domainId}
        defaultValue={loaded.domainId ?? ''}
        data={[
          { value: '', label: t(w.allDomains) },
          ...loaded.domains.map(({ id, name }) => ({ value: id, label: t(name) })),
        ]}
      />
      <div className="sh-filters-actions">
        <Button type="submit" variant="default">
          {t(w.filter)}
        </Button>
      </div>
    </Form>
  );
}

export default function Gaps() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { head, gaps, count, upTo } = loaded;
  return (
    <ResultFrame
      head={head}
      client={loaded.client}
      title={t(w.gapsTitle)}
      lead={
        <>
          {t(w.gapsLead)} {head.targetLevel === null ? t(w.upToTop) : `${t(w.upTo)} ${upTo}`}
        </>
      }
      actions={
        head.mayPlan && (
          <Button component={Link} to={`${head.place}/actions`}>
            {t(resultWords.seeActions)}
          </Button>
        )
      }
    >
      <Filter loaded={loaded} />
      <details className="sh-card sh-section" open>
        <summary>{t(w.how)}</summary>
        <p style={{ marginBottom: 0 }}>{t(w.howText)}</p>
      </details>
      {gaps.length === 0 ? (
        <div className="sh-section">
          <EmptyState title={t(w.noGaps)}>
            <p>{t(w.noGapsText)}</p>
          </EmptyState>
        </div>
      ) : (
        <div className="sh-card sh-flush sh-table-wrap sh-section">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t(w.rank)}
                </th>
                <th scope="col">{t(w.item)}</th>
                <th scope="col" className="num">
                  {t(w.level)}
                </th>
                <th scope="col">{t(w.criterion)}</th>
                <th scope="col">{t(w.grade)}</th>
                <th scope="col">{t(w.factors)}</th>
                {head.mayPlan && <th scope="col">{t(w.actionsTitle)}</th>}
              </tr>
            </thead>
            <tbody>
              {gaps.map((gap) => (
                <GapRow key={gap.criterionId} gap={gap} loaded={loaded} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {gaps.length < count && (
        <p>
          {t({ zh: `共 ${count} 条，已列 ${gaps.length} 条。`, en: `${gaps.length} of ${count} shown. ` })}
          <Link
            to={`?${new URLSearchParams({ ...(loaded.domainId ? { domain: loaded.domainId } : {}), all: 'yes' }).toString()}`}
          >
            {t(w.showAll)}
          </Link>
        </p>
      )}
    </ResultFrame>
  );
}
