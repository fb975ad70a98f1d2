import '../../components/list/list.css';
import { Button } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { listBulletins, type BulletinListRow } from '#db/queries/bulletin.read.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { periodName } from '../../domain/bulletin/period.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { bulletinWords as w } from '../../i18n/bulletin.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';
import { requireFilingOffice } from './load-bulletin.server.ts';

export const meta: MetaFunction = () => [{ title: '定期通报 · 数衡 Shuheng' }];

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope } = await requireFilingOffice(incoming);
  return incoming.context.ports.db.transaction(scope, async (trx) => ({
    drafts: await listBulletins(trx, scope, 'draft'),
    published: await listBulletins(trx, scope, 'published'),
    mayWrite: can(scope.role, 'writeBulletin'),
  }));
}

function BulletinTable({ rows, isPublished }: { rows: readonly BulletinListRow[]; isPublished: boolean }) {
  const t = useText();
  const when = isPublished ? w.publishedAt : w.savedAt;
  return (
    <div className="sh-card sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.name)}</th>
            <th scope="col">{t(w.period)}</th>
            <th scope="col">{t(w.by)}</th>
            <th scope="col">{t(when)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={t(w.name)}>
                <Link to={`/bulletins/${row.id}`}>{row.title}</Link>
              </td>
              <td data-label={t(w.period)}>{t(periodName(row))}</td>
              <td data-label={t(w.by)}>{row.publishedByName ?? row.createdByName}</td>
              <td data-label={t(when)}>{t(instantText(row.publishedAt ?? row.updatedAt))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Bulletins() {
  const t = useText();
  const { drafts, published, mayWrite } = useLoaderData<typeof loader>();
  const begin = mayWrite && (
    <Button component={Link} to="/bulletins/new">
      {t(w.begin)}
    </Button>
  );
  return (
    <>
      <PageHeader title={t(w.title)} lead={t(w.lead)} actions={begin} />
      <section aria-labelledby="drafts">
        <h2 id="drafts" className="sh-h2">
          {t(w.drafts)}
        </h2>
        {drafts.length === 0 ? (
          <p className="sh-muted">{t(w.noDrafts)}</p>
        ) : (
          <BulletinTable rows={drafts} isPublished={false} />
        )}
      </section>
      <section aria-labelledby="published" style={{ marginTop: 16 }}>
        <h2 id="published" className="sh-h2">
          {t(w.published)}
        </h2>
        {published.length === 0 ? (
          <EmptyState title={t(w.noneTitle)} action={drafts.length === 0 && begin}>
            <p>{t(w.noneText)}</p>
          </EmptyState>
        ) : (
          <BulletinTable rows={published} isPublished />
        )}
      </section>
    </>
  );
}
