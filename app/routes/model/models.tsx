import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { maturityModels } from '#assessments/model.ts';
import { listModels } from '#db/queries/model.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { ConfidenceTag } from '../../components/layout/clause-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { requireHouse } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { modelWords as w } from '../../i18n/model.ts';
import { modelHead } from './load-model.server.ts';
import { EditionSign, ModelCounts, OwnSign, OwnWordingTag } from './model-signs.tsx';

export const meta: MetaFunction = () => [{ title: '评估模型 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireHouse(incoming);
  const own = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    listModels(trx, visit.scope.organisationId),
  );
  const shipped = [...maturityModels().values()].map((model) => modelHead(model, visit.moment.today));
  return { own, shipped, canEdit: can(visit.acting.role, 'edit') };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Models() {
  const t = useText();
  const { shipped, own, canEdit } = useLoaderData<typeof loader>();
  const add = canEdit && (
    <Button component={Link} to="/models/import">
      {t(w.import)}
    </Button>
  );
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} actions={own.length > 0 && add} />
      <h2 className="sh-h2">
        {t(w.shipped)} <OwnWordingTag />
      </h2>
      <ShippedTable shipped={shipped} />
      <h2 className="sh-h2">{t(w.own)}</h2>
      <p className="sh-muted">{t(w.ownLead)}</p>
      {own.length === 0 ? (
        <EmptyState title={t(w.emptyTitle)} action={add}>
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <OwnTable own={own} />
      )}
    </>
  );
}

function ShippedTable({ shipped }: { shipped: Loaded['shipped'] }) {
  const t = useText();
  const standards = new Map(shipped.map((model) => [model.id, model.standard]));
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.model)}</th>
            <th>{t(w.standard)}</th>
            <th>{t(w.publishedOn)}</th>
            <th>{t(w.effectiveOn)}</th>
            <th>{t(w.state)}</th>
            <th>{t(w.counts)}</th>
            <th>{t(w.confidence)}</th>
          </tr>
        </thead>
        <tbody>
          {shipped.map((model) => (
            <tr key={model.id}>
              <td data-label={t(w.model)}>
                <Link to={`/models/${model.id}`}>{t(model.title)}</Link>
              </td>
              <td data-label={t(w.standard)}>
                <span className="sh-nowrap">{model.standard}</span>
                {model.supersedes && (
                  <div className="sh-muted">
                    {t(w.supersedes)} {standards.get(model.supersedes)}
                  </div>
                )}
              </td>
              <td data-label={t(w.publishedOn)} className="sh-nowrap">
                {model.publishedOn ?? t(w.unknown)}
              </td>
              <td data-label={t(w.effectiveOn)} className="sh-nowrap">
                {model.effectiveOn ?? t(w.unknown)}
              </td>
              <td data-label={t(w.state)}>
                <EditionSign state={model.editionState} />
                {model.supersededBy && (
                  <div className="sh-muted">
                    {model.supersededOn} {t(w.supersededBy)}：{standards.get(model.supersededBy)}
                  </div>
                )}
              </td>
              <td data-label={t(w.counts)}>
                <ModelCounts counts={model.counts} />
              </td>
              <td data-label={t(w.confidence)}>
                <ConfidenceTag of={model.confidence} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OwnTable({ own }: { own: Loaded['own'] }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.model)}</th>
            <th>{t(w.key)}</th>
            <th className="num">{t(w.version)}</th>
            <th>{t(w.state)}</th>
            <th>{t(w.importedBy)}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((model) => (
            <tr key={model.id}>
              <td data-label={t(w.model)}>
                <Link to={`/models/own:${model.id}`}>{model.title}</Link>
              </td>
              <td data-label={t(w.key)}>{model.key}</td>
              <td data-label={t(w.version)} className="num">
                {model.version}
              </td>
              <td data-label={t(w.state)}>
                <OwnSign state={model.state} />
              </td>
              <td data-label={t(w.importedBy)}>{model.createdByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
