import { Link } from '@remix-run/react';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';

/** Some of the records behind a number, and where the rest are. */
export interface LatestEntries {
  readonly count: number;
  /** Records dated after the as-at day, which don't count yet. */
  readonly later: number;
  readonly rows: readonly {
    readonly id: string;
    readonly to: string;
    readonly title: Words;
    readonly region: Words;
    readonly onDate: string;
    readonly amount: Words;
    readonly source: string;
  }[];
  /** Entries don't make the number: the platform's own data do, which are at this address. */
  readonly platformTo: string | null;
  /** The visitor sees the records of his own region alone. */
  readonly isNarrowed: boolean;
}

function Table({ rows }: { rows: LatestEntries['rows'] }) {
  const t = useText();
  return (
    <div className="sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.name)}</th>
            <th scope="col">{t(w.city)}</th>
            <th scope="col">{t(w.day)}</th>
            <th scope="col" className="num">
              {t(w.quantity)}
            </th>
            <th scope="col">{t(w.document)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link to={row.to}>{t(row.title)}</Link>
              </td>
              <td data-label={t(w.city)}>{t(row.region)}</td>
              <td data-label={t(w.day)} className="sh-nowrap">
                {row.onDate}
              </td>
              <td data-label={t(w.quantity)} className="num">
                {t(row.amount)}
              </td>
              <td data-label={t(w.document)}>{row.source || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The records behind a target's number: the latest few, with the way to all of them. */
export function EntrySection({ entries, to }: { entries: LatestEntries; to: string }) {
  const t = useText();
  const { count, later, rows, platformTo, isNarrowed } = entries;
  return (
    <section className="sh-card sh-section" aria-labelledby="entries">
      <h2 id="entries" className="sh-h2">
        {t(w.entries(count))}
      </h2>
      <p className="sh-muted">
        {t(platformTo === null ? w.entriesHelp : w.platformHelp)} {isNarrowed && t(w.ownRegion)}
      </p>
      {rows.length > 0 && <Table rows={rows} />}
      {later > 0 && (
        <p>
          <Link to={`${to}&state=later`}>{t(w.later(later))}</Link>
        </p>
      )}
      <p className="sh-no-print">
        <Link to={to}>{t(w.allEntries)}</Link>
        {platformTo !== null && (
          <>
            {' · '}
            <Link to={platformTo}>{t(w.platformRecords)}</Link>
          </>
        )}
      </p>
    </section>
  );
}
