import './result.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { listSignedResults } from '#db/queries/trend.read.ts';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadLines } from '../../components/chart/load-drawing.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { compareWords as w } from '../../i18n/assessment-compare.ts';
import { resultWords } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { findModel } from '../../services/model/find-model.step.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { MiniLine } from './mini-line.tsx';
import { seriesOf, trendView } from './trend-view.server.ts';

export const meta: MetaFunction = () => [{ title: '评估趋势 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const { rows, models } = await incoming.context.ports.db.transaction(house.visit.scope, async (trx) => {
    const results = await listSignedResults(trx, house.organisationId);
    const found = new Map<string, MaturityModel>();
    for (const id of new Set(results.map(({ modelId }) => modelId))) {
      const model = await findModel(trx, id);
      if (model) found.set(id, model);
    }
    return { rows: results, models: found };
  });
  const all = seriesOf(rows, models);
  const wanted = new URL(incoming.request.url).searchParams.get('series');
  const shown = all.find(({ key }) => key === wanted) ?? all[0];
  return {
    base: house.base,
    client: house.client,
    choices: all.map(({ key, label }) => ({ key, label })),
    chosen: shown?.key ?? '',
    side: shown?.rows[0]?.side ?? house.side,
    view: shown ? { label: shown.label, ...trendView(shown, models) } : null,
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type View = NonNullable<Loaded['view']>;

function Table({ view, base, lines }: { view: View; base: string; lines: readonly View['overall'][] }) {
  const t = useText();
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(w.signedOn)}</th>
          {view.results.map((result) => (
            <th key={result.id} scope="col" className="num">
              <Link to={`${base}/assessments/${result.id}/result`}>{result.on}</Link>
              <div className="sh-muted">{result.edition}</div>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row">{t(line.name)}</th>
            {view.results.map(({ id }) => {
              const point = line.points[id];
              return (
                <td key={id} className="num">
                  {point?.isBroken && (
                    <span className="sh-muted" title={t(w.trendNote)}>
                      ‖{' '}
                    </span>
                  )}
                  {point?.score ?? '—'}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Choice({ loaded }: { loaded: Loaded }) {
  const t = useText();
  return (
    <Form method="get" className="sh-card sh-compare-choice sh-no-print">
      <NativeSelect
        name="series"
        label={t(w.series)}
        key={loaded.chosen}
        defaultValue={loaded.chosen}
        data={loaded.choices.map(({ key, label }) => ({ value: key, label: t(label) }))}
      />
      <span />
      <Button type="submit" variant="default">
        {t(w.series)}
      </Button>
    </Form>
  );
}

function Shown({ view, base }: { view: View; base: string }) {
  const t = useText();
  const times = view.results.map(({ at }) => at);
  const span = { from: Math.min(...times), to: Math.max(...times) };
  return (
    <>
      <ChartFrame
        title={t(view.finding)}
        load={loadLines}
        drawing={{
          runs: view.overall.runs.map((points) => ({ label: t(w.overall), points })),
          breaks: view.breaks.map(({ at, label }) => ({ at, label: t(label) })),
          target: null,
        }}
        table={<Table view={view} base={base} lines={[view.overall]} />}
        note={
          <>
            {t(w.trendNote)} ‖ {t(w.edition)} / {t(w.scheme)}
          </>
        }
      />
      <section className="sh-section" aria-labelledby="domains">
        <h2 id="domains" className="sh-h2">
          {t(w.byDomain)}
        </h2>
        <div className="sh-minis">
          {view.domains.map((line) => (
            <MiniLine key={line.key} line={line} span={span} />
          ))}
        </div>
        <div className="sh-card sh-table-wrap sh-section">
          <Table view={view} base={base} lines={view.domains} />
        </div>
      </section>
    </>
  );
}

export default function Trend() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { view, base } = loaded;
  return (
    <>
      {loaded.client && <ClientBar client={loaded.client} />}
      <PageHeader
        title={t(w.trendTitle)}
        signs={<Tag>{t(RESULT_NOTES[loaded.side])}</Tag>}
        lead={
          <>
            {view && <div>{t(view.label)}</div>}
            {t(w.trendLead)}
          </>
        }
        actions={
          <Button component={Link} to={`${base}/assessments/compare`} variant="default">
            {t(resultWords.compare)}
          </Button>
        }
      />
      {view ? (
        <>
          {loaded.choices.length > 1 && <Choice loaded={loaded} />}
          <Shown view={view} base={base} />
        </>
      ) : (
        <EmptyState title={t(w.trendNone)}>
          <p>{t(w.trendNoneText)}</p>
        </EmptyState>
      )}
    </>
  );
}
