import { Link } from '@remix-run/react';
import { journalSearch } from '../../domain/journal/journal-filter.ts';
import { eventWords } from '../../i18n/filing-event.ts';
import { instantText } from '../../i18n/instant.ts';
import { auditWords as w, payloadWords, SIDES } from '../../i18n/journal.ts';
import { useText } from '../../i18n/language.tsx';
import type { JournalRow } from './journal-view.server.ts';
import type { JournalPage } from './journal.tsx';

function Part({ part }: { part: JournalRow['parts'][number] }) {
  const t = useText();
  const { value } = part;
  if (value === null) return <span className="sh-muted">{t(w.nothing)}</span>;
  if (typeof value === 'boolean') return t(value ? w.yes : w.no);
  return /^[[{]/u.test(value) ? <pre className="sh-payload">{value}</pre> : value;
}

/** What an event says, in words where there are any, and its place in the chain. */
function Details({ row, page }: { row: JournalRow; page: JournalPage }) {
  const t = useText();
  return (
    <details className="sh-event">
      <summary>
        {t(w.details)}
        <span className="sh-visually-hidden">
          {' '}
          {t(w.seq)} {row.seq}
        </span>
      </summary>
      <dl className="sh-facts">
        {row.parts.map((part) => (
          <div key={part.key} style={{ display: 'contents' }}>
            <dt>{t(payloadWords(part.key))}</dt>
            <dd>
              <Part part={part} />
            </dd>
          </div>
        ))}
        {row.parts.length === 0 && (
          <>
            <dt>{t(w.details)}</dt>
            <dd className="sh-muted">{t(w.noDetails)}</dd>
          </>
        )}
        <dt>{t(w.type)}</dt>
        <dd>
          <code>{row.type}</code>
        </dd>
        {row.subjectId !== null && (
          <>
            <dt>{t(w.subject)}</dt>
            <dd>
              <code>{row.subjectId}</code>{' '}
              {page.filter.subject === '' && (
                <Link
                  className="sh-no-print"
                  to={`/journal${journalSearch(page.filter, { subject: row.subjectId })}`}
                >
                  {t(w.sameSubject)}
                </Link>
              )}
            </dd>
          </>
        )}
        <dt>{t(w.isShared)}</dt>
        <dd>{t(row.isShared ? w.yes : w.no)}</dd>
        <dt>{t(w.previous)}</dt>
        <dd>{row.previousDigest === '' ? t(w.first) : <code>{row.previousDigest}</code>}</dd>
        <dt>{t(w.fullDigest)}</dt>
        <dd>
          <code>{row.digest}</code>
        </dd>
      </dl>
    </details>
  );
}

function Row({ row, page }: { row: JournalRow; page: JournalPage }) {
  const t = useText();
  const side = SIDES[row.actorSide];
  const name = t(eventWords(row.type));
  return (
    <tr>
      <td className="num" data-label={t(w.seq)}>
        {row.seq}
      </td>
      <td data-label={t(w.at)} style={{ whiteSpace: 'nowrap' }}>
        {t(instantText(row.at))}
      </td>
      <td data-label={t(w.who)}>
        {row.actorName}
        {side && row.actorSide !== 'system' && <span className="sh-muted">（{t(side)}）</span>}
      </td>
      <td data-label={t(w.what)}>
        {row.to === null ? <strong>{name}</strong> : <Link to={row.to}>{name}</Link>}
        <Details row={row} page={page} />
      </td>
      <td data-label={t(w.digest)}>
        <code className="sh-digest" title={row.digest}>
          {row.digest.slice(0, 12)}
        </code>
      </td>
    </tr>
  );
}

/** Events of a chain, the newest first; each opens in place. */
export function JournalTable({ page }: { page: JournalPage }) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table sh-journal" data-cards>
          <thead>
            <tr>
              <th scope="col" className="num">
                {t(w.seq)}
              </th>
              <th scope="col">{t(w.at)}</th>
              <th scope="col">{t(w.who)}</th>
              <th scope="col">{t(w.what)}</th>
              <th scope="col">{t(w.digest)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <Row key={row.seq} row={row} page={page} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager sh-no-print" aria-label={t(w.more)}>
        {page.filter.after !== '' && <Link to={`/journal${journalSearch(page.filter)}`}>{t(w.newest)}</Link>}
        {page.next !== null && (
          <Link to={`/journal${journalSearch(page.filter, { after: page.next })}`}>{t(w.more)}</Link>
        )}
      </nav>
    </>
  );
}
