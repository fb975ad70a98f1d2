import './result.css';
import { Alert, Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { listAssessments, type AssessmentListing } from '#db/queries/assessment.read.ts';
import { ChartFrame } from '../../components/chart/chart-frame.tsx';
import { loadRadar } from '../../components/chart/load-drawing.ts';
import type { LineKind } from '../../components/chart/palette.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { RESULT_NOTES } from '../../domain/assessment/state.ts';
import { words, type Words } from '../../domain/words.ts';
import { compareWords as w } from '../../i18n/assessment-compare.ts';
import { resultWords } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from '../client/client-bar.tsx';
import { compareView } from './compare-view.server.ts';
import { DisagreementList, GradeList, signed } from './disagreement.tsx';
import { requireAssessmentHouse } from './house.server.ts';
import { loadAssessment, loadAssessmentHead } from './load-assessment.server.ts';

export const meta: MetaFunction = () => [{ title: '评估对照 · 数衡 Shuheng' }];

const TARGET = 'target';

function labelOf(one: AssessmentListing): Words {
  const on = plainDateInShanghai(one.signedAt ?? one.createdAt);
  const side = one.side === 'self' ? w.self : w.independent;
  const draft = one.state === 'signed' ? words('', '') : words(`，${w.draft.zh}`, `, ${w.draft.en}`);
  const model = one.modelId.startsWith('own:') ? '' : ` · ${one.modelId.toUpperCase().replace('-', ' ')}`;
  return words(
    `${one.title} · ${side.zh}${model} · ${on}${draft.zh}`,
    `${one.title} · ${side.en}${model} · ${on}${draft.en}`,
  );
}

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const search = new URL(incoming.request.url).searchParams;
  const left = search.get('left') ?? '';
  const right = search.get('right') ?? '';
  const all = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    listAssessments(trx, house.organisationId),
  );
  const choices = all
    .filter(({ state }) => state !== 'withdrawn')
    .filter(({ side, revealedAt }) => side === house.side || revealedAt !== null)
    .map((one) => ({ id: one.id, label: labelOf(one) }));
  const page = { base: house.base, client: house.client, left, right, choices };
  const nothing = { ...page, problem: null, view: null, sides: null };
  if (left === '' || right === '') return nothing;
  if (left === right) return { ...nothing, problem: w.same };
  const heads = [];
  for (const id of [left, ...(right === TARGET ? [] : [right])]) {
    heads.push(await loadAssessmentHead(incoming, house, id));
  }
  if (heads.some(({ isHidden }) => isHidden)) return { ...nothing, problem: w.closed };
  const one = await loadAssessment(incoming, house, left);
  const other = right === TARGET ? null : await loadAssessment(incoming, house, right);
  const view = compareView(one, other, one.assessment.targetLevel);
  if (!view) return { ...nothing, problem: w.noTarget };
  const sideOf = ({ assessment }: typeof one) => ({
    id: assessment.id,
    side: assessment.side,
    label: labelOf(assessment),
  });
  return { ...nothing, view, sides: { left: sideOf(one), right: other && sideOf(other) } };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type View = NonNullable<Loaded['view']>;
type Sides = NonNullable<Loaded['sides']>;

function Choice({ loaded }: { loaded: Loaded }) {
  const t = useText();
  const options = loaded.choices.map(({ id, label }) => ({ value: id, label: t(label) }));
  const none = { value: '', label: t(w.choose) };
  return (
    <Form method="get" className="sh-card sh-compare-choice sh-no-print">
      <NativeSelect
        name="left"
        label={t(w.left)}
        key={`left ${loaded.left}`}
        defaultValue={loaded.left}
        data={[none, ...options]}
      />
      <NativeSelect
        name="right"
        label={t(w.right)}
        key={`right ${loaded.right}`}
        defaultValue={loaded.right}
        data={[none, { value: TARGET, label: t(w.target) }, ...options]}
      />
      <Button type="submit">{t(w.show)}</Button>
    </Form>
  );
}

/** Lines of the pair: by side, and where both are of one side the right one as the earlier. */
function kindsOf(sides: Sides): { left: LineKind; right: LineKind } {
  const left = sides.left.side;
  if (!sides.right) return { left, right: 'target' };
  return { left, right: sides.right.side === left ? 'previous' : sides.right.side };
}

function Table({ view }: { view: View }) {
  const t = useText();
  return (
    <table className="sh-table sh-pair-table">
      <thead>
        <tr>
          <th scope="col">{t(w.domain)}</th>
          <th scope="col" className="num">
            {t(view.heads.left)}
          </th>
          <th scope="col" className="num">
            {t(view.heads.right)}
          </th>
          <th scope="col" className="num">
            {t(w.difference)}
          </th>
        </tr>
      </thead>
      <tbody>
        {[view.overall, ...view.domains].map((row) => (
          <tr key={row.key}>
            <th scope="row">{row === view.overall ? <strong>{t(row.name)}</strong> : t(row.name)}</th>
            <td className="num">{row.left ?? '—'}</td>
            <td className="num">{row.right ?? '—'}</td>
            <td className="num">{signed(row.difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const value = (score: string | null) => (score === null ? null : Number(score));

function Compared({ view, sides, base }: { view: View; sides: Sides; base: string }) {
  const t = useText();
  const kinds = kindsOf(sides);
  const labels = { left: sides.left.label, right: sides.right?.label ?? w.targetName };
  const shared = view.domains.filter(({ left, right }) => left !== null && right !== null);
  return (
    <>
      {view.meeting === 'editions' && <p className="sh-muted">{t(w.acrossEditions)}</p>}
      {view.meeting === 'apart' && (
        <Alert color="yellow" variant="light" mb="md">
          {t(w.noCrosswalk)}
        </Alert>
      )}
      {shared.length >= 3 ? (
        <ChartFrame
          title={t(view.finding)}
          load={loadRadar}
          drawing={{
            axes: shared.map(({ name }) => t(name)),
            series: (['left', 'right'] as const).map((side) => ({
              kind: kinds[side],
              label: t(labels[side]),
              values: shared.map((row) => value(row[side])),
            })),
          }}
          legend={(['left', 'right'] as const).map((side) => ({ kind: kinds[side], label: labels[side] }))}
          table={<Table view={view} />}
        />
      ) : (
        <section className="sh-card">
          <h2 className="sh-h2">{t(view.finding)}</h2>
          <Table view={view} />
        </section>
      )}
      {view.meeting !== 'apart' && (
        <DisagreementList
          rows={view.disagreements}
          heads={view.heads}
          place={{
            left: `${base}/assessments/${sides.left.id}`,
            right: sides.right && `${base}/assessments/${sides.right.id}`,
          }}
        />
      )}
      {view.grades && (
        <GradeList
          grades={view.grades}
          heads={view.heads}
          count={view.gradeCount}
          place={`${base}/assessments/${sides.left.id}`}
        />
      )}
    </>
  );
}

export default function Compare() {
  const t = useText();
  const loaded = useLoaderData<typeof loader>();
  const { view, sides, base, problem } = loaded;
  return (
    <>
      {loaded.client && <ClientBar client={loaded.client} />}
      <PageHeader
        title={t(view?.title ?? w.any)}
        signs={
          sides && (
            <>
              <Tag>{t(RESULT_NOTES[sides.left.side])}</Tag>
              {sides.right && sides.right.side !== sides.left.side && (
                <Tag>{t(RESULT_NOTES[sides.right.side])}</Tag>
              )}
            </>
          )
        }
        lead={
          sides ? (
            <>
              <div>
                {t(w.left)}：
                <Link to={`${base}/assessments/${sides.left.id}/result`}>{t(sides.left.label)}</Link>
              </div>
              <div>
                {t(w.right)}：
                {sides.right ? (
                  <Link to={`${base}/assessments/${sides.right.id}/result`}>{t(sides.right.label)}</Link>
                ) : (
                  t(w.target)
                )}
              </div>
            </>
          ) : (
            t(w.lead)
          )
        }
        actions={
          <Button component={Link} to={`${base}/assessments/trend`} variant="default">
            {t(resultWords.trend)}
          </Button>
        }
      />
      {loaded.choices.length === 0 ? (
        <EmptyState title={t(w.none)}>
          <p>{t(w.noneText)}</p>
        </EmptyState>
      ) : (
        <Choice loaded={loaded} />
      )}
      {problem && (
        <Alert color="yellow" variant="light" mt="md" role="alert">
          {t(problem)}
        </Alert>
      )}
      {view && sides && <Compared view={view} sides={sides} base={base} />}
    </>
  );
}
