import type ExcelJS from 'exceljs';
import type { Sheet, SheetColumn } from './port.ts';
import { xlsxCell } from './write-xlsx.ts';

/** Holds the lists that cells offer; a list within a rule may not exceed 255 characters nor hold a comma. */
const LISTS = '选项';
/** Of a column that says nothing, in characters. */
const WIDTH = 16;
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6E9EE' } } as const;

/** A name as a tab may have it; another tab of the same name gets a number. */
function tabName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[:\\/?*[\]]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet';
  let free = plain;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) {
    const ending = ` ${number}`;
    free = plain.slice(0, 31 - ending.length) + ending;
  }
  taken.add(free.toLowerCase());
  return free;
}

function letterOf(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letterOf(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** Each different list gets a column; answers the range of a list. */
function listRanges(columns: readonly SheetColumn[]): {
  readonly lists: readonly (readonly string[])[];
  rangeOf(choices: readonly string[]): string;
} {
  const lists: (readonly string[])[] = [];
  const keyOf = (choices: readonly string[]) => JSON.stringify(choices);
  for (const { choices } of columns) {
    if (choices && !lists.some((list) => keyOf(list) === keyOf(choices))) lists.push(choices);
  }
  return {
    lists,
    rangeOf(choices) {
      const letter = letterOf(lists.findIndex((list) => keyOf(list) === keyOf(choices)) + 1);
      return `'${LISTS}'!$${letter}$1:$${letter}$${choices.length}`;
    },
  };
}

const LINE_HEIGHT = 15;
/** The tallest row of the format, in points. */
const MAX_HEIGHT = 409;

/** How many lines a text takes in a column; a Han character counts two. A little more rather than less. */
function linesOf(value: unknown, width: number): number {
  if (typeof value !== 'string') return 1;
  return value.split('\n').reduce((sum, line) => {
    const taken = [...line].reduce((length, char) => length + ((char.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0);
    return sum + Math.max(1, Math.ceil(taken / Math.max(2, width - 2)));
  }, 0);
}

/** Tall enough for its texts, as not every program works that out when it opens a file; undefined for a single line. */
function rowHeight(values: readonly unknown[], columns: readonly SheetColumn[]): number | undefined {
  const shown = columns.map(({ width, isHidden }, index) =>
    isHidden ? 1 : linesOf(values[index], width ?? WIDTH),
  );
  const lines = Math.max(1, ...shown);
  return lines === 1 ? undefined : Math.min(MAX_HEIGHT, lines * LINE_HEIGHT);
}

async function addSheet(
  workbook: ExcelJS.Workbook,
  sheet: Sheet,
  name: string,
  rangeOf: (choices: readonly string[]) => string,
): Promise<void> {
  const tab = workbook.addWorksheet(name, {
    state: sheet.isHidden ? 'hidden' : 'visible',
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  });
  tab.columns = sheet.columns.map(({ width, isHidden }) => ({
    width: width ?? WIDTH,
    hidden: isHidden ?? false,
  }));
  const head = tab.addRow(sheet.columns.map(({ header }) => xlsxCell(header)));
  head.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = HEAD_FILL;
    cell.alignment = { vertical: 'middle', wrapText: true };
  });
  if (sheet.pageNote !== undefined) tab.headerFooter.oddHeader = `&R${sheet.pageNote.replaceAll('&', '&&')}`;
  for (const values of sheet.rows) {
    const row = tab.addRow(values.map(xlsxCell));
    const height = rowHeight(values, sheet.columns);
    if (height !== undefined) row.height = height;
    sheet.columns.forEach(({ isOpen, choices }, index) => {
      const cell = row.getCell(index + 1);
      cell.alignment = { vertical: 'top', wrapText: true };
      if (typeof values[index] !== 'number') cell.numFmt = '@';
      if (isOpen) cell.protection = { locked: false };
      if (choices) {
        cell.dataValidation = {
          type: 'list',
          allowBlank: true,
          formulae: [rangeOf(choices)],
          showErrorMessage: true,
          errorTitle: sheet.columns[index]?.header ?? '',
          error: choices.join('、').slice(0, 200),
        };
      }
    });
  }
  if (sheet.isProtected) {
    await tab.protect('', { selectLockedCells: true, formatColumns: true, formatRows: true });
  }
}

/** See {@link Spreadsheet.writeWorkbook}. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: library } = await import('exceljs');
  const workbook = new library.Workbook();
  workbook.creator = '数衡 Shuheng';
  const taken = new Set([LISTS]);
  const { lists, rangeOf } = listRanges(sheets.flatMap(({ columns }) => columns));
  for (const sheet of sheets) await addSheet(workbook, sheet, tabName(sheet.name, taken), rangeOf);
  if (lists.length > 0) {
    const tab = workbook.addWorksheet(LISTS, { state: 'hidden' });
    lists.forEach((list, column) =>
      list.forEach((choice, row) => {
        tab.getCell(row + 1, column + 1).value = xlsxCell(choice);
      }),
    );
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
