import { Link } from '@remix-run/react';
import { Tag } from '../../components/layout/sign.tsx';
import { registerSearch } from '../../domain/register/register-filter.ts';
import { useText } from '../../i18n/language.tsx';
import { registerWords as w } from '../../i18n/register.ts';
import type { RegisterPage } from './register.tsx';

type Row = RegisterPage['rows'][number];

function RegisterRow({ row }: { row: Row }) {
  const t = useText();
  return (
    <tr>
      <td>
        <Link to={`/cdo-register/${row.organisationId}`}>
          <strong>{row.enterpriseName}</strong>
        </Link>{' '}
        {row.isVoluntary && <Tag>{t(w.voluntary)}</Tag>}
        <div className="sh-muted">
          {row.uscc} · {t(row.regionName)}
        </div>
      </td>
      <td data-label={t(w.classes)}>
        {row.classes || <span className="sh-muted">{t(w.noClass)}</span>}
        {row.licenceNumbers && <div className="sh-muted">{row.licenceNumbers}</div>}
      </td>
      <td data-label={t(w.cdo)}>{row.cdoName}</td>
      <td data-label={t(w.version)}>{t(w.versionNo(row.versionNo))}</td>
      <td data-label={t(w.recordedOn)}>
        <span className="sh-nowrap">{row.recordedOn}</span>
        {row.replacedOn !== null && <div className="sh-muted">{t(w.replacedOn(row.replacedOn))}</div>}
      </td>
      <td data-label={t(w.serial)}>
        <Link to={`/review/${row.id}`} className="sh-nowrap">
          {row.serialNo ?? '–'}
        </Link>
      </td>
    </tr>
  );
}

/** The records of the page, with how many there are in all. */
export function RegisterTable({ page }: { page: RegisterPage }) {
  const t = useText();
  return (
    <>
      <p className="sh-muted">{t(w.count(page.count, page.isMore))}</p>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">
            {t(w.title)} {page.asAt}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t(w.enterprise)}</th>
              <th scope="col">{t(w.classes)}</th>
              <th scope="col">{t(w.cdo)}</th>
              <th scope="col">{t(w.version)}</th>
              <th scope="col">{t(w.recordedOn)}</th>
              <th scope="col">{t(w.serial)}</th>
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <RegisterRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <nav className="sh-pager sh-no-print" aria-label={t(w.next)}>
        {page.filter.after !== '' && (
          <Link to={`/cdo-register${registerSearch(page.filter, page.at)}`}>{t(w.first)}</Link>
        )}
        {page.next && <Link to={page.next}>{t(w.next)}</Link>}
      </nav>
    </>
  );
}
