import '../../components/list/list.css';
import './batch.css';
import { Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { type BatchListRow, type BatchView, listBatches } from '#db/queries/batch.read.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { isUtcInstant } from '../../domain/calendar/plain-date.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { regionShortName } from '../../domain/organisation/region.ts';
import { batchState } from '../../domain/target/batch.ts';
import { readSearch } from '../../http/form.server.ts';
import { requireRegulator } from '../../http/scope.server.ts';
import { batchWords as w } from '../../i18n/batch.ts';
import { instantText } from '../../i18n/instant.ts';
import { useText } from '../../i18n/language.tsx';

export const meta: MetaFunction = () => [{ title: '数据报送 · 数衡 Shuheng' }];

/** The last row of the page before, of the batches that are done: instant and id. */
const Search = z.object({
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .refine((text) => isUtcInstant(text.slice(0, 24)))
    .catch(''),
});

function placeOf(after: string): { at: string; id: string } | null {
  const [at, id] = after.split('_');
  return at && id ? { at, id } : null;
}

function rowView(row: BatchListRow, houseId: string) {
  const { planTitleZh, planTitleEn } = row;
  return {
    id: row.id,
    to: `/batches/${row.organisationId}/${row.id}`,
    title: row.title,
    plan: planTitleZh === null ? w.planGone : { zh: planTitleZh, en: planTitleEn ?? planTitleZh },
    house: row.organisationId === houseId ? null : row.houseName,
    region: regionShortName(row.regionCode),
    isImport: row.channel === 'import',
    lineCount: row.lineCount,
    openThreadCount: row.openThreadCount,
    state: batchState(row),
    assigneeName: row.status === 'in_review' ? row.assigneeName : null,
    updatedAt: row.updatedAt,
    round: row.round,
  };
}

export async function loader(incoming: LoaderFunctionArgs) {
  const { scope, acting } = await requireRegulator(incoming);
  const { after } = readSearch(incoming.request, Search);
  const found = await incoming.context.ports.db.transaction(scope, async (trx) => ({
    to_review: await listBatches(trx, scope, 'to_review', null, 200),
    working: await listBatches(trx, scope, 'working', null, 200),
    waiting: await listBatches(trx, scope, 'waiting', null, 200),
    done: await listBatches(trx, scope, 'done', placeOf(after)),
  }));
  const rows = (view: BatchView) => found[view].rows.map((row) => rowView(row, scope.organisationId));
  const { next } = found.done;
  return {
    mayReport: can(acting.role, 'enterRecords'),
    toReview: rows('to_review'),
    working: rows('working'),
    waiting: rows('waiting'),
    done: rows('done'),
    isLater: after !== '',
    next: next && `/batches?after=${next.at}_${next.id}#done`,
  };
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Page['done'][number];

function BatchRow({ row }: { row: Row }) {
  const t = useText();
  return (
    <tr>
      <td>
        <Link to={row.to}>
          <strong>{row.title}</strong>
        </Link>{' '}
        {row.isImport && <Tag>{t(w.imported)}</Tag>}
        <div className="sh-muted">{t(row.plan)}</div>
      </td>
      <td data-label={t(w.house)}>
        {row.house ?? t(w.ownHouse)}
        <div className="sh-muted">{t(row.region)}</div>
      </td>
      <td data-label={t(w.lines)} className="num">
        {row.lineCount}
      </td>
      <td data-label={t(w.state)}>
        <Sign tone={row.state.tone}>{t(row.state.label)}</Sign>
        {row.assigneeName && <div className="sh-muted">{t(w.reviewedBy(row.assigneeName))}</div>}
        {row.openThreadCount > 0 && (
          <div className="sh-muted">
            {t(w.openThreads)} {row.openThreadCount}
          </div>
        )}
      </td>
      <td data-label={t(w.updated)} className="sh-nowrap">
        {t(instantText(row.updatedAt))}
      </td>
    </tr>
  );
}

function Batches({
  id,
  title,
  rows,
  none,
}: {
  id: string;
  title: string;
  rows: readonly Row[];
  none: string;
}) {
  const t = useText();
  return (
    <section id={id}>
      <Title order={2} size="h3">
        {title}
        {rows.length > 0 && `（${rows.length}）`}
      </Title>
      {rows.length === 0 ? (
        <p className="sh-muted">{none}</p>
      ) : (
        <div className="sh-card sh-table-wrap sh-flush">
          <table className="sh-table" data-cards>
            <caption className="sh-visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t(w.batch)}</th>
                <th scope="col">{t(w.house)}</th>
                <th scope="col" className="num">
                  {t(w.lines)}
                </th>
                <th scope="col">{t(w.state)}</th>
                <th scope="col">{t(w.updated)}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <BatchRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export default function BatchList() {
  const t = useText();
  const page = useLoaderData<typeof loader>();
  return (
    <div className="sh-batch-list">
      <PageHeader
        title={t(w.title)}
        lead={t(w.lead)}
        actions={
          page.mayReport && (
            <Button component={Link} to="/batches/new">
              {t(w.new)}
            </Button>
          )
        }
      />
      <Batches id="to-review" title={t(w.toReview)} rows={page.toReview} none={t(w.noneToReview)} />
      <Batches id="working" title={t(w.working)} rows={page.working} none={t(w.noneWorking)} />
      <Batches id="waiting" title={t(w.waiting)} rows={page.waiting} none={t(w.noneWaiting)} />
      <Batches id="done" title={t(w.done)} rows={page.done} none={t(w.noneDone)} />
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.isLater && <Link to="/batches#done">{t(w.first)}</Link>}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </div>
  );
}
