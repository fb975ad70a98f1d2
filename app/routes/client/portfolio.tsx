import '../../components/list/list.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import {
  isFiltering,
  PORTFOLIO_STATES,
  PortfolioFilterSchema,
  type PortfolioFilter,
  portfolioSearch,
} from '../../domain/organisation/portfolio.ts';
import { readSearch } from '../../http/form.server.ts';
import { clientWords as w } from '../../i18n/client.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { reportWords } from '../../i18n/report.ts';
import { AssessmentTable } from '../assessment/assessment-table.tsx';
import { optionsOf } from '../organisation/select-options.ts';
import { clientFrame } from './client-bar.tsx';
import { ClientKey, useClientKeys } from './client-switch.tsx';
import { loadPortfolio } from './portfolio.server.ts';

export const meta: MetaFunction = () => [{ title: '客户评估总览 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const filter = readSearch(incoming.request, PortfolioFilterSchema);
  return { filter, ...(await loadPortfolio(incoming, filter)) };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Filters({ filter }: { filter: PortfolioFilter }) {
  const t = useText();
  return (
    <FilterBar
      key={JSON.stringify(filter)}
      label={w.filters}
      apply={w.apply}
      clear={isFiltering(filter) ? { to: '/portfolio', label: w.clear } : null}
      style={{ marginBottom: 16 }}
    >
      <FilterSearch label={w.search} value={filter.q} />
      <NativeSelect
        name="purpose"
        label={t(w.purpose)}
        defaultValue={filter.purpose}
        data={[
          { value: '', label: t(w.anyPurpose) },
          { value: 'help', label: t(w.help) },
          { value: 'assess', label: t(w.assess) },
        ]}
      />
      <NativeSelect
        name="state"
        label={t(w.show)}
        defaultValue={filter.state}
        data={optionsOf(PORTFOLIO_STATES, t)}
      />
    </FilterBar>
  );
}

/** One client by itself, in its own colour. */
function ClientPart({ client }: { client: Loaded['clients'][number] }) {
  const t = useText();
  const base = `/clients/${client.grantId}`;
  const heading = `client-${client.grantId}`;
  return (
    <section aria-labelledby={heading} style={{ marginBottom: 28 }}>
      <div style={{ ...clientFrame(client.colour), marginBottom: 8 }}>
        <h2 id={heading} className="sh-h2" style={{ margin: 0 }}>
          <Link to={base}>{client.name}</Link>
        </h2>
        {client.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
        <ClientKey digit={client.digit} />
        <span className="sh-muted">
          {t(w[client.purpose])} · {t(w[client.rights])} · {t(w.expires)} {client.expiresOn}
        </span>
        {client.endsSoon && <Sign tone="amber">{t(w.soonEnds)}</Sign>}
        {client.waiting > 0 && (
          <Link to={`${base}/assessments/work`}>
            {t(w.waitsForMe)} {client.waiting}
          </Link>
        )}
      </div>
      {client.cards.length === 0 ? (
        <p className="sh-muted">{t(w.noAssessments)}</p>
      ) : (
        <AssessmentTable cards={client.cards} base={base} />
      )}
    </section>
  );
}

function Ended({ ended }: { ended: Loaded['ended'] }) {
  const t = useText();
  if (ended.length === 0) return null;
  return (
    <section className="sh-card" aria-labelledby="ended">
      <h2 id="ended" className="sh-h2">
        {t(w.ended)}
      </h2>
      <p className="sh-muted">{t(w.endedLead)}</p>
      <ul className="sh-list">
        {ended.map((grant) => (
          <li key={grant.id}>
            {grant.clientName} · {t(w[grant.purpose])}{' '}
            <Sign tone="grey">{t(grant.isRevoked ? w.revoked : w.expired)}</Sign>{' '}
            <span className="sh-muted">
              {t(w.endedOn)} {grant.endedOn}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function Portfolio() {
  const t = useText();
  const { targets, hasClients, filter, clients, next, ended } = useLoaderData<typeof loader>();
  useClientKeys(targets);
  return (
    <>
      <PageHeader
        title={t(w.portfolio)}
        actions={
          <Button component={Link} to="/report-style" variant="default">
            {t(reportWords.styleTitle)}
          </Button>
        }
        lead={
          <>
            {t(w.portfolioLead)} {hasClients && t(w.switchHelp)}
          </>
        }
      />
      {!hasClients ? (
        <EmptyState title={t(w.none)}>
          <p>{t(w.noneText)}</p>
        </EmptyState>
      ) : (
        <Filters filter={filter} />
      )}
      {hasClients && clients.length === 0 && (
        <EmptyState title={t(w.noMatch)}>
          <p>{t(w.noMatchText)}</p>
        </EmptyState>
      )}
      {clients.map((client) => (
        <ClientPart key={client.grantId} client={client} />
      ))}
      {(next !== null || filter.after !== '') && (
        <nav className="sh-pager" aria-label={t(w.nextPage)}>
          {filter.after !== '' && (
            <Link to={`/portfolio${portfolioSearch(filter, '')}`}>{t(w.firstPage)}</Link>
          )}
          {next !== null && <Link to={`/portfolio${portfolioSearch(filter, next)}`}>{t(w.nextPage)}</Link>}
        </nav>
      )}
      <Ended ended={ended} />
    </>
  );
}
