import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { PostForm } from '../../components/form/post-form.tsx';
import { Sign } from '../../components/layout/sign.tsx';
import { rosterSearch } from '../../domain/roster/roster-filter.ts';
import { useText } from '../../i18n/language.tsx';
import { rosterWords as w } from '../../i18n/roster.ts';
import type { RosterPage } from './roster.tsx';

type Row = RosterPage['rows'][number];

function RosterRow({ row, mayRemove }: { row: Row; mayRemove: boolean }) {
  const t = useText();
  return (
    <tr>
      <td className="sh-tick">
        <label>
          <input type="checkbox" name="entry" value={row.id} />
          <span className="sh-visually-hidden">{`${t(w.pick)} ${row.name}`}</span>
        </label>
      </td>
      <td>
        {row.enterpriseId === null ? (
          <strong>{row.name}</strong>
        ) : (
          <Link to={`/enterprises/${row.enterpriseId}`}>
            <strong>{row.name}</strong>
          </Link>
        )}
        <div className="sh-muted">
          {row.uscc} · {t(row.regionName)}
        </div>
      </td>
      <td data-label={t(w.licence)}>
        {row.licenceNumber || '–'}
        {row.businessCodes && <div className="sh-muted">{row.businessCodes}</div>}
      </td>
      <td data-label={t(w.filing)}>
        <Sign tone={row.filing.tone}>{t(row.filing.words)}</Sign>{' '}
        {row.owed && (
          <Sign tone={row.owed.tone}>
            {t(row.owed.words)} {row.owed.on}
          </Sign>
        )}
      </td>
      <td data-label={t(w.registered)}>
        {row.enterpriseId === null ? (
          <span className="sh-muted">{t(w.notRegistered)}</span>
        ) : (
          t(w.isRegistered)
        )}
      </td>
      <td data-label={t(w.contact)}>
        {row.contactMask || <span className="sh-muted">{t(w.noContact)}</span>}
      </td>
      <td data-label={t(w.lastUrged)}>{row.lastUrgedAt === null ? '–' : row.lastUrgedAt.slice(0, 10)}</td>
      {mayRemove && (
        <td className="sh-no-print">
          <Link to={`/roster/${row.id}/remove`} aria-label={`${t(w.remove)}：${row.name}`}>
            {t(w.remove)}
          </Link>
        </td>
      )}
    </tr>
  );
}

/** The roster with ticks; urging and inviting stand in the same form, so that they work without JavaScript. */
export function RosterTable({ page }: { page: RosterPage }) {
  const t = useText();
  return (
    <PostForm action="/roster/urge">
      <input type="hidden" name="back" value={`/roster${rosterSearch(page.filter)}`} />
      <div className="sh-batch sh-no-print">
        <span className="sh-muted">{t(w.batch)}</span>
        <Button type="submit" variant="default" size="compact-md">
          {t(w.urge)}
        </Button>
        {page.mayInvite && (
          <Button type="submit" formAction="/roster/invite" variant="default" size="compact-md">
            {t(w.invite)}
          </Button>
        )}
      </div>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{t(w.title)}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sh-visually-hidden">{t(w.pick)}</span>
              </th>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(w.licence)}</th>
              <th scope="col">{t(w.filing)}</th>
              <th scope="col">{t(w.registered)}</th>
              <th scope="col">{t(w.contact)}</th>
              <th scope="col">{t(w.lastUrged)}</th>
              {page.mayImport && (
                <th scope="col">
                  <span className="sh-visually-hidden">{t(w.remove)}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <RosterRow key={row.id} row={row} mayRemove={page.mayImport} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager" aria-label={t(w.next)}>
        {page.filter.after !== '' && <Link to={`/roster${rosterSearch(page.filter)}`}>{t(w.first)}</Link>}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </PostForm>
  );
}
