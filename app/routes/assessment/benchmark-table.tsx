import type { Words } from '../../domain/words.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';

/** One line: the others' quartiles, the own figure, and where it stands. */
export interface BenchmarkLine {
  readonly key: string;
  /** Null for the overall figure. */
  readonly name: Words | null;
  readonly others: number;
  readonly own: string | null;
  readonly lowerQuartile: string;
  readonly median: string;
  readonly upperQuartile: string;
  readonly position: Words;
}

/** The quartiles of the industry, or why there are none. */
export function BenchmarkTable({
  kind,
  rows,
}: {
  kind: 'shown' | 'few' | 'no-industry';
  rows: readonly BenchmarkLine[];
}) {
  const t = useText();
  return (
    <section className="sh-card sh-section" aria-labelledby="benchmark">
      <h2 id="benchmark" className="sh-h2">
        {t(w.benchmark)}
      </h2>
      {kind !== 'shown' ? (
        <p style={{ margin: 0 }}>{t(kind === 'few' ? w.benchmarkFew : w.benchmarkNoIndustry)}</p>
      ) : (
        <div className="sh-table-wrap">
          <table className="sh-table" data-cards>
            <thead>
              <tr>
                <th scope="col">{t(w.domain)}</th>
                {[w.own, w.lower, w.median, w.upper, w.others].map((head) => (
                  <th key={head.en} scope="col" className="num">
                    {t(head)}
                  </th>
                ))}
                <th scope="col">{t(w.position)}</th>
              </tr>
            </thead>
            <tbody>
              {[...rows]
                .sort((a, b) => Number(a.name !== null) - Number(b.name !== null))
                .map((row) => (
                  <tr key={row.key}>
                    <td data-label={t(w.domain)}>{t(row.name ?? w.overall)}</td>
                    <td className="num" data-label={t(w.own)}>
                      {row.own ?? '—'}
                    </td>
                    <td className="num" data-label={t(w.lower)}>
                      {row.lowerQuartile}
                    </td>
                    <td className="num" data-label={t(w.median)}>
                      {row.median}
                    </td>
                    <td className="num" data-label={t(w.upper)}>
                      {row.upperQuartile}
                    </td>
                    <td className="num" data-label={t(w.others)}>
                      {row.others}
                    </td>
                    <td data-label={t(w.position)}>{t(row.position)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="sh-muted sh-chart-note">{t(w.benchmarkNote)}</div>
    </section>
  );
}
