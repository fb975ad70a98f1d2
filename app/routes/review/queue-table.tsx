import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import { FILING_KINDS } from '../../domain/filing/option.ts';
import { queueSearch } from '../../domain/review/queue-filter.ts';
import { useText } from '../../i18n/language.tsx';
import { queueWords as w } from '../../i18n/review.ts';
import { InstantText } from './instant-text.tsx';
import type { QueuePage } from './queue.tsx';

type Row = QueuePage['rows'][number];

function QueueRow({ row }: { row: Row }) {
  const t = useText();
  return (
    <tr>
      <td className="sh-tick">
        <label>
          <input type="checkbox" name="filing" value={row.id} />
          <span className="sh-visually-hidden">{`${t(w.pick)} ${row.enterpriseName}`}</span>
        </label>
      </td>
      <td>
        <Link to={`/review/${row.id}`}>
          <strong>{row.enterpriseName}</strong>
        </Link>
        <div className="sh-muted">
          {row.uscc}
          {row.serialNo && ` · ${row.serialNo}`}
        </div>
      </td>
      <td data-label={t(w.kind)}>
        {t(FILING_KINDS[row.kind])} {row.versionNo > 1 && <Tag>v{row.versionNo}</Tag>}{' '}
        {row.isVoluntary && <Tag>{t(w.voluntary)}</Tag>} {row.isPaper && <Tag>{t(w.paper)}</Tag>}
      </td>
      <td data-label={t(w.state)}>
        <Sign tone={row.state.tone}>{t(row.state.words)}</Sign>
      </td>
      <td data-label={t(w.due)}>
        {row.due ? (
          <>
            <Sign tone={row.due.tone} dashed={row.isProvisional}>
              {t(row.due.words)}
            </Sign>{' '}
            <span className="sh-muted sh-nowrap">{row.dueOn}</span>
          </>
        ) : (
          <span className="sh-muted">–</span>
        )}
      </td>
      <td data-label={t(w.waiting)} className="num">
        {row.waitingDays === null ? '–' : `${row.waitingDays} ${t(w.waitingDays)}`}
      </td>
      <td data-label={t(w.submitted)}>
        <InstantText at={row.submittedAt} />
      </td>
      <td data-label={t(w.assignee)}>
        {row.assigneeName ?? <span className="sh-muted">{t(w.nobody)}</span>}
      </td>
    </tr>
  );
}

function BatchBar({ page }: { page: QueuePage }) {
  const t = useText();
  return (
    <div className="sh-batch sh-no-print">
      <span className="sh-muted">{t(w.batch)}</span>
      <Button type="submit" formAction="/queue/claim" variant="default" size="compact-md">
        {t(w.claim)}
      </Button>
      {page.mayAssign && (
        <span className="sh-batch-part">
          <NativeSelect
            name="assignee"
            size="xs"
            aria-label={t(w.assignTo)}
            defaultValue=""
            data={[
              { value: '', label: t(w.choose) },
              ...page.colleagues.map((one) => ({ value: one.accountId, label: one.name })),
            ]}
          />
          <Button type="submit" formAction="/queue/assign" variant="default" size="compact-md">
            {t(w.assign)}
          </Button>
        </span>
      )}
      <Button
        type="submit"
        formAction="/queue/urge"
        variant="default"
        size="compact-md"
        title={t(w.urgeHint)}
      >
        {t(w.urge)}
      </Button>
    </div>
  );
}

/** The queue as a table with ticks; the batch buttons stand in the same form, so that they work without JavaScript. */
export function QueueTable({ page }: { page: QueuePage }) {
  const t = useText();
  const isLater = page.filter.after !== '';
  return (
    <PostForm action="/queue/claim">
      <input type="hidden" name="back" value={`/queue${page.search}`} />
      <BatchBar page={page} />
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sh-visually-hidden">{t(w.pick)}</span>
              </th>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(w.kind)}</th>
              <th scope="col">{t(w.state)}</th>
              <th scope="col">{t(w.due)}</th>
              <th scope="col" className="num">
                {t(w.waiting)}
              </th>
              <th scope="col">{t(w.submitted)}</th>
              <th scope="col">{t(w.assignee)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <QueueRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {isLater && <Link to={`/queue${queueSearch(page.filter)}`}>{t(w.first)}</Link>}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </PostForm>
  );
}
