import type { CellValue, Column } from './port.ts';

/** The column's value for the row. A number that is none (NaN, infinite) is a bug of the column and throws. */
export function cellValue<Row>(column: Column<Row>, row: Row): CellValue {
  const value = column.value(row);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`column ${column.header} answered ${value}`);
  }
  return value;
}
