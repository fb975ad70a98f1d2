import type { Readable } from 'node:stream';

/** Text stays text, whatever it looks like; a number is written as a number; null leaves the cell empty. */
export type CellValue = string | number | null;

export interface Column<Row> {
  readonly header: string;
  /** Width in characters; XLSX only. */
  readonly width?: number;
  value(row: Row): CellValue;
}

export interface ReadOptions {
  /** Only its ending is used, and only when the content doesn't tell. */
  readonly fileName: string;
  /** The most rows below the header. */
  readonly maxRows: number;
  /** The largest file, in bytes. */
  readonly maxBytes: number;
}

/**
 * What is wrong with a cell although the file as a whole can be read:
 * `became_number`: the spreadsheet program turned a long code into a number and its digits are lost;
 * `formula_error`: the cell shows an error such as #N/A;
 * `impossible_date`: the number in a date cell is no date.
 */
export type CellProblemCode = 'became_number' | 'formula_error' | 'impossible_date';

export interface CellProblem {
  readonly header: string;
  readonly code: CellProblemCode;
  readonly message: { readonly zh: string; readonly en: string };
}

export interface TableRow {
  /** The row's number as the spreadsheet program shows it, the first being 1. */
  readonly rowNumber: number;
  /** The text of every column by its header; empty cells are ''. */
  readonly cells: Readonly<Record<string, string>>;
  readonly problems: readonly CellProblem[];
}

export type TableRefusal =
  /** More bytes than allowed, packed or unpacked. */
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  /** Neither XLSX nor CSV. */
  | 'unsupported_format'
  /** The old XLS format, or a workbook with a password: save as XLSX without one. */
  | 'legacy_or_encrypted'
  /** The file is broken or was made to break its reader. */
  | 'damaged'
  /** CSV in neither UTF-8 nor GB18030. */
  | 'unreadable_text'
  | 'no_header'
  /** Two columns with the same header; `header` names it. */
  | 'duplicate_header';

export type TableResult =
  | { readonly ok: true; readonly headers: readonly string[]; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly refusal: TableRefusal; readonly header?: string };

/** One sheet of a workbook that people read or fill in. */
export interface Sheet {
  /** At most 31 characters, without : \\ / ? * [ ]; what doesn't fit is taken away. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly isHidden?: boolean;
  /** Stands at the head of every printed page. */
  readonly pageNote?: string;
  /** Only open columns can be edited. This keeps from slips, not from intent. */
  readonly isProtected?: boolean;
}

export interface SheetColumn {
  readonly header: string;
  /** Width in characters. */
  readonly width?: number;
  readonly isHidden?: boolean;
  /** Can be edited although the sheet is protected. */
  readonly isOpen?: boolean;
  /** What may be entered; offered as a list. */
  readonly choices?: readonly string[];
}

/** A cell as a workbook holds it; an empty one is absent. */
export interface SheetCell {
  /** As shown, like the cells of a table. */
  readonly text: string;
  /** Calculated: the text is what the program kept of its last calculation. */
  readonly isFormula: boolean;
  readonly problem?: CellProblemCode;
}

export interface SheetRow {
  /** As the spreadsheet program shows it, the first being 1. */
  readonly rowNumber: number;
  /** By column, the first (A) being 0. */
  readonly cells: ReadonlyMap<number, SheetCell>;
}

export type WorkbookResult =
  | {
      readonly ok: true;
      readonly sheets: readonly { readonly name: string; readonly rows: readonly SheetRow[] }[];
    }
  | { readonly ok: false; readonly refusal: TableRefusal };

/** Tables in and out. What is written is streamed; an error of the rows breaks the stream instead of ending it. */
export interface Spreadsheet {
  /**
   * An XLSX workbook with a header row. Strings go into text cells, which are never calculated, so they are not
   * altered; they are also formatted as text, so that an 18-digit code survives being edited.
   */
  writeXlsx<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): Readable;
  /**
   * CSV in UTF-8 with a byte order mark and CRLF. A string that a spreadsheet program would calculate or turn into a
   * number gets an apostrophe in front, which {@link readTable} takes away again.
   */
  writeCsv<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): Readable;
  /**
   * The first visible sheet of an XLSX workbook, or a CSV file. The first row that isn't empty is the header; empty
   * rows are left out. Numbers come as the text that is shown (without grouping), dates as YYYY-MM-DD. Never throws
   * for what the file holds; throws if the content can't be read.
   */
  readTable(content: Readable, options: ReadOptions): Promise<TableResult>;
  /** An XLSX workbook of several sheets, each with a header row that stays in sight; for thousands of rows, not more. */
  writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer>;
  /**
   * Every sheet of an XLSX workbook, hidden ones too, cell by cell; `maxRows` counts those of all sheets that aren't
   * empty. Never throws for what the file holds.
   */
  readWorkbook(content: Readable, limits: Omit<ReadOptions, 'fileName'>): Promise<WorkbookResult>;
}
