import { Link } from '@remix-run/react';
import { Sign, Tag } from '../../components/layout/sign.tsx';
import type { Tone } from '../../domain/filing/state.ts';
import { ENTRY_STATES, entrySearch, type EntryState } from '../../domain/target/entry-filter.ts';
import { LINE_KINDS } from '../../domain/target/line.ts';
import { entryWords as w } from '../../i18n/entry.ts';
import { useText } from '../../i18n/language.tsx';
import type { EntriesPage } from './entries.tsx';

const TONES: Readonly<Record<EntryState, Tone>> = {
  counting: 'green',
  ended: 'grey',
  later: 'blue',
  removed: 'grey',
  all: 'grey',
};

/** An entry's state on a day, as a sign. */
export function EntrySign({ state }: { state: EntryState }) {
  const t = useText();
  return <Sign tone={TONES[state]}>{t(ENTRY_STATES[state])}</Sign>;
}

function EntryLine({ row }: { row: EntriesPage['rows'][number] }) {
  const t = useText();
  return (
    <tr>
      <td>
        <Link to={row.to}>
          <strong>{t(row.title)}</strong>
        </Link>{' '}
        {row.kind === 'observation' && <Tag>{t(LINE_KINDS.observation)}</Tag>}
        <div className="sh-muted">
          {row.uscc && `${row.uscc} · `}
          {t(row.regionName)}
        </div>
      </td>
      <td data-label={t(w.target)}>
        {row.targetId} {t(row.targetName)}
      </td>
      <td data-label={t(w.onDate)}>
        <span className="sh-nowrap">{row.onDate}</span>
        {row.endedOn && (
          <div className="sh-muted">
            {t(w.endedOn)} {row.endedOn}
          </div>
        )}
      </td>
      <td className="num" data-label={t(w.quantity)}>
        {t(row.amount)}
      </td>
      <td data-label={t(w.source)}>{row.source || '–'}</td>
      <td data-label={t(w.state)}>
        <EntrySign state={row.state} />
      </td>
    </tr>
  );
}

/** A page of entries with its pager. */
export function EntryTable({ page }: { page: EntriesPage }) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.name)}</th>
              <th scope="col">{t(w.target)}</th>
              <th scope="col">{t(w.onDate)}</th>
              <th scope="col" className="num">
                {t(w.quantity)}
              </th>
              <th scope="col">{t(w.source)}</th>
              <th scope="col">{t(w.state)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <EntryLine key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.filter.after !== '' && <Link to={`${page.base}${entrySearch(page.filter)}`}>{t(w.first)}</Link>}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}
