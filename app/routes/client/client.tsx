import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listOpenChanges } from '#db/queries/change.read.ts';
import { listFilings } from '#db/queries/filing.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { timeliness } from '../../domain/filing/deadline.ts';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { displayState } from '../../domain/filing/state.ts';
import { changeWords } from '../../i18n/change.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { ClientBar } from './client-bar.tsx';
import { requireClientHouse } from './client-house.server.ts';

export const meta: MetaFunction = () => [{ title: '客户 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, client } = await requireClientHouse(incoming, incoming.params.grantId ?? '');
  const { scope, moment } = visit;
  const calendar = await incoming.context.calendar();
  const { filings, changes } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    filings: [
      ...(await listFilings(trx, scope.clientId, false)),
      ...(await listFilings(trx, scope.clientId, true)),
    ],
    changes: await listOpenChanges(trx, scope.clientId),
  }));
  return {
    client,
    filings: filings.map((filing) => ({
      id: filing.id,
      kind: filing.kind,
      serialNo: filing.serialNo,
      isVoluntary: filing.isVoluntary,
      updatedAt: filing.updatedAt,
      state: displayState(filing.status, filing.stage),
    })),
    changes: changes.map((change) => {
      const { words, tone } = timeliness({
        dueOn: change.dueOn,
        today: moment.today,
        calendar,
        voluntary: change.isVoluntary,
      });
      return { id: change.id, kind: change.kind, dueOn: change.dueOn, words, tone };
    }),
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Filings({ filings, grantId }: { filings: Loaded['filings']; grantId: string }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.kind)}</th>
            <th scope="col">{t(w.state)}</th>
            <th scope="col">{t(w.updated)}</th>
          </tr>
        </thead>
        <tbody>
          {filings.map((filing) => (
            <tr key={filing.id}>
              <td data-label={t(w.kind)}>
                <Link to={`/clients/${grantId}/filings/${filing.id}`}>
                  {filing.serialNo ?? t(FILING_KINDS[filing.kind])}
                </Link>{' '}
                {filing.isVoluntary && <Tag>{t(changeWords.voluntary)}</Tag>}
              </td>
              <td data-label={t(w.state)}>
                <Sign tone={filing.state.tone}>{t(filing.state.label)}</Sign>
              </td>
              <td data-label={t(w.updated)}>{t(instantText(filing.updatedAt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Client() {
  const t = useText();
  const { client, filings, changes } = useLoaderData<typeof loader>();
  return (
    <>
      <ClientBar client={client} />
      <PageHeader title={t(w.filings)} lead={<Link to="/clients">{t(w.title)}</Link>} />
      {changes.length > 0 && (
        <section className="sh-card" aria-labelledby="changes" style={{ marginBottom: 16 }}>
          <h2 id="changes" className="sh-h2">
            {t(w.changes)}
          </h2>
          <ul className="sh-list">
            {changes.map((change) => (
              <li key={change.id}>
                {t(CHANGE_KINDS[change.kind])} <Sign tone={change.tone}>{t(change.words)}</Sign> {t(w.due)}{' '}
                {change.dueOn}
              </li>
            ))}
          </ul>
        </section>
      )}
      {filings.length === 0 ? (
        <EmptyState title={t(w.noFilings)}>
          <p>{t(w.noFilingsText)}</p>
        </EmptyState>
      ) : (
        <Filings filings={filings} grantId={client.grantId} />
      )}
    </>
  );
}
