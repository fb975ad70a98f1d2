import type ExcelJS from 'exceljs';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cellValue } from './cell-value.ts';
import type { CellValue, Column } from './port.ts';

/** ECMA-376 and every spreadsheet program: 1,048,576 rows a sheet, 32,767 characters a cell. */
const maxRowsPerSheet = 1_048_576;
const maxCellLength = 32_767;
const cutMark = '…（已截断）';

/**
 * See {@link Spreadsheet.writeXlsx}. Rows beyond a sheet's limit go on in a further sheet with the same header; a
 * longer text than a cell takes is cut and says so. `rowsPerSheet` counts the header.
 */
export function writeXlsx<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  rowsPerSheet: number = maxRowsPerSheet,
): Readable {
  const output = new PassThrough();
  fill(output, columns, rows, rowsPerSheet).catch((error: unknown) => {
    output.destroy(
      error instanceof Error ? error : new Error('the workbook could not be written', { cause: error }),
    );
  });
  return output;
}

async function fill<Row>(
  output: PassThrough,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  rowsPerSheet: number,
): Promise<void> {
  // 27 MB that a process needs with its first workbook, not before.
  const { default: library } = await import('exceljs');
  const workbook = new library.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = '数衡 Shuheng';
  let sheet = addSheet(workbook, columns, 1);
  let sheetCount = 1;
  let rowsInSheet = 1;
  let sinceRest = 0;
  for await (const row of rows) {
    if (output.destroyed) return;
    if (rowsInSheet >= rowsPerSheet) {
      sheet.commit();
      sheetCount += 1;
      sheet = addSheet(workbook, columns, sheetCount);
      rowsInSheet = 1;
    }
    addRow(
      sheet,
      columns.map((column) => xlsxCell(cellValue(column, row))),
    );
    rowsInSheet += 1;
    sinceRest += 1;
    if (sinceRest < 100) continue;
    sinceRest = 0;
    await keepPace(output);
  }
  sheet.commit();
  await workbook.commit();
}

/** The writer takes rows faster than they are packed and sent: lets the packing run, then waits for the receiver. */
async function keepPace(output: PassThrough): Promise<void> {
  await nextTurn();
  while (output.writableNeedDrain && !output.destroyed) {
    await new Promise<void>((resolve) => {
      const go = (): void => {
        output.off('drain', go);
        output.off('close', go);
        resolve();
      };
      output.on('drain', go);
      output.on('close', go);
    });
  }
}

function addSheet<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  columns: readonly Column<Row>[],
  number: number,
): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(number === 1 ? '数据' : `数据${number}`, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = columns.map(({ width }) => ({ width: width ?? 18, style: { numFmt: '@' } }));
  const header = sheet.addRow(columns.map((column) => xlsxCell(column.header)));
  header.font = { bold: true };
  header.commit();
  return sheet;
}

function addRow(sheet: ExcelJS.Worksheet, values: CellValue[]): void {
  const row = sheet.addRow(values);
  values.forEach((value, index) => {
    if (typeof value === 'number') row.getCell(index + 1).numFmt = 'General';
  });
  row.commit();
}

/** A value as a cell can hold it: not read as an escape, and not longer than a cell takes. */
export function xlsxCell(value: CellValue): CellValue {
  if (typeof value !== 'string') return value;
  // Spreadsheet programs read _x0041_ as the character U+0041; the underscore itself is _x005F_.
  // U+FFFE and U+FFFF are not allowed in XML.
  const text = value.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/[\ufffe\uffff]/g, '');
  return text.length <= maxCellLength ? text : text.slice(0, maxCellLength - cutMark.length) + cutMark;
}
