import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listEvidence, listEvidenceOwners, listEvidenceUses } from '#db/queries/evidence.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EVIDENCE_KINDS, EvidenceFilterSchema, evidenceSearch } from '../../domain/evidence/evidence.ts';
import { readSearch } from '../../http/form.server.ts';
import { evidenceWords as w } from '../../i18n/evidence.ts';
import { useText } from '../../i18n/language.tsx';
import { requireAssessmentHouse } from '../assessment/house.server.ts';
import { ClientBar } from '../client/client-bar.tsx';
import { EvidenceFilters } from './evidence-filters.tsx';
import { EvidenceSign, PeriodText } from './evidence-sign.tsx';
import { evidenceView, mayKeepEvidence, nameUses, type UseView } from './evidence-view.server.ts';

export const meta: MetaFunction = () => [{ title: '证据库 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const house = await requireAssessmentHouse(incoming, incoming.params);
  const filter = readSearch(incoming.request, EvidenceFilterSchema);
  const { scope, moment } = house.visit;
  const { organisationId, base, client } = house;
  const read = await incoming.context.ports.db.transaction(scope, async (trx) => {
    const page = await listEvidence(trx, organisationId, filter, moment.today);
    const ids = page.rows.map(({ id }) => id);
    const uses = await nameUses(trx, await listEvidenceUses(trx, organisationId, ids));
    return { page, uses, owners: await listEvidenceOwners(trx, organisationId) };
  });
  return {
    client,
    base,
    filter,
    owners: read.owners,
    mayKeep: mayKeepEvidence(house),
    isAssessor: house.side === 'independent',
    rows: read.page.rows.map((row) => ({
      ...evidenceView(row, moment.today),
      uses: read.uses.filter(({ evidenceId }) => evidenceId === row.id),
    })),
    next: read.page.next && `${base}/evidence${evidenceSearch(filter, { after: read.page.next })}`,
  };
}

/** What the library's page shows. */
export type EvidenceListPage = ReturnType<typeof useLoaderData<typeof loader>>;

/** Uses by model and year: `DCMM 2025（2026）：6.1、6.2`. */
function UsesInShort({ uses }: { uses: readonly UseView[] }) {
  const t = useText();
  if (uses.length === 0) return <span className="sh-muted">{t(w.unused)}</span>;
  const groups = new Map<string, Set<string>>();
  for (const use of uses) {
    const key = `${t(use.model)} · ${use.year}`;
    groups.set(key, (groups.get(key) ?? new Set()).add(use.itemId));
  }
  return (
    <>
      {[...groups].map(([name, items]) => (
        <div key={name}>
          {name}
          <span className="sh-muted">
            {' '}
            {[...items].slice(0, 6).join(' ')}
            {items.size > 6 && ` +${items.size - 6}`}
          </span>
        </div>
      ))}
    </>
  );
}

function EvidenceTable({ page }: { page: EvidenceListPage }) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.name)}</th>
              <th scope="col">{t(w.kind)}</th>
              <th scope="col">{t(w.period)}</th>
              <th scope="col">{t(w.owner)}</th>
              <th scope="col">{t(w.usedIn)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.id}>
                <td style={{ overflowWrap: 'anywhere' }}>
                  <Link to={`${page.base}/evidence/${row.id}`}>
                    <strong>{row.title}</strong>
                  </Link>
                  <div className="sh-muted">{row.fileName ?? row.reference}</div>
                </td>
                <td data-label={t(w.kind)}>{t(EVIDENCE_KINDS[row.kind])}</td>
                <td data-label={t(w.period)}>
                  <EvidenceSign term={row.term} retiredAt={row.retiredAt} />
                  {row.term !== 'undated' && (
                    <div className="sh-muted">
                      <PeriodText from={row.effectiveFrom} until={row.effectiveUntil} />
                    </div>
                  )}
                </td>
                <td data-label={t(w.owner)}>{row.ownerName}</td>
                <td data-label={t(w.usedIn)}>
                  <UsesInShort uses={row.uses} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.filter.after !== '' && (
          <Link to={`${page.base}/evidence${evidenceSearch(page.filter)}`}>{t(w.first)}</Link>
        )}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}

export default function EvidenceList() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isFiltered = evidenceSearch(page.filter) !== '' || page.filter.after !== '';
  const isEmpty = page.rows.length === 0 && !isFiltered;
  const add = page.mayKeep && (
    <Button component={Link} to={`${page.base}/evidence/new`}>
      {t(w.add)}
    </Button>
  );
  return (
    <>
      {page.client && <ClientBar client={page.client} />}
      <PageHeader
        title={t(w.title)}
        lead={
          <>
            {t(w.lead)}
            {page.isAssessor && <div>{t(w.assessorNote)}</div>}
          </>
        }
        actions={!isEmpty && add}
      />
      {isEmpty ? (
        <EmptyState title={t(w.empty)} action={add}>
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <>
          <EvidenceFilters page={page} />
          {page.rows.length === 0 ? (
            <EmptyState
              title={t(w.emptyFiltered)}
              action={
                <Button component={Link} to={`${page.base}/evidence`} variant="default">
                  {t(w.clear)}
                </Button>
              }
            >
              <p>{t(w.emptyFilteredText)}</p>
            </EmptyState>
          ) : (
            <EvidenceTable page={page} />
          )}
        </>
      )}
    </>
  );
}
