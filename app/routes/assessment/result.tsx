import './result.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { heatFinding } from '#app/domain/assessment/finding.ts';
import { heatMap } from '#app/domain/assessment/heat-map.ts';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadRadar } from '../../components/chart/load-drawing.ts';
import { Figures, type FigureView } from '../../components/layout/figure.tsx';
import { words } from '../../domain/words.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { DefinitionLink } from './definition-link.tsx';
import { BenchmarkTable } from './benchmark-table.tsx';
import { HeatTable } from './heat-table.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';
import { BarrierCell, ScoreLink } from './result-cell.tsx';
import { ResultFrame } from './result-frame.tsx';
import { resultHead } from './result-head.server.ts';
import {
  actionsOf,
  barrierView,
  benchmarkOf,
  countActions,
  domainsView,
  forecastOf,
  partnerOf,
} from './result-view.server.ts';
import { TailoringList } from './tailoring-list.tsx';
import { exclusionsView } from './tailoring-view.server.ts';

export const meta: MetaFunction = () => [{ title: '评估结果 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const loaded = await loadAssessment(incoming, house, incoming.params.assessmentId);
  const { assessment, model, scheme, result } = loaded;
  const actions = await actionsOf(incoming, house, assessment.id);
  const partner = await partnerOf(incoming, house, loaded);
  const planned = forecastOf(loaded, actions);
  const benchmark = await benchmarkOf(incoming, house, model.id);
  const wanted = new URL(incoming.request.url).searchParams.get('dimension');
  const dimensionId = model.dimensions.find(({ id }) => id === wanted)?.id ?? null;
  const groups = heatMap(model, result, dimensionId);
  return {
    head: resultHead(house, assessment, model),
    client: house.client,
    scheme: { title: scheme.title, id: scheme.id },
    levels: model.levels.map(({ level, name }) => ({ level, name })),
    overall: {
      score: result.overall?.shown ?? null,
      level: result.level,
      criteria: result.criteria,
      answered: result.answered,
      notApplicable: result.notApplicable,
      barrier: barrierView(model, scheme, result, { kind: 'overall' }),
    },
    planned: planned?.overall?.shown ?? null,
    partner: partner && { id: partner.assessment.id, score: partner.result.overall?.shown ?? null },
    actions: countActions(actions, house.visit.moment.today),
    ...domainsView(loaded, {
      planned,
      partner: partner?.result ?? null,
      rows: benchmark.kind === 'shown' ? benchmark.rows : [],
    }),
    benchmarkKind: benchmark.kind,
    heat: {
      groups,
      finding: heatFinding(groups),
      dimensionId,
      dimensions: model.dimensions.map(({ id, name }) => ({ id, name })),
    },
    exclusions: exclusionsView(model, loaded.exclusions),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

const NONE = '—';

function figuresOf({ head, overall, levels, planned, partner, actions }: Loaded): FigureView[] {
  const level = levels.find((one) => one.level === overall.level);
  const { place } = head;
  const target = head.targetLevel;
  const derivation = `${place}/result/derivation/overall/all`;
  const isShort = target !== null && (overall.level ?? 0) < target;
  const figures: FigureView[] = [
    {
      label: w.overallLevel,
      value: overall.level === null ? NONE : String(overall.level),
      to: derivation,
      tone: isShort ? 'amber' : 'green',
      ...(level ? { note: level.name } : {}),
    },
    { label: w.overallScore, value: overall.score ?? NONE, to: derivation, tone: 'blue' },
    {
      label: w.target,
      value: target === null ? NONE : String(target),
      to: `${place}/gaps`,
      tone: 'grey',
      note: target === null ? w.noTarget : words(head.targetOn ?? '', head.targetOn ?? ''),
    },
    { label: w.answered, value: `${overall.answered}/${overall.criteria}`, to: place, tone: 'grey' },
  ];
  if (planned !== null) {
    figures.push({
      label: w.plannedScore,
      value: planned,
      to: `${place}/actions`,
      tone: actions.overdue > 0 ? 'red' : 'blue',
      note: words(
        `推算值；进行中 ${actions.open} 项${actions.overdue > 0 ? `，逾期 ${actions.overdue} 项` : ''}`,
        `Forecast; ${actions.open} open${actions.overdue > 0 ? `, ${actions.overdue} overdue` : ''}`,
      ),
    });
  }
  if (partner) {
    figures.push({
      label: head.side === 'self' ? w.independentScore : w.selfScore,
      value: partner.score ?? NONE,
      to: `${head.base}/assessments/compare?left=${head.id}&right=${partner.id}`,
      tone: 'blue',
    });
  }
  return figures;
}

const value = (score: string | null) => (score === null ? null : Number(score));

function Radar({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { head, domains } = loaded;
  const other = head.side === 'self' ? 'independent' : 'self';
  const kinds = [
    { kind: head.side, label: w[head.side], values: domains.map(({ score }) => value(score)) },
    ...(loaded.partner
      ? [{ kind: other, label: w[other], values: domains.map(({ partner }) => value(partner)) } as const]
      : []),
    ...(loaded.planned !== null
      ? [{ kind: 'planned', label: w.planned, values: domains.map(({ planned }) => value(planned)) } as const]
      : []),
    ...(head.targetLevel !== null
      ? [{ kind: 'target', label: w.target, values: domains.map(() => head.targetLevel) } as const]
      : []),
  ];
  return (
    <ChartFrame
      title={t(loaded.finding)}
      load={loadRadar}
      drawing={{
        axes: domains.map(({ name }) => t(name)),
        series: kinds.map(({ kind, label, values }) => ({ kind, label: t(label), values })),
      }}
      legend={kinds.map(({ kind, label }) => ({ kind, label }))}
      table={<DomainTable loaded={loaded} />}
      note={t(w.radarNote)}
    />
  );
}

function DomainTable({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { head, domains, partner, planned } = loaded;
  const other = head.side === 'self' ? w.independent : w.self;
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.domain)}</th>
          <th scope="col" className="num">
            {t(w[head.side])}
          </th>
          <th scope="col" className="num">
            {t(w.level)}
          </th>
          {partner && (
            <th scope="col" className="num">
              {t(other)}
            </th>
          )}
          {planned !== null && (
            <th scope="col" className="num">
              {t(w.planned)}
            </th>
          )}
          {head.targetLevel !== null && (
            <th scope="col" className="num">
              {t(w.target)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {domains.map((domain) => (
          <tr key={domain.id}>
            <th scope="row">{t(domain.name)}</th>
            <td className="num">
              <ScoreLink
                place={head.place}
                kind="domain"
                id={domain.id}
                score={domain.score}
                name={domain.name}
              />
            </td>
            <td className="num">{domain.level ?? t(w.notApplicable)}</td>
            {partner && <td className="num">{domain.partner ?? NONE}</td>}
            {planned !== null && <td className="num">{domain.planned ?? NONE}</td>}
            {head.targetLevel !== null && <td className="num">{head.targetLevel}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Barriers({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const { head, domains, overall } = loaded;
  const rows = [
    { id: 'all', kind: 'overall' as const, name: w.overall, ...overall },
    ...domains.map((domain) => ({ kind: 'domain' as const, ...domain })),
  ];
  return (
    <section className="sh-card sh-section" aria-labelledby="barriers">
      <h2 id="barriers" className="sh-h2">
        {t(w.barrierTitle)}
      </h2>
      <div className="sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th scope="col">{t(w.domain)}</th>
              <th scope="col" className="num">
                {t(w.score)}
              </th>
              <th scope="col" className="num">
                {t(w.level)}
              </th>
              <th scope="col" className="num">
                {t(w.needed)}
              </th>
              <th scope="col">{t(w.shortest)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, kind, name, score, level, barrier }) => (
              <tr key={id}>
                <td data-label={t(w.domain)}>
                  <strong>{t(name)}</strong>
                </td>
                <td className="num" data-label={t(w.score)}>
                  <ScoreLink place={head.place} kind={kind} id={id} score={score} name={name} />
                </td>
                <td className="num" data-label={t(w.level)}>
                  {level ?? t(w.noScore)}
                </td>
                <td className="num" data-label={t(w.needed)}>
                  {barrier ? barrier.needed : NONE}
                </td>
                <td data-label={t(w.shortest)}>
                  <BarrierCell place={head.place} barrier={barrier} level={level} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="sh-muted sh-chart-note">{t(w.barrierNote)}</div>
    </section>
  );
}

export default function Result() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { head, client, heat } = loaded;
  return (
    <ResultFrame
      head={head}
      client={client}
      title={t(w.result)}
      lead={
        <>
          {t(w.scheme)}：
          <DefinitionLink room="schemes" id={loaded.scheme.id} inClient={client !== null}>
            {t(loaded.scheme.title)}
          </DefinitionLink>
          {' · '}
          {t(w.ownCriteria)}
        </>
      }
      actions={
        <Button component={Link} to={`${head.place}/gaps`}>
          {t(w.seeGaps)}
        </Button>
      }
    >
      <Figures title={w.figures} figures={figuresOf(loaded)} />
      <Radar loaded={loaded} />
      <Barriers loaded={loaded} />
      <HeatTable heat={heat} place={head.place} levels={loaded.levels} />
      <BenchmarkTable kind={loaded.benchmarkKind} rows={loaded.benchmark} />
      <TailoringList
        exclusions={loaded.exclusions}
        notApplicable={loaded.overall.notApplicable}
        place={head.place}
      />
    </ResultFrame>
  );
}
