import type { Readable } from 'node:stream';
import { inTurn } from './in-turn.ts';
import type { ReadOptions, SheetCell, SheetRow, WorkbookResult } from './port.ts';
import type { RawRow } from './raw-table.ts';
import { gather, mostCells } from './read-table.ts';
import { readXlsxSheets } from './read-xlsx.ts';
import { TableError } from './table-error.ts';

/** See {@link Spreadsheet.readWorkbook}. */
export async function readWorkbook(
  content: Readable,
  limits: Omit<ReadOptions, 'fileName'>,
): Promise<WorkbookResult> {
  try {
    // Before its turn: a slow sender keeps nobody else waiting.
    const bytes = await gather(content, limits.maxBytes);
    return { ok: true, sheets: await inTurn(() => buildSheets(bytes, limits.maxRows)) };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { ok: false, refusal: error.refusal };
  } finally {
    content.resume();
  }
}

async function buildSheets(bytes: Buffer, maxRows: number): Promise<{ name: string; rows: SheetRow[] }[]> {
  const sheets: { name: string; rows: SheetRow[] }[] = [];
  let rowCount = 0;
  if (bytes.length === 0) throw new TableError('no_header');
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') {
    throw new TableError('legacy_or_encrypted');
  }
  if (!bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) {
    throw new TableError('unsupported_format');
  }
  await readXlsxSheets(
    bytes,
    mostCells(maxRows),
    (name) => sheets.push({ name, rows: [] }),
    (row) => {
      const read = rowOf(row);
      if (read.cells.size === 0) return;
      rowCount += 1;
      if (rowCount > maxRows) throw new TableError('too_many_rows');
      sheets.at(-1)?.rows.push(read);
    },
  );
  return sheets;
}

function rowOf({ number, cells }: RawRow): SheetRow {
  return {
    rowNumber: number,
    cells: new Map(
      [...cells].map(([column, { text, problem, isFormula }]): [number, SheetCell] => [
        column,
        { text, isFormula: isFormula ?? false, ...(problem ? { problem } : {}) },
      ]),
    ),
  };
}
