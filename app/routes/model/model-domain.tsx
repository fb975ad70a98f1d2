import './model.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import type { Cell, Level } from '../../domain/assessment/model.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import { requireModel } from './load-model.server.ts';
import { OwnWordingTag } from './model-signs.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.domain.name.zh ?? '能力域'} · 数衡 Shuheng` },
];

export async function loader(incoming: LoaderFunctionArgs) {
  const { model, row } = await requireModel(incoming, incoming.params.id);
  const at = model.domains.findIndex(({ id }) => id === incoming.params.domain);
  const domain = model.domains[at];
  if (!domain) throw refusalResponse(refuse('not_found').refusal);
  const link = (index: number) => {
    const found = model.domains[index];
    return found ? { id: found.id, name: found.name } : null;
  };
  return {
    id: model.id,
    title: model.title,
    isOwn: row !== null,
    levels: model.levels,
    dimensions: model.dimensions,
    domain,
    previous: link(at - 1),
    next: link(at + 1),
  };
}

export default function ModelDomain() {
  const t = useText();
  const { id, title, isOwn, levels, dimensions, domain, previous, next } = useLoaderData<typeof loader>();
  const dimensionName = (dimensionId: string | null) =>
    dimensions.find((dimension) => dimension.id === dimensionId)?.name;
  return (
    <>
      <PageHeader
        title={
          <>
            {domain.clause && `${domain.clause} `}
            {t(domain.name)}
          </>
        }
        signs={!isOwn && <OwnWordingTag />}
        lead={
          <Link to={`/models/${id}`}>
            {t(w.backToModel)}：{t(title)}
          </Link>
        }
        actions={
          <>
            {previous && <Link to={`/models/${id}/${previous.id}`}>← {t(previous.name)}</Link>}
            {next && <Link to={`/models/${id}/${next.id}`}>{t(next.name)} →</Link>}
          </>
        }
      />
      {domain.items.map((item) => (
        <section key={item.id} id={item.id} className="sh-card" style={{ marginBottom: 16 }}>
          <h2 className="sh-h2" style={{ marginTop: 0 }}>
            {item.id} {t(item.name)}
          </h2>
          {item.cells.map((cell) => {
            const name = dimensionName(cell.dimensionId);
            return (
              <div key={cell.id}>
                {name && <h3 className="sh-dimension">{t(name)}</h3>}
                <LevelColumns cell={cell} levels={levels} />
              </div>
            );
          })}
        </section>
      ))}
    </>
  );
}

/** A cell's criteria, the levels side by side. */
function LevelColumns({ cell, levels }: { cell: Cell; levels: readonly Level[] }) {
  const t = useText();
  const Heading = cell.dimensionId ? 'h4' : 'h3';
  return (
    <div className="sh-levels" tabIndex={0} role="group" aria-label={`${cell.id} ${t(w.levels)}`}>
      {levels.map((level) => {
        const criteria = cell.criteria.filter((criterion) => criterion.level === level.level);
        return (
          <section key={level.level}>
            <Heading>
              {level.level} · {t(level.name)}
            </Heading>
            {criteria.length === 0 && <p className="sh-muted">{t(w.none)}</p>}
            <ol>
              {criteria.map((criterion) => (
                <li key={criterion.id}>
                  {criterion.text}
                  <dl>
                    {criterion.evidence && (
                      <>
                        <dt>{t(w.evidence)}</dt>
                        <dd>{criterion.evidence}</dd>
                      </>
                    )}
                    {criterion.improve && (
                      <>
                        <dt>{t(w.improve)}</dt>
                        <dd>{criterion.improve}</dd>
                      </>
                    )}
                  </dl>
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
