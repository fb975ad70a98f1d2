import '../list/list.css';
import './region-chart.css';
import { Link } from '@remix-run/react';
import type { CSSProperties, ReactNode } from 'react';
import { formatAmount } from '../../domain/target/amount.ts';
import { statusName } from '../../domain/target/board.ts';
import { GRID, gridPlace } from '../../domain/target/city-grid.ts';
import { SHADE_FILLS, shadeInk } from '../../domain/target/region-scene.ts';
import { type RegionCell, SHADES } from '../../domain/target/region-view.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { targetWords as w } from '../../i18n/target.ts';

const MARKS = { reached: '✓', on_course: '●', behind: '◷', far_behind: '!', no_data: '' } as const;

/** Everything that a square says, as one sentence for those who hear it. */
function useSentence(unit: Words) {
  const t = useText();
  return ({ name, value, split, judgement }: RegionCell) => {
    const amount = value === null ? t(w.noData) : `${formatAmount(value)} ${t(unit)}`;
    const share = split === null ? '' : `；${t(w.split)} ${formatAmount(split)} ${t(unit)}`;
    const state = judgement ? `；${t(statusName(judgement.status, judgement.verdict !== null))}` : '';
    return `${t(name)}：${amount}${share}${state}`;
  };
}

function Square({ cell, unit, to }: { cell: RegionCell; unit: Words; to: string | null }) {
  const t = useText();
  const sentence = useSentence(unit)(cell);
  const place = gridPlace(cell.code);
  if (!place) return null;
  const style: CSSProperties = {
    gridColumn: place.column + 1,
    gridRow: place.row + 1,
    ...(cell.value === null ? {} : { background: SHADE_FILLS[cell.shade], color: shadeInk(cell.shade) }),
  };
  const inside: ReactNode = (
    <>
      <span className="sh-square-name" aria-hidden="true">
        {t(cell.name).replace(/市$/u, '')}
      </span>
      <strong className="sh-square-value" aria-hidden="true">
        {cell.value === null ? '—' : formatAmount(cell.value)}
      </strong>
      {cell.judgement && (
        <span className="sh-square-mark" aria-hidden="true">
          {MARKS[cell.judgement.status]}
        </span>
      )}
      <span className="sh-visually-hidden">{sentence}</span>
    </>
  );
  return (
    <li className="sh-square" style={style} data-none={cell.value === null || undefined}>
      {to === null ? (
        <span title={sentence}>{inside}</span>
      ) : (
        <Link to={to} title={sentence}>
          {inside}
        </Link>
      )}
    </li>
  );
}

/**
 * The cities as squares where they roughly lie, the darker the more; each names its city and its value. A square leads to
 * the city's records where there is an address for them. Nothing for cities without a place on the map.
 */
export function TileMap({
  cells,
  unit,
  toOf,
}: {
  cells: readonly RegionCell[];
  unit: Words;
  /** The address of a city's records; null where the reader has none. */
  toOf: (cell: RegionCell) => string | null;
}) {
  const t = useText();
  const placed = cells.filter(({ code }) => gridPlace(code) !== null);
  if (placed.length === 0) return null;
  const hasSplit = placed.some(({ split }) => split !== null);
  return (
    <figure className="sh-map">
      <ul
        className="sh-squares"
        style={{ '--columns': GRID.columns, '--rows': GRID.rows } as CSSProperties}
        aria-label={t(w.map)}
      >
        {placed.map((cell) => (
          <Square key={cell.code} cell={cell} unit={unit} to={toOf(cell)} />
        ))}
      </ul>
      <figcaption className="sh-muted">
        <span className="sh-shades">
          {t(w.fewer)}
          {Array.from({ length: SHADES + 1 }, (_, shade) => (
            <i key={shade} style={{ background: SHADE_FILLS[shade] }} />
          ))}
          {t(w.more)}
        </span>
        <span>{t(hasSplit ? w.shadesSplit : w.shades)}</span>
        <span>{t(w.dashed)}</span>
        <span>{t(w.map)}</span>
      </figcaption>
    </figure>
  );
}
