import type { Words } from '../../domain/words.ts';
import { findingWords as w } from '../../i18n/table-refusal.ts';
import { useText } from '../../i18n/language.tsx';

/** What is wrong in a row of a file that was checked. */
interface Finding {
  readonly rowNumber: number;
  readonly header: string;
  readonly message: Words;
}

/** What the check of a file found, by row and column. */
export function FindingTable({
  label,
  findings,
  count,
}: {
  label: string;
  findings: readonly Finding[];
  count: number;
}) {
  const t = useText();
  return (
    <>
      <div className="sh-card sh-table-wrap sh-flush">
        <table className="sh-table" data-cards>
          <caption className="sh-visually-hidden">{label}</caption>
          <thead>
            <tr>
              <th scope="col" className="num">
                {t(w.row)}
              </th>
              <th scope="col">{t(w.column)}</th>
              <th scope="col">{t(w.problem)}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding, index) => (
              <tr key={index}>
                <td className="num" data-label={t(w.row)}>
                  {finding.rowNumber}
                </td>
                <td data-label={t(w.column)}>{finding.header}</td>
                <td data-label={t(w.problem)}>{t(finding.message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > findings.length && <p className="sh-muted">{t(w.firstOf(findings.length, count))}</p>}
    </>
  );
}
