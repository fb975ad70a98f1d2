import '../../components/list/list.css';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { CHANGE_KINDS, FILING_KINDS } from '../../domain/filing/option.ts';
import { CLIENTS_A_PAGE, clientSearch } from '../../domain/organisation/client-order.ts';
import { words } from '../../domain/words.ts';
import { assessmentWords } from '../../i18n/assessment.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { startWords } from '../../i18n/start.ts';
import type { loadClients } from './client-list.server.ts';

type Board = Awaited<ReturnType<typeof loadClients>>;
type Client = Board['clients'][number];

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

function ClientTable({ clients }: { clients: readonly Client[] }) {
  const t = useText();
  return (
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
  );
}

function Search({ board }: { board: Board }) {
  return (
    <FilterBar
      key={board.filter.q}
      label={w.filters}
      apply={w.apply}
      clear={board.filter.q === '' ? null : { to: '/clients', label: w.clear }}
      action="/clients"
      style={{ marginBottom: 16 }}
    >
      <FilterSearch label={w.searchName} value={board.filter.q} />
    </FilterBar>
  );
}

function Pager({ board }: { board: Board }) {
  const t = useText();
  const { filter, page, pages, total } = board;
  if (pages === 1) return null;
  const to = (wanted: number) => `/clients${clientSearch(filter, wanted)}`;
  return (
    <nav className="sh-pager" aria-label={t(w.pager)}>
      <span className="sh-muted">
        {t(words(`共 ${total} 家客户，第 ${page}/${pages} 页`, `${total} clients, page ${page} of ${pages}`))}
      </span>
      {page > 1 && <Link to={to(page - 1)}>{t(w.previousPage)}</Link>}
      {page < pages && <Link to={to(page + 1)}>{t(w.nextPage)}</Link>}
    </nav>
  );
}

/** The clients of a consultancy, the most pressing first: whose grant ends when, and what waits for whom. */
export function ClientBoard({
  board,
  children,
}: {
  board: Board;
  /** What stands above the table. */
  children?: ReactNode;
}) {
  const t = useText();
  const { clients, filter, hasClients, total } = board;
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} />
      {children}
      {!hasClients && (
        <EmptyState title={t(w.none)}>
          <p>{t(w.noneText)}</p>
        </EmptyState>
      )}
      {(filter.q !== '' || total > CLIENTS_A_PAGE) && hasClients && <Search board={board} />}
      {hasClients && clients.length === 0 && (
        <EmptyState title={t(w.noMatch)}>
          <p>{t(w.noMatchText)}</p>
        </EmptyState>
      )}
      {clients.length > 0 && <ClientTable clients={clients} />}
      <Pager board={board} />
    </>
  );
}

/** Says how many clients on later pages have something that waits; nothing where none has. */
export function WaitingElsewhere({ board }: { board: Board }) {
  const t = useText();
  const { pressingElsewhere, filter, page } = board;
  if (pressingElsewhere === 0) return null;
  return (
    <p className="sh-muted">
      {t(
        words(
          `以上为最紧迫的 ${board.clients.length} 家客户的事项；另有 ${pressingElsewhere} 家客户有待办。`,
          `These are the affairs of the ${board.clients.length} most pressing clients; ${pressingElsewhere} more have something to do.`,
        ),
      )}{' '}
      <Link to={`/clients${clientSearch(filter, page + 1)}`}>{t(w.nextPage)}</Link>
    </p>
  );
}
