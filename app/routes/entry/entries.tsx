import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countEntries, listEntries } from '#db/queries/entry.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { EntryFilterSchema, entrySearch, entryState } from '../../domain/target/entry-filter.ts';
import { lineSubject, reportableRegions } from '../../domain/target/line.ts';
import { readSearch } from '../../http/form.server.ts';
import { entryWords as w } from '../../i18n/entry.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { loadPlan } from '../plan/load-plan.server.ts';
import { EntryChips, EntryFilters } from './entry-filters.tsx';
import { EntryTable } from './entry-table.tsx';
import { amountText, entryName, subjectName } from './entry-view.server.ts';

export const meta: MetaFunction = () => [{ title: '数据条目 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { visit, plan, content, isOwn, asAt, asAtRefusal } = await loadPlan(incoming, incoming.params);
  const { scope, moment } = visit;
  const filter = readSearch(incoming.request, EntryFilterSchema);
  const query = { planId: plan.id, filter, asAt };
  const { page, total } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    page: await listEntries(trx, scope, query),
    total: await countEntries(trx, scope, query),
  }));
  const base = `/plans/${plan.id}/entries`;
  const takesReports = plan.state === 'published' && can(scope.role, 'enterRecords');
  return {
    planId: plan.id,
    planTitle: { zh: plan.titleZh, en: plan.titleEn },
    isDemo: plan.isDemo,
    base,
    filter,
    asAt,
    asAtRefusal,
    today: moment.today,
    isNarrowed: !isOwn,
    mayReport: takesReports,
    mayExport: can(scope.role, 'exportRegister'),
    count: total.count,
    targets: [...content.targets, ...content.deliverables].map((subject) => ({
      id: subject.id,
      name: subjectName(subject),
    })),
    regions: reportableRegions(scope.regionCode, content.region).map((code) => ({
      code,
      name: regionShortName(code),
    })),
    next: page.next === null ? null : `${base}${entrySearch(filter, { after: page.next })}`,
    rows: page.rows.map((row) => ({
      to: `${base}/${row.organisationId}/${row.id}${filter.at ? `?at=${filter.at}` : ''}`,
      id: row.id,
      title: entryName(row),
      uscc: row.uscc,
      regionName: regionShortName(row.regionCode),
      kind: row.kind,
      state: entryState(row, asAt),
      targetId: row.targetId,
      targetName: subjectName(lineSubject(content, row.targetId)),
      onDate: row.onDate,
      endedOn: row.endedOn,
      amount: amountText(content, row),
      source: row.source || row.document,
    })),
  };
}

/** What the list of entries shows. */
export type EntriesPage = ReturnType<typeof useLoaderData<typeof loader>>;

function Actions({ page }: { page: EntriesPage }) {
  const t = useText();
  const search = entrySearch(page.filter);
  const withFormat = (format: string) =>
    `${page.base}/export${search === '' ? '?' : `${search}&`}format=${format}`;
  const target = page.filter.target === '' ? '' : `&target=${encodeURIComponent(page.filter.target)}`;
  return (
    <>
      {page.mayExport && page.count > 0 && (
        <>
          <Button component="a" href={withFormat('xlsx')} variant="default">
            {t(w.exportXlsx)}
          </Button>
          <Button component="a" href={withFormat('csv')} variant="default">
            {t(w.exportCsv)}
          </Button>
        </>
      )}
      {page.mayReport && (
        <>
          <Button component={Link} to={`/plans/${page.planId}/import`} variant="default">
            {t(w.import)}
          </Button>
          <Button component={Link} to={`/batches/new?plan=${page.planId}${target}`}>
            {t(w.add)}
          </Button>
        </>
      )}
    </>
  );
}

export default function Entries() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isFiltered = entrySearch({ ...page.filter, at: '' }) !== '';
  return (
    <>
      <PageHeader
        title={t(w.title)}
        signs={page.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
        lead={
          <>
            <Link to={`/plans/${page.planId}`}>{t(page.planTitle)}</Link> · {t(w.lead)}{' '}
            {page.isNarrowed && t(w.ownRegionOnly)}
          </>
        }
        actions={<Actions page={page} />}
      />
      <AsAtBar asAt={page.asAt} today={page.today} refusal={page.asAtRefusal} />
      <EntryFilters page={page} />
      <EntryChips page={page} />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? w.emptyFiltered : w.emptyTitle)}
          action={
            isFiltered ? (
              <Button component={Link} to={page.base} variant="default">
                {t(w.clear)}
              </Button>
            ) : undefined
          }
        >
          <p>{t(isFiltered ? w.emptyFilteredText : w.emptyText)}</p>
        </EmptyState>
      ) : (
        <EntryTable page={page} />
      )}
    </>
  );
}
