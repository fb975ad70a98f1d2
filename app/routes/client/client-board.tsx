import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { assessmentWords } from '../../i18n/assessment.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { startWords } from '../../i18n/start.ts';
import type { loadClients } from './client-list.server.ts';

type Client = Awaited<ReturnType<typeof loadClients>>[number];

function Waiting({ client }: { client: Client }) {
  const t = useText();
  if (client.filings.length === 0 && client.changes.length === 0 && client.workCount === 0) {
    return <span className="sh-muted">{t(w.nothing)}</span>;
  }
  return (
    <ul className="sh-list">
      {client.changes.map((change) => (
        <li key={change.id}>
          {t(CHANGE_KINDS[change.kind])} <Sign tone={change.tone}>{t(change.words)}</Sign> {t(w.due)}{' '}
          {change.dueOn}
        </li>
      ))}
      {client.workCount > 0 && (
        <li>
          <Link to={`/clients/${client.grantId}/assessments/work`}>
            {client.workCount} {t(assessmentWords.waitsForMe)}
          </Link>
        </li>
      )}
      {client.filings.map((filing) => (
        <li key={filing.id}>
          <Link to={`/clients/${client.grantId}/filings/${filing.id}`}>{t(FILING_KINDS[filing.kind])}</Link>{' '}
          <Sign tone={filing.state.tone}>{t(filing.state.label)}</Sign>{' '}
          {filing.openThreadCount > 0 && `${filing.openThreadCount} ${t(startWords.openThreads)}`}
        </li>
      ))}
    </ul>
  );
}

/** The clients of a consultancy: whose grant ends when, and what waits for whom. */
export function ClientBoard({
  clients,
  children,
}: {
  clients: readonly Client[];
  /** What stands above the table. */
  children?: ReactNode;
}) {
  const t = useText();
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      {children}
      {clients.length === 0 ? (
        <EmptyState title={t(w.none)}>
          <p>{t(w.noneText)}</p>
        </EmptyState>
      ) : (
        <div className="sh-card sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.client)}</th>
                <th scope="col">{t(w.waits)}</th>
                <th scope="col">{t(w.rights)}</th>
                <th scope="col">{t(w.expires)}</th>
              </tr>
            </thead>
            <tbody>
              {clients.map((client) => (
                <tr key={client.grantId}>
                  <td data-label={t(w.client)} style={{ borderLeft: `6px solid ${client.colour}` }}>
                    <Link to={`/clients/${client.grantId}`}>{client.name}</Link>{' '}
                    {client.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
                  </td>
                  <td data-label={t(w.waits)}>
                    <Waiting client={client} />
                  </td>
                  <td data-label={t(w.rights)}>
                    {t(w[client.purpose])} · {t(w[client.rights])}
                  </td>
                  <td data-label={t(w.expires)}>
                    {client.expiresOn} {client.endsSoon && <Sign tone="amber">{t(w.soonEnds)}</Sign>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
