import '../../components/list/list.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listSubmittedCertificates } from '#db/queries/certificate.read.ts';
import { FilterBar, FilterSearch } from '../../components/list/filter-bar.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Tag } from '../../components/layout/sign.tsx';
import {
  CERTIFICATE_KINDS,
  CERTIFIED_LEVELS,
  CertificateFilterSchema,
  certificateSearch,
} from '../../domain/certificate/certificate.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { certificateWords, submittedWords as w } from '../../i18n/certificate.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { layoutWords } from '../../i18n/layout.ts';
import { regionOptions } from '../organisation/select-options.ts';
import { CertificateSign, CertifiedLevel } from './certificate-facts.tsx';
import { certificateView } from './certificate-view.server.ts';

export const meta: MetaFunction = () => [{ title: '企业提交的证书 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, moment, acting } = await requireRegulator(incoming);
  const filter = readSearch(incoming.request, CertificateFilterSchema);
  const page = await incoming.context.ports.db.transaction(scope, (trx) =>
    listSubmittedCertificates(trx, scope, filter),
  );
  return {
    filter,
    within: scope.regionCode,
    mayExport: can(acting.role, 'exportRegister'),
    rows: page.rows.map((row) => ({
      ...certificateView(row, moment.today),
      uscc: row.uscc,
      isDemo: row.isDemo,
      regionName: regionShortName(row.regionCode ?? ''),
    })),
    next: page.next && `/maturity/certificates${certificateSearch(filter, { after: page.next })}`,
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Filters({ page }: { page: Page }) {
  const t = useText();
  const { filter } = page;
  return (
    <FilterBar
      key={certificateSearch(filter)}
      label={w.filters}
      apply={w.apply}
      clear={certificateSearch(filter) === '' ? null : { to: '/maturity/certificates', label: w.clear }}
      style={{ marginBottom: 12 }}
    >
      <NativeSelect
        name="kind"
        label={t(certificateWords.kind)}
        defaultValue={filter.kind}
        data={[
          { value: '', label: t(w.anyKind) },
          ...Object.entries(CERTIFICATE_KINDS).map(([value, { name }]) => ({ value, label: t(name) })),
        ]}
      />
      <NativeSelect
        name="level"
        label={t(certificateWords.level)}
        defaultValue={filter.level}
        data={[
          { value: '', label: t(w.anyLevel) },
          ...CERTIFIED_LEVELS.map((level) => ({
            value: `${level}`,
            label: `${level} ${t(certificateWords.levelOf)}`,
          })),
        ]}
      />
      <TextInput name="on" type="date" label={t(w.validOn)} defaultValue={filter.on} />
      <NativeSelect
        name="region"
        label={t(w.region)}
        defaultValue={filter.region}
        data={[{ value: '', label: t(w.anyRegion) }, ...regionOptions(page.within, t)]}
      />
      <FilterSearch label={w.search} hint={w.searchHint} value={filter.q} />
    </FilterBar>
  );
}

function Rows({ page }: { page: Page }) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(certificateWords.kind)}</th>
              <th scope="col">{t(certificateWords.level)}</th>
              <th scope="col">{t(certificateWords.agency)}</th>
              <th scope="col">{t(certificateWords.expiresOn)}</th>
              <th scope="col">{t(certificateWords.state)}</th>
              <th scope="col">{t(w.submittedOn)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link to={`/maturity/certificates/${row.organisationId}/${row.id}`}>
                    <strong>{row.enterpriseName}</strong>
                  </Link>{' '}
                  {row.isDemo && <Tag>{t(layoutWords.sample)}</Tag>}
                  <div className="sh-muted">
                    {row.uscc} · {t(row.regionName)}
                  </div>
                </td>
                <td data-label={t(certificateWords.kind)}>
                  {t(CERTIFICATE_KINDS[row.kind].name)}
                  <div className="sh-muted">{row.number}</div>
                </td>
                <td data-label={t(certificateWords.level)}>
                  <CertifiedLevel level={row.level} />
                </td>
                <td data-label={t(certificateWords.agency)}>{row.agency}</td>
                <td data-label={t(certificateWords.expiresOn)}>{row.expiresOn}</td>
                <td data-label={t(certificateWords.state)}>
                  <CertificateSign state={row.state} />
                </td>
                <td data-label={t(w.submittedOn)}>
                  {row.submittedAt && t(instantText(row.submittedAt)).slice(0, 10)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.filter.after !== '' && (
          <Link to={`/maturity/certificates${certificateSearch(page.filter)}`}>{t(w.first)}</Link>
        )}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}

export default function SubmittedCertificates() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  const isFiltered = certificateSearch(page.filter) !== '' || page.filter.after !== '';
  const isEmpty = page.rows.length === 0 && !isFiltered;
  return (
    <>
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          page.mayExport &&
          page.rows.length > 0 && (
            <Button
              component="a"
              href={`/maturity/certificates/export${certificateSearch(page.filter)}`}
              variant="default"
            >
              {t(w.export)}
            </Button>
          )
        }
      />
      {isEmpty ? (
        <EmptyState title={t(w.empty)}>
          <p>{t(w.emptyText)}</p>
        </EmptyState>
      ) : (
        <>
          <Filters page={page} />
          {page.rows.length === 0 ? (
            <EmptyState
              title={t(w.emptyFiltered)}
              action={
                <Button component={Link} to="/maturity/certificates" variant="default">
                  {t(w.clear)}
                </Button>
              }
            >
              <p>{t(w.emptyFilteredText)}</p>
            </EmptyState>
          ) : (
            <Rows page={page} />
          )}
        </>
      )}
    </>
  );
}
