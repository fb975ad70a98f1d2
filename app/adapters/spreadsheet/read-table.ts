import type { Readable } from 'node:stream';
import { inTurn } from './in-turn.ts';
import type { CellProblem, CellProblemCode, ReadOptions, TableResult, TableRow } from './port.ts';
import type { RawRow } from './raw-table.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { TableError } from './table-error.ts';

const maxColumns = 500;

/** How many cells so many rows may have: thirty a row, or what a small table of many columns has. */
export function mostCells(maxRows: number): number {
  return Math.max(maxRows * 30, 100_000);
}

const problemWords: Readonly<Record<CellProblemCode, CellProblem['message']>> = {
  became_number: {
    zh: '该单元格已被表格软件转为数值，请设为文本后重填',
    en: 'The spreadsheet program turned this cell into a number; format it as text and enter it again',
  },
  formula_error: {
    zh: '该单元格的公式出错，请改填结果',
    en: 'The formula of this cell fails; enter its result instead',
  },
  impossible_date: {
    zh: '该单元格不是有效日期，请按“2026-09-30”的样式重填',
    en: 'This cell holds no valid date; enter it in the form 2026-09-30',
  },
};

/** See {@link Spreadsheet.readTable}. */
export async function readTable(content: Readable, options: ReadOptions): Promise<TableResult> {
  try {
    // Before its turn: a slow sender keeps nobody else waiting.
    const bytes = await gather(content, options.maxBytes);
    return await inTurn(() => buildTable(bytes, options));
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return {
      ok: false,
      refusal: error.refusal,
      ...(error.header === undefined ? {} : { header: error.header }),
    };
  } finally {
    content.resume();
  }
}

async function buildTable(bytes: Buffer, options: ReadOptions): Promise<TableResult> {
  const table = new TableBuilder(options.maxRows);
  switch (formatOf(bytes, options.fileName)) {
    case 'xlsx':
      await readXlsx(bytes, mostCells(options.maxRows), (row) => table.take(row));
      break;
    case 'csv':
      readCsv(bytes, (row) => table.take(row));
      break;
  }
  return table.finish();
}

/** The file in memory, which its limit keeps small; what comes after the limit is read and dropped by the caller. */
export async function gather(content: Readable, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = Buffer.from(piece);
    size += bytes.length;
    if (size > maxBytes) throw new TableError('too_large');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

function formatOf(bytes: Buffer, fileName: string): 'xlsx' | 'csv' {
  const start = bytes.subarray(0, 8).toString('hex');
  if (start.startsWith('504b0304')) return 'xlsx';
  if (start === 'd0cf11e0a1b11ae1') throw new TableError('legacy_or_encrypted');
  if (/\.(?:csv|txt|tsv)$/i.test(fileName)) return 'csv';
  throw new TableError(bytes.length === 0 ? 'no_header' : 'unsupported_format');
}

/** Takes the first row that isn't empty as the header and reads the others by it. */
class TableBuilder {
  readonly #maxRows: number;
  readonly #rows: TableRow[] = [];
  #headers: ReadonlyMap<number, string> | undefined;

  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  take(row: RawRow): void {
    if (![...row.cells.values()].some(({ text }) => text.trim() !== '')) return;
    if (!this.#headers) {
      this.#headers = readHeaders(row);
      return;
    }
    if (this.#rows.length >= this.#maxRows) throw new TableError('too_many_rows');
    // Every row holds a text for every column, whatever the file holds.
    if (this.#rows.length * this.#headers.size >= mostCells(this.#maxRows)) {
      throw new TableError('too_many_columns');
    }
    this.#rows.push(readRow(row, this.#headers));
  }

  finish(): TableResult {
    if (!this.#headers) return { ok: false, refusal: 'no_header' };
    return { ok: true, headers: [...this.#headers.values()], rows: this.#rows };
  }
}

function readHeaders(row: RawRow): ReadonlyMap<number, string> {
  const headers = new Map<number, string>();
  const seen = new Set<string>();
  for (const [column, cell] of [...row.cells].sort(([left], [right]) => left - right)) {
    const header = cell.text.replace(/\s+/g, ' ').trim();
    if (header === '') continue;
    if (seen.has(header)) throw new TableError('duplicate_header', header);
    seen.add(header);
    headers.set(column, header);
  }
  if (headers.size > maxColumns) throw new TableError('too_many_columns');
  return headers;
}

function readRow(row: RawRow, headers: ReadonlyMap<number, string>): TableRow {
  const cells: [string, string][] = [];
  const problems: CellProblem[] = [];
  for (const [column, header] of headers) {
    const cell = row.cells.get(column);
    cells.push([header, cell?.text ?? '']);
    if (cell?.problem) problems.push({ header, code: cell.problem, message: problemWords[cell.problem] });
  }
  return { rowNumber: row.number, cells: Object.fromEntries(cells), problems };
}
