import '../../components/list/list.css';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { shippedSchemes } from '#assessments/scheme.ts';
import { listOfferedSchemes, listSchemes } from '#db/queries/scheme.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import type { ModelFamily } from '../../domain/assessment/model.ts';
import type { Words } from '../../domain/words.ts';
import { requireAnyHouse } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { schemeWords as w } from '../../i18n/scheme.ts';
import { SchemeSign } from './scheme-sign.tsx';

export const meta: MetaFunction = () => [{ title: '计分方案 · 数衡 Shuheng' }];

/** A row of the list. */
interface Line {
  readonly id: string;
  readonly title: Words;
  readonly family: ModelFamily;
  readonly version: number;
}

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireAnyHouse(incoming);
  const { organisationId } = visit.scope;
  const stored = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    own: await listSchemes(trx, organisationId),
    offered: await listOfferedSchemes(trx),
  }));
  const same = (title: string): Words => ({ zh: title, en: title });
  return {
    shipped: [...shippedSchemes().values()].map(({ id, title, family, version }): Line => ({
      id,
      title,
      family,
      version,
    })),
    own: stored.own.map(({ id, title, family, version, state, isOffered, createdByName }) => {
      return { id: `own:${id}`, title: same(title), family, version, state, isOffered, createdByName };
    }),
    offered: stored.offered
      .filter((scheme) => scheme.organisationId !== organisationId)
      .map(({ id, title, family, version }): Line => ({
        id: `own:${id}`,
        title: same(title),
        family,
        version,
      })),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Schemes() {
  const t = useText();
  const { shipped, own, offered } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      <h2 className="sh-h2">{t(w.shipped)}</h2>
      <Lines lines={shipped} />
      {offered.length > 0 && (
        <>
          <h2 className="sh-h2">{t(w.offered)}</h2>
          <Lines lines={offered} />
        </>
      )}
      <h2 className="sh-h2">{t(w.own)}</h2>
      {own.length === 0 ? (
        <EmptyState title={t(w.emptyTitle)}>
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <OwnTable own={own} />
      )}
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.scheme)}</th>
            <th>{t(w.family)}</th>
            <th className="num">{t(w.version)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((scheme) => (
            <tr key={scheme.id}>
              <td data-label={t(w.scheme)}>
                <Link to={`/schemes/${scheme.id}`}>{t(scheme.title)}</Link>
              </td>
              <td data-label={t(w.family)}>{t(w.families[scheme.family])}</td>
              <td data-label={t(w.version)} className="num">
                {scheme.version}
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
            <th>{t(w.scheme)}</th>
            <th>{t(w.family)}</th>
            <th className="num">{t(w.version)}</th>
            <th>{t(w.state)}</th>
            <th>{t(w.madeBy)}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((scheme) => (
            <tr key={scheme.id}>
              <td data-label={t(w.scheme)}>
                <Link to={`/schemes/${scheme.id}`}>{t(scheme.title)}</Link>{' '}
                {scheme.isOffered && <Tag>{t(w.isOffered)}</Tag>}
              </td>
              <td data-label={t(w.family)}>{t(w.families[scheme.family])}</td>
              <td data-label={t(w.version)} className="num">
                {scheme.version}
              </td>
              <td data-label={t(w.state)}>
                <SchemeSign state={scheme.state} />
              </td>
              <td data-label={t(w.madeBy)}>{scheme.createdByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
