import { Link } from '@remix-run/react';
import type { Words } from '../../domain/words.ts';
import { compareWords as w } from '../../i18n/assessment-compare.ts';
import { useText } from '../../i18n/language.tsx';
import { derivationAddress } from './result-cell.tsx';

/** A difference with its sign. */
export function signed(difference: string | null): string {
  if (difference === null) return '—';
  return difference.startsWith('-') || Number(difference) === 0 ? difference : `+${difference}`;
}

/** What the two columns are called. */
interface Heads {
  readonly left: Words;
  readonly right: Words;
}

/** One item that differs. */
export interface DisagreementRow {
  readonly key: string;
  readonly leftIds: readonly string[];
  readonly rightIds: readonly string[];
  readonly name: Words;
  readonly left: string | null;
  readonly right: string | null;
  readonly difference: string | null;
}

function Score({
  place,
  ids,
  score,
}: {
  place: string | null;
  ids: readonly string[];
  score: string | null;
}) {
  const [only] = ids;
  if (score === null) return <>—</>;
  if (place === null || only === undefined || ids.length > 1) return <>{score}</>;
  return <Link to={derivationAddress(place, 'item', only)}>{score}</Link>;
}

/** Items that differ, largest first, each figure a link to its steps. */
export function DisagreementList({
  rows,
  heads,
  place,
}: {
  rows: readonly DisagreementRow[];
  heads: Heads;
  place: { left: string; right: string | null };
}) {
  const t = useText();
  return (
    <section className="sh-card sh-section" aria-labelledby="disagreements">
      <h2 id="disagreements" className="sh-h2">
        {t(w.disagreements)}
      </h2>
      {rows.length === 0 ? (
        <p style={{ margin: 0 }}>{t(w.noDisagreements)}</p>
      ) : (
        <div className="sh-table-wrap">
          <table className="sh-table sh-pair-table">
            <thead>
              <tr>
                <th scope="col">{t(w.item)}</th>
                <th scope="col" className="num">
                  {t(heads.left)}
                </th>
                <th scope="col" className="num">
                  {t(heads.right)}
                </th>
                <th scope="col" className="num">
                  {t(w.difference)}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    {[...new Set([...row.leftIds, ...row.rightIds])].join('、')} {t(row.name)}
                  </th>
                  <td className="num">
                    <Score place={place.left} ids={row.leftIds} score={row.left} />
                  </td>
                  <td className="num">
                    <Score place={place.right} ids={row.rightIds} score={row.right} />
                  </td>
                  <td className="num">
                    <strong>{signed(row.difference)}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** One criterion with two grades. */
export interface GradeRow {
  readonly id: string;
  readonly text: string;
  readonly level: number | null;
  readonly itemId: string;
  readonly item: Words;
  readonly left: Words;
  readonly right: Words;
  readonly leftNote: string;
  readonly rightNote: string;
  readonly distance: number | null;
}

/** Rows that are shown at once; the others are folded away, or a phone would scroll for minutes. */
const SHOWN = 20;

interface GradeTableProps {
  readonly grades: readonly GradeRow[];
  readonly heads: Heads;
  readonly place: string;
}

function GradeTable({ grades, heads, place }: GradeTableProps) {
  const t = useText();
  return (
    <div className="sh-table-wrap">
      <table className="sh-table" data-cards>
        <thead>
          <tr>
            <th scope="col">{t(w.item)}</th>
            <th scope="col" className="num">
              {t(w.level)}
            </th>
            <th scope="col">{t(w.criterion)}</th>
            <th scope="col">{t(heads.left)}</th>
            <th scope="col">{t(heads.right)}</th>
            <th scope="col">{t(w.apart)}</th>
          </tr>
        </thead>
        <tbody>
          {grades.map((row) => (
            <tr key={row.id}>
              <td data-label={t(w.item)}>
                <Link to={`${place}/items/${encodeURIComponent(row.itemId)}`}>
                  {row.itemId} {t(row.item)}
                </Link>
              </td>
              <td className="num" data-label={t(w.level)}>
                {row.level}
              </td>
              <td data-label={t(w.criterion)}>{row.text}</td>
              <td data-label={t(heads.left)}>
                {t(row.left)}
                {row.leftNote && <div className="sh-muted">{row.leftNote}</div>}
              </td>
              <td data-label={t(heads.right)}>
                {t(row.right)}
                {row.rightNote && <div className="sh-muted">{row.rightNote}</div>}
              </td>
              <td data-label={t(w.apart)} className="sh-nowrap">
                {row.distance === null ? t(w.applies) : `${row.distance} ${t(w.steps)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Criteria with different grades, with both notes. */
export function GradeList({ grades, heads, count, place }: GradeTableProps & { readonly count: number }) {
  const t = useText();
  return (
    <section className="sh-card sh-section" aria-labelledby="grades">
      <h2 id="grades" className="sh-h2">
        {t(w.gradeDisagreements)}
        {count > 0 && ` (${count})`}
      </h2>
      {grades.length === 0 ? (
        <p style={{ margin: 0 }}>{t(w.noGradeDisagreements)}</p>
      ) : (
        <GradeTable grades={grades.slice(0, SHOWN)} heads={heads} place={place} />
      )}
      {grades.length > SHOWN && (
        <details>
          <summary>
            {t(w.moreRows)} ({grades.length - SHOWN})
          </summary>
          <GradeTable grades={grades.slice(SHOWN)} heads={heads} place={place} />
        </details>
      )}
      {grades.length < count && (
        <p className="sh-muted">
          {t({ zh: `只列前 ${grades.length} 条。`, en: `The first ${grades.length} are listed.` })}
        </p>
      )}
    </section>
  );
}
