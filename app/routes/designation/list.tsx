import '../../components/list/list.css';
import { Button, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { countDesignations, listDesignations } from '#db/queries/designation.read.ts';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import {
  DESIGNATION_STATES,
  DesignationFilterSchema,
  designationSearch,
  designationState,
} from '../../domain/designation/designation.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { DESIGNATIONS } from '../../domain/target/plan.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { designationWords as w } from '../../i18n/designation.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { optionsOf, regionOptions } from '../organisation/select-options.ts';
import { DesignationSign } from './designation-sign.tsx';

export const meta: MetaFunction = () => [{ title: '称号与试点 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const filter = readSearch(incoming.request, DesignationFilterSchema);
  const query = { filter, on: moment.today };
  const { page, count } = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    page: await listDesignations(trx, scope, query),
    count: await countDesignations(trx, scope, query),
  }));
  return {
    filter,
    count,
    within: scope.regionCode,
    mayGive: can(acting.role, 'designate'),
    mayExport: can(acting.role, 'exportRegister'),
    next: page.next && `/designations${designationSearch(filter, { after: page.next })}`,
    rows: page.rows.map((row) => ({
      ...row,
      to: `/designations/${row.organisationId}/${row.id}`,
      regionName: regionShortName(row.regionCode),
      state: designationState(row, moment.today),
    })),
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Filters({ page }: { page: Page }) {
  const t = useText();
  const { filter } = page;
  const regions = regionOptions(page.within, t).filter(({ value }) => value !== page.within);
  return (
    <FilterBar
      key={designationSearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={designationSearch(filter) === '' ? null : { to: '/designations', label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      <NativeSelect
        name="kind"
        label={t(w.kind)}
        defaultValue={filter.kind}
        data={[{ value: '', label: t(w.anyKind) }, ...optionsOf(DESIGNATIONS, t)]}
      />
      <NativeSelect
        name="state"
        label={t(w.state)}
        defaultValue={filter.state}
        data={[...optionsOf(DESIGNATION_STATES, t), { value: 'all', label: t(w.allStates) }]}
      />
      {regions.length > 0 && (
        <NativeSelect
          name="region"
          label={t(w.region)}
          defaultValue={filter.region}
          data={[{ value: '', label: t(w.anyRegion) }, ...regions]}
        />
      )}
      <FilterSearch label={w.search} value={filter.q} />
    </FilterBar>
  );
}

function Row({ row, mayGive }: { row: Page['rows'][number]; mayGive: boolean }) {
  const t = useText();
  return (
    <tr>
      <td>
        <strong>{row.enterpriseName}</strong> {row.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
        <div className="sh-muted">
          {row.uscc} · {t(row.regionName)}
        </div>
      </td>
      <td data-label={t(w.kind)}>{t(DESIGNATIONS[row.kind])}</td>
      <td data-label={t(w.sinceOn)}>
        {row.sinceOn}
        {row.endedOn && (
          <div className="sh-muted">
            {t(w.endedOn)} {row.endedOn}
          </div>
        )}
      </td>
      <td data-label={t(w.basis)}>
        {row.basis}
        <div className="sh-muted">
          {t(w.givenBy)} {row.givenByName}
        </div>
        {row.removeReason && (
          <div className="sh-muted">
            {t(w.reason)}：{row.removeReason}
          </div>
        )}
      </td>
      <td data-label={t(w.state)}>
        <DesignationSign state={row.state} />
      </td>
      {mayGive && (
        <td className="sh-no-print">
          {row.removedAt === null && (
            <>
              {row.endedOn === null && (
                <>
                  <Link to={`${row.to}/end`} aria-label={`${t(w.end)}：${row.enterpriseName}`}>
                    {t(w.end)}
                  </Link>{' '}
                </>
              )}
              <Link to={`${row.to}/remove`} aria-label={`${t(w.remove)}：${row.enterpriseName}`}>
                {t(w.remove)}
              </Link>
            </>
          )}
        </td>
      )}
    </tr>
  );
}

function Rows({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <p className="sh-muted">{t(w.count(page.count))}</p>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(w.kind)}</th>
              <th scope="col">{t(w.sinceOn)}</th>
              <th scope="col">{t(w.basis)}</th>
              <th scope="col">{t(w.state)}</th>
              {page.mayGive && (
                <th scope="col">
                  <span className="sh-visually-hidden">{t(w.end)}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <Row key={row.id} row={row} mayGive={page.mayGive} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.filter.after !== '' && (
          <Link to={`/designations${designationSearch(page.filter)}`}>{t(w.first)}</Link>
        )}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}

export default function Designations() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isFiltered = designationSearch(page.filter) !== '';
  const give = page.mayGive && (
    <Button component={Link} to="/designations/new">
      {t(w.give)}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          <>
            {page.mayExport && page.rows.length > 0 && (
              <Button
                component="a"
                href={`/designations/export${designationSearch(page.filter)}`}
                variant="default"
              >
                {t(w.export)}
              </Button>
            )}
            {give}
          </>
        }
      />
      <Filters page={page} />
      {page.rows.length === 0 ? (
        <EmptyState title={t(isFiltered ? w.emptyFiltered : w.empty)}>
          {!isFiltered && <p>{t(w.emptyText)}</p>}
        </EmptyState>
      ) : (
        <Rows page={page} />
      )}
    </>
  );
}
