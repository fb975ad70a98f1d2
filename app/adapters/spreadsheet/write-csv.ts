import { Readable } from 'node:stream';
import { cellValue } from './cell-value.ts';
import { guardCell } from './csv-guard.ts';
import type { CellValue, Column } from './port.ts';

const byteOrderMark = '\ufeff';

function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = guardCell(value);
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** See {@link Spreadsheet.writeCsv}. */
export function writeCsv<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Readable {
  async function* lines(): AsyncGenerator<string> {
    yield `${byteOrderMark}${columns.map(({ header }) => csvCell(header)).join(',')}\r\n`;
    for await (const row of rows)
      yield `${columns.map((column) => csvCell(cellValue(column, row))).join(',')}\r\n`;
  }
  return Readable.from(bytes(lines()));
}

/** Gathers lines into pieces of some size: a line at a time is slow to send. */
async function* bytes(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let pending = '';
  for await (const line of lines) {
    pending += line;
    if (pending.length < 16_384) continue;
    yield Buffer.from(pending, 'utf8');
    pending = '';
  }
  yield Buffer.from(pending, 'utf8');
}
