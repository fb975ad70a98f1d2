import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listAndCountQueue, listColleagues } from '#db/queries/queue.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { can } from '../../domain/organisation/organisation.ts';
import { SHANGHAI_DISTRICTS, SHANDONG_CITIES, regionContains } from '../../domain/organisation/region.ts';
import '../../components/list/list.css';
import { QueueFilterSchema, queueSearch, WHOLE_QUEUE } from '../../domain/review/queue-filter.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { queueWords as w } from '../../i18n/review.ts';
import { FilterChips, QueueFilters } from './queue-filters.tsx';
import { QueueTable } from './queue-table.tsx';
import { filingSigns, soonUntil } from './timing.server.ts';

export const meta: MetaFunction = () => [{ title: '审阅队列 · 数衡 Shuheng' }];

/** Filings on a page. */
const PAGE_SIZE = 50;
/** Above this a count says "more than": an exact one would read the whole table. */
const COUNTED = 1000;

/** Sub-regions to choose from within the office's own. */
function regionsWithin(regionCode: string) {
  return Object.entries({ ...SHANGHAI_DISTRICTS, ...SHANDONG_CITIES })
    .filter(([code]) => code !== regionCode && regionContains(regionCode, code))
    .map(([code, name]) => ({ code, name }));
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const filter = readSearch(incoming.request, QueueFilterSchema);
  const calendar = await incoming.context.calendar();
  const { today } = moment;
  const query = { filter, today, soonUntil: soonUntil(today, calendar) };
  const { page, colleagues } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    page: await listAndCountQueue(trx, scope, query, { limit: PAGE_SIZE, most: COUNTED }),
    colleagues: await listColleagues(trx, scope),
  }));
  return {
    filter,
    search: queueSearch(filter),
    count: Math.min(page.count, COUNTED),
    isMore: page.count > COUNTED,
    colleagues: colleagues.map(({ accountId, name }) => ({ accountId, name })),
    mayAssign: can(acting.role, 'assign'),
    mayExport: can(acting.role, 'exportRegister'),
    regions: regionsWithin(scope.regionCode),
    next: page.next === null ? null : `/queue${queueSearch(filter, { after: page.next })}`,
    rows: page.rows.map((row) => ({
      id: row.id,
      enterpriseName: row.enterpriseName,
      uscc: row.uscc,
      cdoName: row.cdoName,
      serialNo: row.serialNo,
      kind: row.kind,
      isVoluntary: row.isVoluntary,
      versionNo: row.currentVersionNo,
      dueOn: row.dueOn,
      isProvisional: row.dueProvisional,
      isPaper: row.channel === 'paper',
      submittedAt: row.submittedAt,
      assigneeName: row.assigneeName,
      ...filingSigns(row, today, calendar),
    })),
  };
}

/** What the queue's page shows. */
export type QueuePage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Queue() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isWhole = queueSearch(page.filter) === queueSearch(WHOLE_QUEUE);
  const exportSearch = (format: string) =>
    `/queue/export${page.search === '' ? '?' : `${page.search}&`}format=${format}`;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          page.mayExport &&
          page.rows.length > 0 && (
            <>
              <Button component="a" href={exportSearch('xlsx')} variant="default">
                {t(w.exportXlsx)}
              </Button>
              <Button component="a" href={exportSearch('csv')} variant="default">
                {t(w.exportCsv)}
              </Button>
            </>
          )
        }
      />
      <QueueFilters page={page} />
      <FilterChips page={page} />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(w.emptyTitle)}
          action={
            isWhole ? (
              <Button component={Link} to="/roster" variant="default">
                {t(w.roster)}
              </Button>
            ) : (
              <Button component={Link} to="/queue" variant="default">
                {t(w.clear)}
              </Button>
            )
          }
        >
          <p>{t(isWhole ? w.emptyWhole : w.emptyFiltered)}</p>
        </EmptyState>
      ) : (
        <QueueTable page={page} />
      )}
    </>
  );
}
