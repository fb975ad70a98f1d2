import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { listOpenReclaims, type AccessRequest } from '#db/queries/access-request.read.ts';
import { countEnterprises, listEnterprises, type OrganisationView } from '#db/queries/organisation.read.ts';
import { PostForm } from '../../components/form/post-form.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { LICENCE_KINDS, VERIFICATION_STATES } from '../../domain/organisation/organisation.ts';
import { isRegionCode, regionShortName } from '../../domain/organisation/region.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireVerifier } from '../../http/scope.server.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { organisationWords as w } from '../../i18n/organisation.ts';
import { VerificationSign } from './facts.tsx';
import { reachOf } from './reach.server.ts';
import { optionsOf, regionOptions } from './select-options.ts';

export const meta: MetaFunction = () => [{ title: '企业核验 · 数衡 Shuheng' }];

const PAGE_ROWS = 50;

const SearchSchema = z.object({
  state: z.enum(['pending', 'verified', 'rejected', 'suspended', 'all']).catch('pending'),
  region: z.string().refine(isRegionCode).catch(''),
  text: z.string().trim().max(60).catch(''),
  after: z
    .string()
    .regex(/^[0-9T:.Z-]+_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .catch(''),
});

export async function loader(incoming: LoaderFunctionArgs) {
  const visit = await requireVerifier(incoming);
  const search = readSearch(incoming.request, SearchSchema);
  const [createdAt = '', id = ''] = search.after.split('_');
  const filter = { ...search, after: search.after ? { createdAt, id } : null, limit: PAGE_ROWS };
  const reach = reachOf(visit.scope);
  return incoming.context.ports.db.transaction(visit.scope, async (trx) => {
    const rows = await listEnterprises(trx, reach, filter);
    const page = rows.slice(0, PAGE_ROWS);
    const last = page[page.length - 1];
    return {
      search,
      within: reach.regionCode,
      rows: page,
      next: rows.length > PAGE_ROWS && last ? `${last.createdAt}_${last.id}` : null,
      count: await countEnterprises(trx, reach, filter),
      reclaims: await listOpenReclaims(trx, reach),
    };
  });
}

function Filters({
  search,
  within,
}: {
  search: { state: string; region: string; text: string };
  within: string | null;
}) {
  const t = useText();
  return (
    <Form
      method="get"
      className="sh-card"
      style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'flex-end', marginBottom: 16 }}
    >
      <NativeSelect
        name="state"
        label={t(w.filterState)}
        defaultValue={search.state}
        data={[...optionsOf(VERIFICATION_STATES, t), { value: 'all', label: t(w.allStates) }]}
      />
      <NativeSelect
        name="region"
        label={t(w.region)}
        defaultValue={search.region}
        data={[{ value: '', label: t(w.allRegions) }, ...regionOptions(within, t)]}
      />
      <TextInput
        name="text"
        label={t(w.filterText)}
        defaultValue={search.text}
        style={{ flex: '1 1 200px' }}
      />
      <Button type="submit" variant="default">
        {t(w.filter)}
      </Button>
      <Link to="/verification">{t(w.reset)}</Link>
    </Form>
  );
}

function Rows({ rows }: { rows: readonly OrganisationView[] }) {
  const t = useText();
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th>{t(w.name)}</th>
            <th>{t(w.uscc)}</th>
            <th>{t(w.licenceNumbers)}</th>
            <th>{t(w.region)}</th>
            <th>{t(w.waitingSince)}</th>
            <th>{t(w.state)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={t(w.name)}>
                <Link to={`/verification/${row.id}`}>{row.name}</Link>
              </td>
              <td data-label={t(w.uscc)}>{row.uscc}</td>
              <td data-label={t(w.licenceNumbers)}>
                {row.licenceNumbers || (row.licenceKind ? t(LICENCE_KINDS[row.licenceKind]) : '—')}
              </td>
              <td data-label={t(w.region)}>{t(regionShortName(row.regionCode))}</td>
              <td data-label={t(w.waitingSince)}>{t(instantText(row.createdAt))}</td>
              <td data-label={t(w.state)}>
                <VerificationSign state={row.verification} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reclaims({ rows }: { rows: readonly (AccessRequest & { enterpriseName: string })[] }) {
  const t = useText();
  return (
    <section className="sh-card" style={{ marginBottom: 16 }}>
      <Title order={2}>{t(w.reclaims)}</Title>
      <p className="sh-muted">{t(w.reclaimsLead)}</p>
      {rows.map((row) => (
        <div key={row.id} style={{ borderTop: '1px solid #d9dee3', padding: '10px 0' }}>
          <div>
            <strong>{row.enterpriseName}</strong> · {row.accountName} {row.emailMask}{' '}
            <span className="sh-muted">{t(instantText(row.createdAt))}</span>
          </div>
          <p style={{ margin: '4px 0', whiteSpace: 'pre-wrap' }}>{row.message}</p>
          <details>
            <summary>{t(w.decide)}</summary>
            <PostForm action={`/verification/${row.organisationId}/reclaim`} style={{ marginTop: 8 }}>
              <input type="hidden" name="request" value={row.id} />
              <TextInput name="note" label={t(w.decideNote)} mb="sm" style={{ maxWidth: 480 }} />
              <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
                <Button type="submit" name="decision" value="accepted">
                  {t(w.reclaimAccept)}
                </Button>
                <Button type="submit" name="decision" value="refused" variant="default">
                  {t(w.refuse)}
                </Button>
              </div>
            </PostForm>
          </details>
        </div>
      ))}
    </section>
  );
}

export default function Verification() {
  const t = useText();
  const { search, rows, next, count, reclaims, within } = useLoaderData<typeof loader>();
  const nextSearch = new URLSearchParams({
    state: search.state,
    region: search.region,
    text: search.text,
    after: next ?? '',
  });
  return (
    <>
      <PageHeader title={t(w.verificationTitle)} lead={t(w.verificationLead)} />
      {reclaims.length > 0 && <Reclaims rows={reclaims} />}
      <Filters key={JSON.stringify(search)} search={search} within={within} />
      <p>
        {count} {t(w.count)}
      </p>
      {rows.length === 0 ? (
        <EmptyState
          title={t(w.nothingWaits)}
          action={<Link to="/verification?state=all">{t(w.allStates)}</Link>}
        >
          <p>{t(w.nothingWaitsText)}</p>
        </EmptyState>
      ) : (
        <Rows rows={rows} />
      )}
      <p style={{ display: 'flex', gap: 16 }}>
        {search.after && <Link to={`/verification?state=${search.state}`}>{t(w.firstPage)}</Link>}
        {next && <Link to={`/verification?${nextSearch.toString()}`}>{t(w.nextPage)}</Link>}
      </p>
    </>
  );
}
