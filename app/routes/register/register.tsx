import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countRegister, listRegister } from '#db/queries/register.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { AsAtBar } from '../../components/target/as-at-bar.tsx';
import { plainDateInShanghai } from '../../domain/calendar/plain-date.ts';
import { maskName } from '../../domain/organisation/masking.ts';
import { can } from '../../domain/organisation/organisation.ts';
import {
  regionContains,
  regionShortName,
  SHANDONG_CITIES,
  SHANGHAI_DISTRICTS,
} from '../../domain/organisation/region.ts';
import { RegisterFilterSchema, registerSearch } from '../../domain/register/register-filter.ts';
import { classesOf } from '../../domain/register/tally.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { useText } from '../../i18n/language.tsx';
import { registerWords as w } from '../../i18n/register.ts';
import { asAtOf } from '../plan/load-plan.server.ts';
import { RegisterFilters } from './register-filters.tsx';
import { RegisterTable } from './register-table.tsx';

export const meta: MetaFunction = () => [{ title: '备案登记册 · 数衡 Shuheng' }];

/** Above this a count says "more than": an exact one would read the whole table. */
const COUNTED = 1000;

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const { asAt, asAtRefusal } = asAtOf(incoming.request, moment.today, moment.today);
  const filter = readSearch(incoming.request, RegisterFilterSchema);
  const at = asAt === moment.today ? '' : asAt;
  const { page, count } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    page: await listRegister(trx, scope, { filter, asAt }),
    count: await countRegister(trx, scope, { filter, asAt }, COUNTED),
  }));
  return {
    filter,
    asAt,
    asAtRefusal,
    at,
    today: moment.today,
    count: Math.min(count, COUNTED),
    isMore: count > COUNTED,
    mayExport: can(acting.role, 'exportRegister'),
    regions: Object.entries({ ...SHANGHAI_DISTRICTS, ...SHANDONG_CITIES })
      .filter(([code]) => code !== scope.regionCode && regionContains(scope.regionCode, code))
      .map(([code, name]) => ({ code, name })),
    next: page.next === null ? null : `/cdo-register${registerSearch(filter, at, { after: page.next })}`,
    rows: page.rows.map((row) => ({
      id: row.id,
      organisationId: row.organisationId,
      enterpriseName: row.enterpriseName,
      uscc: row.uscc,
      regionName: regionShortName(row.regionCode),
      classes: classesOf(row).join(' '),
      licenceNumbers: row.licenceNumbers,
      cdoName: maskName(row.cdoName),
      versionNo: row.versionNo,
      isVoluntary: row.isVoluntary,
      recordedOn: plainDateInShanghai(row.recordedAt),
      replacedOn: row.supersededAt === null ? null : plainDateInShanghai(row.supersededAt),
      serialNo: row.serialNo,
    })),
  };
}

/** What the register's page shows. */
export type RegisterPage = ReturnType<typeof useLoaderData<typeof loader>>;

function Exports({ page }: { page: RegisterPage }) {
  const t = useText();
  const search = registerSearch(page.filter, page.at);
  const to = (format: string) => `/cdo-register/export${search === '' ? '?' : `${search}&`}format=${format}`;
  return (
    <>
      <Button component="a" href={to('xlsx')} variant="default">
        {t(w.exportXlsx)}
      </Button>
      <Button component="a" href={to('csv')} variant="default">
        {t(w.exportCsv)}
      </Button>
    </>
  );
}

export default function Register() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={page.mayExport && page.rows.length > 0 && <Exports page={page} />}
      />
      <AsAtBar asAt={page.asAt} today={page.today} refusal={page.asAtRefusal} />
      <RegisterFilters page={page} />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(w.emptyTitle)}
          action={
            <Button component={Link} to="/queue" variant="default">
              {t(w.queue)}
            </Button>
          }
        >
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <RegisterTable page={page} />
      )}
    </>
  );
}
