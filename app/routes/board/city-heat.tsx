import { Link } from '@remix-run/react';
import { formatAmount } from '../../domain/target/amount.ts';
import { statusName } from '../../domain/target/board.ts';
import type { CityCell, CityTable } from '../../domain/target/city-table.ts';
import type { Status } from '../../domain/target/standing.ts';
import { boardWords as w } from '../../i18n/board.ts';
import { useText } from '../../i18n/language.tsx';

const MARKS: Readonly<Record<Exclude<Status, 'no_data'>, string>> = {
  reached: '✓',
  on_course: '●',
  behind: '◷',
  far_behind: '!',
};

/** A number, the share asked of the city, and the state's mark, which leads to where it opens its working. */
function Cell({ cell, to }: { cell: CityCell; to: string }) {
  const t = useText();
  const { value, split, status } = cell;
  const text = value === null ? '—' : formatAmount(value);
  return (
    <td className="num sh-city-cell" data-shade={cell.shade}>
      {text}
      {split !== null && <span className="sh-muted">/{formatAmount(split)}</span>}
      {status === 'no_data' && (
        <span className="sh-visually-hidden"> {t(statusName(status, cell.isOver))}</span>
      )}
      {status !== null && status !== 'no_data' && (
        <>
          {' '}
          <Link to={to} title={t(statusName(status, cell.isOver))}>
            <span aria-hidden="true">{MARKS[status]}</span>
            <span className="sh-visually-hidden">{t(statusName(status, cell.isOver))}</span>
          </Link>
        </>
      )}
    </td>
  );
}

/** Cities by targets: numbers, shares of the target where there are any, and signs; each column sorts the rows. */
export function CityHeat({
  table,
  sortTo,
  targetTo,
  sorted,
}: {
  table: CityTable;
  /** Where a press on a column's head leads; null stands for the order of the codes. */
  sortTo: (targetId: string | null) => string;
  targetTo: (targetId: string) => string;
  sorted: { readonly targetId: string | null; readonly isAscending: boolean };
}) {
  const t = useText();
  const direction = sorted.isAscending ? 'ascending' : 'descending';
  return (
    <div className="sh-card sh-table-wrap sh-flush">
      <table className="sh-table sh-cities">
        <caption className="sh-visually-hidden">{t(w.citiesTitle)}</caption>
        <thead>
          <tr>
            <th scope="col" {...(sorted.targetId === null ? { 'aria-sort': 'ascending' as const } : {})}>
              <Link to={sortTo(null)} preventScrollReset>
                {t(w.city)}
              </Link>
            </th>
            {table.columns.map(({ target }) => {
              const isSorted = sorted.targetId === target.id;
              return (
                <th
                  key={target.id}
                  scope="col"
                  className="num"
                  {...(isSorted ? { 'aria-sort': direction as 'ascending' | 'descending' } : {})}
                >
                  <Link to={sortTo(target.id)} preventScrollReset>
                    {target.id} {isSorted && <span aria-hidden="true">{sorted.isAscending ? '▲' : '▼'}</span>}
                    <span className="sh-city-name">
                      {t(target.indicator)}（{t(target.unit)}）
                    </span>
                  </Link>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">{t(row.name)}</th>
              {row.cells.map((cell) => (
                <Cell key={cell.targetId} cell={cell} to={`${targetTo(cell.targetId)}#regions`} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(w.citySum)}</th>
            {table.columns.map(({ target, citySum }) => (
              <td key={target.id} className="num">
                {citySum === null ? '—' : formatAmount(citySum)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t(w.planValue)}</th>
            {table.columns.map(({ target, planValue }) => (
              <td key={target.id} className="num">
                <Link to={targetTo(target.id)}>
                  <strong>{planValue === null ? '—' : formatAmount(planValue)}</strong>
                </Link>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
