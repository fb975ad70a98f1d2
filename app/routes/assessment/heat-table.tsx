import '../../components/list/list.css';
import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import type { HeatGroup, HeatSquare } from '../../domain/assessment/heat-map.ts';
import type { Words } from '../../domain/words.ts';
import { resultWords as w } from '../../i18n/assessment-result.ts';
import { useText } from '../../i18n/language.tsx';
import { derivationAddress, ScoreLink } from './result-cell.tsx';

const MARKS: Readonly<Record<HeatSquare['state'], string>> = {
  reached: '✓',
  passed: '△',
  short: '',
  empty: '',
};

/** How dark a square is: 0 to 4, by its share. */
function shade({ percent }: HeatSquare): number {
  return percent === null ? 0 : Math.min(4, Math.floor(percent / 20));
}

function Square({
  square,
  row,
  place,
}: {
  square: HeatSquare;
  row: HeatGroup['rows'][number];
  place: string;
}) {
  const t = useText();
  const { state, percent, passed, of, level } = square;
  if (percent === null) {
    return (
      <td className="sh-heat" data-state="empty">
        <span className="sh-visually-hidden">{t(w.empty)}</span>
        <span aria-hidden="true">—</span>
      </td>
    );
  }
  const text = `${percent}%${of > 1 ? ` ${passed}/${of}` : ''}`;
  return (
    <td className="sh-heat" data-state={state} data-shade={shade(square)}>
      <Link
        to={derivationAddress(place, 'item', row.itemId)}
        aria-label={`${t(row.name)} ${level} ${text} ${t(w[state])}`}
      >
        {text} {MARKS[state]}
      </Link>
    </td>
  );
}

/** Items by levels: share met and whether the gate is passed, in words and marks as well as in shades. */
export function HeatTable({
  heat,
  place,
  levels,
}: {
  heat: {
    groups: readonly HeatGroup[];
    finding: Words;
    dimensionId: string | null;
    dimensions: readonly { id: string; name: Words }[];
  };
  place: string;
  levels: readonly { level: number; name: Words }[];
}) {
  const t = useText();
  return (
    <section className="sh-card sh-section" aria-labelledby="heat">
      <h2 id="heat" className="sh-h2">
        {t(heat.finding)}
      </h2>
      {heat.dimensions.length > 0 && (
        <nav aria-label={t(w.dimensions)} className="sh-result-pages sh-no-print">
          {[{ id: null, name: w.allDimensions }, ...heat.dimensions].map(({ id, name }) => (
            <Link
              key={id ?? 'all'}
              to={`${place}/result${id === null ? '' : `?dimension=${encodeURIComponent(id)}`}#heat`}
              preventScrollReset
              {...(heat.dimensionId === id ? { 'aria-current': 'true' } : {})}
            >
              {t(name)}
            </Link>
          ))}
        </nav>
      )}
      <div className="sh-table-wrap">
        <table className="sh-table sh-heat-table">
          <caption className="sh-visually-hidden">{t(w.heatTitle)}</caption>
          <thead>
            <tr>
              <th scope="col">{t(w.item)}</th>
              <th scope="col" className="num">
                {t(w.score)}
              </th>
              {levels.map(({ level, name }) => (
                <th key={level} scope="col" title={t(name)}>
                  {level}
                  <span className="sh-heat-name"> {t(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {heat.groups.map((group) => (
              <Fragment key={group.domainId}>
                <tr>
                  <th colSpan={levels.length + 2} scope="colgroup" className="sh-heat-group">
                    {t(group.name)}
                  </th>
                </tr>
                {group.rows.map((row) => (
                  <tr key={row.itemId}>
                    <th scope="row">
                      {row.itemId} {t(row.name)}
                      {row.exclusion !== null && <span className="sh-tag"> {t(w.excluded)}</span>}
                    </th>
                    <td className="num">
                      <ScoreLink
                        place={place}
                        kind="item"
                        id={row.itemId}
                        score={row.score?.shown ?? null}
                        name={row.name}
                      />
                    </td>
                    {row.squares.map((square) => (
                      <Square key={square.level} square={square} row={row} place={place} />
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <div className="sh-muted sh-chart-note">{t(w.heatNote)}</div>
    </section>
  );
}
