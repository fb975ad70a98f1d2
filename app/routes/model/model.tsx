import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { maturityModel } from '#assessments/model.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import { CrosswalkTable } from './crosswalk-table.tsx';
import { crosswalkViews } from './crosswalk-view.server.ts';
import { modelHead, requireModel } from './load-model.server.ts';
import { EditionSign, ModelCounts, OwnSign, OwnWordingTag } from './model-signs.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.head.title.zh ?? '评估模型'} · 数衡 Shuheng` },
];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, model, row } = await requireModel(incoming, incoming.params.id);
  const other = (id: string | null) => {
    const found = maturityModel(id ?? '');
    return found ? { id: found.id, standard: found.standard } : null;
  };
  return {
    head: modelHead(model, visit.moment.today),
    levels: model.levels,
    domains: model.domains.map(({ id, clause, name, items }) => ({
      id,
      clause,
      name,
      items: items.map((item) => ({ id: item.id, clause: item.clause, name: item.name })),
    })),
    row,
    supersedes: other(model.supersedes),
    supersededBy: other(model.supersededBy),
    crosswalks: crosswalkViews(model),
    canEdit: can(visit.acting.role, 'edit'),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Model() {
  const t = useText();
  const data = useLoaderData<typeof loader>();
  const { head, row, crosswalks } = data;
  return (
    <>
      <PageHeader
        title={t(head.title)}
        signs={row ? <OwnSign state={row.state} /> : <EditionSign state={head.editionState} />}
        lead={<Link to="/models">{t(w.back)}</Link>}
        actions={
          <Button component="a" href={`/models/${head.id}/workbook`} variant="default">
            {t(w.workbook)}
          </Button>
        }
      />
      {row && <OwnActions id={head.id} state={row.state} canEdit={data.canEdit} />}
      <Facts {...data} />
      <h2 className="sh-h2">{t(w.levels)}</h2>
      <ul className="sh-list sh-card">
        {data.levels.map((level) => (
          <li key={level.level}>
            <strong>
              {level.level} · {t(level.name)}
            </strong>
            {level.summary && <div className="sh-muted">{level.summary}</div>}
          </li>
        ))}
      </ul>
      <h2 className="sh-h2">
        {t(w.domains)} {!row && <OwnWordingTag />}
      </h2>
      <div className="sh-card sh-table-wrap">
        <table className="sh-table" data-cards>
          <thead>
            <tr>
              <th>{t(w.domains)}</th>
              <th>{t(w.items)}</th>
            </tr>
          </thead>
          <tbody>
            {data.domains.map((domain) => (
              <tr key={domain.id}>
                <td data-label={t(w.domains)}>
                  <Link to={`/models/${head.id}/${domain.id}`}>
                    {domain.clause && `${domain.clause} `}
                    {t(domain.name)}
                  </Link>
                </td>
                <td data-label={t(w.items)}>
                  {domain.items.map((item, index) => (
                    <span key={item.id}>
                      {index > 0 && '　'}
                      <Link to={`/models/${head.id}/${domain.id}#${item.id}`} className="sh-nowrap">
                        {item.id} {t(item.name)}
                      </Link>{' '}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {crosswalks.length > 0 && <h2 className="sh-h2">{t(w.crosswalk)}</h2>}
      {crosswalks.map((crosswalk) => (
        <CrosswalkTable key={crosswalk.to.id} crosswalk={crosswalk} />
      ))}
    </>
  );
}

function Facts({ head, row, supersedes, supersededBy }: Loaded) {
  const t = useText();
  return (
    <dl className="sh-card sh-facts">
      {row ? (
        <>
          <dt>{t(w.key)}</dt>
          <dd>{row.key}</dd>
          <dt>{t(w.version)}</dt>
          <dd>{row.version}</dd>
          <dt>{t(w.importedBy)}</dt>
          <dd>{row.createdByName}</dd>
        </>
      ) : (
        <>
          <dt>{t(w.standard)}</dt>
          <dd>{head.standard}</dd>
          <dt>{t(w.publishedOn)}</dt>
          <dd>{head.publishedOn ?? t(w.unknown)}</dd>
          <dt>{t(w.effectiveOn)}</dt>
          <dd>{head.effectiveOn ?? t(w.unknown)}</dd>
        </>
      )}
      {supersedes && (
        <>
          <dt>{t(w.supersedes)}</dt>
          <dd>
            <Link to={`/models/${supersedes.id}`}>{supersedes.standard}</Link>
          </dd>
        </>
      )}
      {supersededBy && (
        <>
          <dt>{t(w.supersededBy)}</dt>
          <dd>
            <Link to={`/models/${supersededBy.id}`}>{supersededBy.standard}</Link>（{t(w.since)}{' '}
            {head.supersededOn}）
          </dd>
        </>
      )}
      <dt>{t(w.counts)}</dt>
      <dd>
        <ModelCounts counts={head.counts} />
      </dd>
      <dt>{t(w.source)}</dt>
      <dd>
        {head.source} {!row && <ConfidenceTag of={head.confidence} />}
      </dd>
      <dt>{t(w.digest)}</dt>
      <dd>
        <code>{head.digest}</code>
      </dd>
    </dl>
  );
}

function OwnActions({
  id,
  state,
  canEdit,
}: {
  id: string;
  state: 'draft' | 'published' | 'withdrawn';
  canEdit: boolean;
}) {
  const t = useText();
  if (state === 'withdrawn') return <p className="sh-muted">{t(w.withdrawnNote)}</p>;
  if (!canEdit) return null;
  return (
    <div className="sh-batch">
      {state === 'draft' && (
        <>
          <span className="sh-muted">{t(w.publishNote)}</span>
          <PostForm action={`/models/${id}/publish`}>
            <Button type="submit">{t(w.publish)}</Button>
          </PostForm>
        </>
      )}
      <Button component={Link} to={`/models/${id}/withdraw`} variant="default">
        {t(state === 'draft' ? w.discard : w.withdraw)}
      </Button>
    </div>
  );
}
