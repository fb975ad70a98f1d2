import './region-chart.css';
import { Link } from '@remix-run/react';
import { formatAmount } from '../../domain/target/amount.ts';
import { isLimit } from '../../domain/target/path.ts';
import type { Target } from '../../domain/target/plan.ts';
import type { RegionCell } from '../../domain/target/region-view.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';
import { JudgementSign } from '../target/judgement-sign.tsx';

function Bar({ cell }: { cell: RegionCell }) {
  return (
    <div className="sh-bar" aria-hidden="true">
      <span style={{ width: `${cell.length * 100}%` }} />
      {cell.splitAt !== null && <i style={{ left: `${cell.splitAt * 100}%` }} />}
    </div>
  );
}

/**
 * The cities ranked, each with a bar from zero and, where the target was split, with what is missing and a judgement that
 * opens its working. Its own table.
 */
export function RankedBars({
  cells,
  target,
  toOf,
  settingsTo,
}: {
  /** In the order of the rows. */
  cells: readonly RegionCell[];
  target: Pick<Target, 'unit' | 'clause' | 'summary' | 'isAspiration' | 'direction' | 'comparator'>;
  toOf: (cell: RegionCell) => string | null;
  /** Where the convention of judging is set; null for who can't. */
  settingsTo: string | null;
}) {
  const t = useText();
  const hasSplit = cells.some(({ split }) => split !== null);
  // It may scroll, so the keyboard must reach it.
  return (
    <div className="sh-table-wrap" role="group" aria-label={t(w.city)} tabIndex={0}>
      <table className="sh-table sh-ranked">
        <thead>
          <tr>
            <th scope="col" className="num">
              {t(w.rank)}
            </th>
            <th scope="col">{t(w.city)}</th>
            <th scope="col" className="num">
              {t(w.value)}（{t(target.unit)}）
            </th>
            <th scope="col" className="sh-ranked-bar">
              {hasSplit ? t(w.splitLegend) : ''}
            </th>
            {hasSplit && (
              <>
                <th scope="col" className="num">
                  {t(w.split)}
                </th>
                <th scope="col" className="num">
                  {t(isLimit(target) ? w.over : w.lack)}
                </th>
                <th scope="col">{t(w.state)}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => {
            const to = toOf(cell);
            return (
              <tr key={cell.code}>
                <td className="num">{cell.rank ?? '—'}</td>
                <th scope="row">{to === null ? t(cell.name) : <Link to={to}>{t(cell.name)}</Link>}</th>
                <td className="num">
                  {cell.value === null ? (
                    <span className="sh-muted">{t(w.noData)}</span>
                  ) : (
                    <strong>{formatAmount(cell.value)}</strong>
                  )}
                </td>
                <td className="sh-ranked-bar">
                  <Bar cell={cell} />
                </td>
                {hasSplit && (
                  <>
                    <td className="num">{cell.split === null ? '—' : formatAmount(cell.split)}</td>
                    <td className="num">{cell.lack === null ? '—' : formatAmount(cell.lack)}</td>
                    <td>
                      {cell.judgement ? (
                        <JudgementSign judgement={cell.judgement} target={target} settingsTo={settingsTo} />
                      ) : (
                        t(w.noSplit)
                      )}
                    </td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
