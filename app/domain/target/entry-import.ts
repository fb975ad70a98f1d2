import type { z } from 'zod';
import { isPlainDate } from '../calendar/plain-date.ts';
import { type RegionCode, regionName, regionShortName } from '../organisation/region.ts';
import { type Words, words, wordsOf } from '../words.ts';
import {
  checkLine,
  countedLine,
  LINE_KINDS,
  type Line,
  type LineContext,
  type LineKind,
  lineKindsOf,
  LineSchema,
  type LineSubject,
  reportableRegions,
} from './line.ts';

/** Columns of an import, by their headers; templates and exports have exactly these. */
export const IMPORT_COLUMNS = {
  target: '指标编号',
  kind: '类别',
  name: '名称',
  uscc: '统一社会信用代码',
  region: '地区',
  onDate: '日期',
  endedOn: '终止日期',
  quantity: '数量',
  value: '数值',
  source: '数据来源',
  document: '文件依据',
  note: '备注',
} as const;
export type ImportColumn = keyof typeof IMPORT_COLUMNS;

/** Columns without which a table can't be read. */
const REQUIRED: readonly ImportColumn[] = ['target', 'onDate'];

/** Most rows of one import, and the largest file in bytes. */
export const ENTRY_IMPORT_LIMITS = { rows: 50_000, bytes: 20_000_000 } as const;

/** What is wrong with one cell of an import, or looks twice, where the person finds it. */
export interface ImportProblem {
  /** As the spreadsheet program counts rows. */
  readonly rowNumber: number;
  /** Header of the column. */
  readonly header: string;
  readonly message: Words;
}

/** A row as the spreadsheet has it. */
export interface RawImportRow {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Problems that the reader of the spreadsheet found. */
  readonly problems: readonly { readonly header: string; readonly message: Words }[];
}

/** A row that holds: what its line will say. */
export interface ImportedLine {
  readonly rowNumber: number;
  readonly targetId: string;
  readonly line: Line & { readonly onDate: NonNullable<Line['onDate']> };
}

/** Columns that a table lacks, by header. */
export function missingImportColumns(headers: readonly string[]): string[] {
  return REQUIRED.map((column) => IMPORT_COLUMNS[column]).filter((header) => !headers.includes(header));
}

/** No text of the database holds U+0000 or half of a surrogate pair; a workbook can. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** A day as people write it in tables (2023/5/1, 2023.5.1, 2023年5月1日, 20230501), as YYYY-MM-DD; else as it stands. */
export function normaliseDay(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+00:00(?::00)?)?$/u.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(plain);
  if (!parts) return plain;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : plain;
}

/** What an import is checked against; made once for all rows. */
export interface ImportReader {
  readonly context: LineContext;
  readonly subjects: ReadonlyMap<string, LineSubject>;
  readonly regions: ReadonlyMap<string, RegionCode>;
}

/** The reader for a plan and a house: subjects by id, regions by code and by name. */
export function importReader(context: LineContext): ImportReader {
  const { content, region } = context;
  const subjects = new Map<string, LineSubject>(
    [...content.targets, ...content.deliverables].map((subject) => [subject.id.toUpperCase(), subject]),
  );
  const regions = new Map<string, RegionCode>();
  for (const code of reportableRegions(region, content.region)) {
    const short = regionShortName(code).zh;
    for (const name of [code, short, regionName(code).zh, short.replace(/[省市区]$/u, '')])
      regions.set(name, code);
  }
  return { context, subjects, regions };
}

function kindOf(text: string, subject: LineSubject, hasValue: boolean): LineKind | null {
  const named = (Object.keys(LINE_KINDS) as LineKind[]).find((kind) => LINE_KINDS[kind].zh === text);
  if (named) return named;
  if (text !== '') return null;
  const [first = 'observation'] = lineKindsOf(subject);
  return hasValue ? 'observation' : first;
}

type Row = { readonly line: ImportedLine | null; readonly problems: readonly ImportProblem[] };

const NO_TARGET = words('请填写计划中的指标编号。', 'Enter the id of a target of the plan.');
const NO_KIND = words(
  `请填“${LINE_KINDS.item.zh}”或“${LINE_KINDS.observation.zh}”，或留空。`,
  `Enter “${LINE_KINDS.item.zh}” or “${LINE_KINDS.observation.zh}”, or leave it blank.`,
);

/** The cells as a line. Those that can't be read are complained of and left blank, so that the others are checked too. */
function readLine(
  typed: z.input<typeof LineSchema>,
  complain: (column: ImportColumn, message: Words) => void,
): Line {
  const parsed = LineSchema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const readable: Record<string, unknown> = { ...typed };
  for (const { path, message } of parsed.error.issues) {
    complain(path[0] as ImportColumn, wordsOf(message));
    readable[String(path[0])] = '';
  }
  return LineSchema.parse(readable);
}

/** Reads one row: its line, or everything that is wrong with it. */
export function readImportRow(row: RawImportRow, reader: ImportReader): Row {
  const { rowNumber } = row;
  const problems: ImportProblem[] = row.problems.map((one) => ({ rowNumber, ...one }));
  const cell = (column: ImportColumn) => (row.cells[IMPORT_COLUMNS[column]] ?? '').trim();
  const complain = (column: ImportColumn, message: Words) => {
    const header = IMPORT_COLUMNS[column];
    if (!problems.some((one) => one.header === header)) problems.push({ rowNumber, header, message });
  };
  for (const column of Object.keys(IMPORT_COLUMNS) as ImportColumn[]) {
    if (UNSTORABLE.test(cell(column))) {
      complain(
        column,
        words('含有无法保存的字符，请删除后重填。', 'It holds a character that can’t be stored.'),
      );
    }
  }
  const subject = reader.subjects.get(cell('target').toUpperCase());
  if (!subject) {
    complain('target', NO_TARGET);
    return { line: null, problems };
  }
  const kind = kindOf(cell('kind'), subject, cell('value') !== '');
  if (kind === null) complain('kind', NO_KIND);
  const place = cell('region') === '' ? reader.context.region : cell('region');
  const typed = {
    kind: kind ?? 'item',
    name: cell('name'),
    uscc: cell('uscc'),
    // By characters: half of one could be stored nowhere.
    region: reader.regions.get(place) ?? [...place].slice(0, 12).join(''),
    onDate: normaliseDay(cell('onDate')),
    endedOn: normaliseDay(cell('endedOn')),
    quantity: cell('quantity'),
    value: cell('value'),
    source: cell('source'),
    document: cell('document'),
    note: cell('note'),
  };
  const line = readLine(typed, complain);
  for (const [field, message] of Object.entries(checkLine(line, subject, reader.context))) {
    complain(field as ImportColumn, message);
  }
  const counted = countedLine(line, subject);
  const { onDate } = counted;
  if (problems.length > 0 || onDate === null) return { line: null, problems };
  return { line: { rowNumber, targetId: subject.id, line: { ...counted, onDate } }, problems };
}
