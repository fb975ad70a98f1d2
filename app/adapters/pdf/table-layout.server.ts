import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { INK, PAGE, type Typesetter } from './page-furniture.server.ts';
import type { PrintedGrid, PrintedRow, PrintedSection } from './port.ts';
import { estimateLines, splitValue } from './value-split.ts';

const LABEL_WIDTH = 96;
const LINE_WIDTH = 0.7;
const PADDING = 5;
/** Han characters of 10 pt that a line of a cell holds; a little less than measured, so that estimates err on the safe side. */
const FULL_CELL = 34;
const HALF_CELL = 12;
const GRID_ROW = 44;
/** The tallest row, about a quarter of a page: a taller one goes on in a row marked （续）, so that no page stays half empty. */
const MAX_LINES = 14;
export const SHADE = { head: '#d9d9d9', label: '#f0f0f0' } as const;

/** Black hairlines around every cell, as on an official form. */
export const BORDERED: CustomTableLayout = {
  hLineWidth: () => LINE_WIDTH,
  vLineWidth: () => LINE_WIDTH,
  hLineColor: () => INK.line,
  vLineColor: () => INK.line,
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 3.5,
  paddingBottom: () => 4.5,
};

/** What is left for the text of `columnCount` cells side by side, in points. */
export function textWidth(columnCount: number): number {
  return PAGE.width - PAGE.side * 2 - columnCount * PADDING * 2 - (columnCount + 1) * LINE_WIDTH;
}

/** Equal columns. Fixed widths, as a long word without a break would otherwise widen the table beyond the page. */
export function equalWidths(columnCount: number): number[] {
  return Array.from({ length: columnCount }, () => textWidth(columnCount) / columnCount);
}

const VALUE_WIDTH = (textWidth(4) - LABEL_WIDTH * 2) / 2;
const EMPTY_VALUE = '—';

function labelCell(label: string, set: Typesetter): TableCell {
  return { text: set(label), fillColor: SHADE.label };
}

function valueCell(value: string, set: Typesetter, colSpan: 1 | 3): TableCell {
  return { text: set(value.trim() === '' ? EMPTY_VALUE : value), colSpan };
}

function isShortHalf(row: PrintedRow | undefined): row is PrintedRow {
  return row?.span === 'half' && estimateLines(row.value, HALF_CELL) <= 3;
}

function fullLines(row: PrintedRow, set: Typesetter): TableCell[][] {
  return splitValue(row.value, FULL_CELL, MAX_LINES).map((part, index) => [
    labelCell(index === 0 ? row.label : `${row.label}（续）`, set),
    valueCell(part, set, 3),
    {},
    {},
  ]);
}

/** Lays rows on a raster of four columns: two short halves share a line, every other row takes the whole one. */
function rasterise(rows: readonly PrintedRow[], set: Typesetter): TableCell[][] {
  const lines: TableCell[][] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index];
    const next = rows[index + 1];
    if (!row) continue;
    if (isShortHalf(row) && isShortHalf(next)) {
      lines.push([
        labelCell(row.label, set),
        valueCell(row.value, set, 1),
        labelCell(next.label, set),
        valueCell(next.value, set, 1),
      ]);
      index += 1;
    } else {
      lines.push(...fullLines(row, set));
    }
  }
  return lines;
}

function headLine(heading: string, columnCount: number, set: Typesetter): TableCell[] {
  const head: TableCell = { text: set(heading), bold: true, colSpan: columnCount, fillColor: SHADE.head };
  return [head, ...Array.from({ length: columnCount - 1 }, (): TableCell => ({}))];
}

/** Tables stand on each other's border line, so that a form reads as one table. */
export const STACKED: [number, number, number, number] = [0, -LINE_WIDTH, 0, 0];

/** A table of labels and values; `heading` repeats at the top of each page that the table reaches. */
export function rowTable(rows: readonly PrintedRow[], set: Typesetter, heading?: string): Content {
  const head = heading === undefined ? [] : [headLine(heading, 4, set)];
  return {
    table: {
      widths: [LABEL_WIDTH, VALUE_WIDTH, LABEL_WIDTH, VALUE_WIDTH],
      headerRows: head.length,
      ...(head.length > 0 ? { keepWithHeaderRows: 1 } : {}),
      dontBreakRows: true,
      body: [...head, ...rasterise(rows, set)],
    },
    layout: BORDERED,
    margin: STACKED,
  };
}

/**
 * A line whose cells are too tall goes on in further lines; the cells that are complete say （见上）. `perLine` is how many
 * Han characters a line of each column holds.
 */
export function gridLines(line: readonly string[], perLine: readonly number[]): string[][] {
  const cells = perLine.map((limit, column) => splitValue(line[column] ?? '', limit, MAX_LINES));
  const height = Math.max(...cells.map((parts) => parts.length));
  return Array.from({ length: height }, (_, at) =>
    cells.map((parts) => parts[at] ?? (at > 0 ? '（见上）' : '')),
  );
}

function gridTable(grid: PrintedGrid, set: Typesetter, heading?: string): Content {
  const columnCount = grid.columns.length;
  const perLine = Math.max(2, Math.floor(GRID_ROW / columnCount) - 2);
  const head = heading === undefined ? [] : [headLine(heading, columnCount, set)];
  const columns = grid.columns.map((column): TableCell => ({
    text: set(column),
    fillColor: SHADE.label,
    alignment: 'center',
  }));
  const lines = grid.lines.flatMap((line) =>
    gridLines(
      line,
      grid.columns.map(() => perLine),
    ),
  );
  const body = lines.length > 0 ? lines : [grid.columns.map(() => '')];
  return {
    table: {
      widths: equalWidths(columnCount),
      headerRows: head.length + 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [...head, columns, ...body.map((line) => line.map((cell) => valueCell(cell, set, 1)))],
    },
    layout: BORDERED,
    margin: STACKED,
  };
}

/** A section of a form: its rows, then its repeating group, under one head. */
export function sectionTables(section: PrintedSection, set: Typesetter): Content[] {
  const { heading, rows, grid } = section;
  const hasGrid = grid !== undefined && grid.columns.length > 0;
  if (rows.length === 0) return hasGrid ? [gridTable(grid, set, heading)] : [];
  const table = rowTable(rows, set, heading);
  return hasGrid ? [table, gridTable(grid, set)] : [table];
}
