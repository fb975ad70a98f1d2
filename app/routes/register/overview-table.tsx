import { percentOf } from '../../domain/register/share.ts';
import type { OverviewRow } from '../../domain/register/overview.ts';
import type { Words } from '../../domain/words.ts';
import { useText } from '../../i18n/language.tsx';
import { overviewWords as w } from '../../i18n/register.ts';

/** A part of the register with its name. */
export interface NumbersRow extends OverviewRow {
  readonly name: Words;
}

const COLUMNS = [
  w.listed,
  w.filed,
  w.filedShare,
  w.missing,
  w.due,
  w.onTime,
  w.onTimeShare,
  w.late,
  w.overdue,
] as const;

function Cells({ row }: { row: NumbersRow }) {
  const t = useText();
  const number = (value: number) => value.toLocaleString('en-US');
  const share = (count: number, of: number) => percentOf({ count, of }) ?? t(w.none);
  const cells = [
    number(row.listed),
    number(row.filed),
    share(row.filed, row.listed),
    number(row.missing),
    number(row.due),
    number(row.onTime),
    share(row.onTime, row.due),
    number(row.late),
    number(row.overdue),
  ];
  return (
    <>
      <th scope="row">{t(row.name)}</th>
      {cells.map((cell, index) => (
        <td key={COLUMNS[index]?.zh} className="num">
          {cell}
        </td>
      ))}
    </>
  );
}

/** Every number of each part, each share beside its denominator, and the whole below. */
export function NumbersTable({
  head,
  rows,
  total,
}: {
  head: Words;
  rows: readonly NumbersRow[];
  total: NumbersRow;
}) {
  const t = useText();
  return (
    <table className="sh-table">
      <thead>
        <tr>
          <th scope="col">{t(head)}</th>
          {COLUMNS.map((column) => (
            <th key={column.zh} scope="col" className="num">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <Cells row={row} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Cells row={total} />
        </tr>
      </tfoot>
    </table>
  );
}
