import type { Spreadsheet } from './port.ts';
import { readTable } from './read-table.ts';
import { readWorkbook } from './read-workbook.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';
import { writeXlsx } from './write-xlsx.ts';

/** XLSX and CSV, in and out. */
export const spreadsheet: Spreadsheet = {
  writeXlsx: (columns, rows) => writeXlsx(columns, rows),
  writeCsv,
  readTable,
  writeWorkbook,
  readWorkbook,
};
