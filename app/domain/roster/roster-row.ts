import { checkEmail } from '#app/domain/organisation/email.ts';
import { isRegionCode, regionContains } from '#app/domain/organisation/region.ts';
import { checkUscc } from '#app/domain/organisation/uscc.ts';
import { type Words, words } from '#app/domain/words.ts';

/** Columns of an imported roster, by their headers; the template has exactly these. */
export const ROSTER_COLUMNS = {
  name: '企业名称',
  uscc: '统一社会信用代码',
  licenceNumber: '许可证编号',
  businessCodes: '业务种类',
  regionCode: '所在地区代码',
  contact: '联系邮箱',
} as const;
export type RosterColumn = keyof typeof ROSTER_COLUMNS;

/** Columns without which a roster can't be read. */
export const REQUIRED_COLUMNS: readonly RosterColumn[] = ['name', 'uscc', 'regionCode'];

/** Most rows of one import, and the largest file. */
export const IMPORT_LIMITS = { rows: 10_000, bytes: 5_000_000 } as const;

/** What is wrong with one cell of an import, where the person finds it. */
export interface RosterProblem {
  /** As the spreadsheet program counts rows. */
  readonly rowNumber: number;
  /** Header of the column. */
  readonly header: string;
  readonly message: Words;
}

/** A row of a roster, checked and in normal form. */
export interface RosterRow {
  readonly rowNumber: number;
  readonly name: string;
  readonly uscc: string;
  readonly licenceNumber: string;
  readonly businessCodes: string;
  readonly regionCode: string;
  /** E-mail, or empty. */
  readonly contact: string;
}

/** A row as the spreadsheet has it. */
export interface RawRosterRow {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Problems that the reader of the spreadsheet found (codes that became numbers, failed formulas). */
  readonly problems: readonly { readonly header: string; readonly message: Words }[];
}

const LONGEST = 200;

function cellOf(row: RawRosterRow, column: RosterColumn): string {
  return (row.cells[ROSTER_COLUMNS[column]] ?? '').trim();
}

function checkRow(row: RawRosterRow, officeRegion: string): { row: RosterRow; problems: RosterProblem[] } {
  const problems: RosterProblem[] = row.problems.map((one) => ({ rowNumber: row.rowNumber, ...one }));
  const complain = (column: RosterColumn, message: Words) =>
    problems.push({ rowNumber: row.rowNumber, header: ROSTER_COLUMNS[column], message });
  const name = cellOf(row, 'name');
  if (name === '') complain('name', words('请填写企业名称。', 'Enter the name.'));
  for (const column of ['name', 'licenceNumber', 'businessCodes'] as const) {
    if ([...cellOf(row, column)].length > LONGEST) {
      complain(column, words(`不超过 ${LONGEST} 字。`, `${LONGEST} characters at most.`));
    }
  }
  const uscc = checkUscc(cellOf(row, 'uscc'));
  if (!uscc.ok && !row.problems.some(({ header }) => header === ROSTER_COLUMNS.uscc)) {
    complain('uscc', uscc.message);
  }
  const regionCode = cellOf(row, 'regionCode');
  const region = checkRegion(regionCode, officeRegion);
  if (region) complain('regionCode', region);
  const given = cellOf(row, 'contact');
  const email = given === '' ? null : checkEmail(given);
  if (email && !email.ok) complain('contact', email.message);
  return {
    problems,
    row: {
      rowNumber: row.rowNumber,
      name,
      uscc: uscc.ok ? uscc.uscc : '',
      licenceNumber: cellOf(row, 'licenceNumber'),
      businessCodes: cellOf(row, 'businessCodes'),
      regionCode,
      contact: email?.ok ? email.email : '',
    },
  };
}

function checkRegion(code: string, officeRegion: string): Words | null {
  if (!isRegionCode(code)) {
    return words(
      '地区代码应为 6 位数字（GB/T 2260），如 310115。',
      'A region code has six digits (GB/T 2260), such as 310115.',
    );
  }
  if (regionContains(officeRegion, code)) return null;
  return words('不在本单位管辖地区内。', 'Outside your office’s region.');
}

/** Columns that a table lacks although a roster needs them, by header. */
export function missingColumns(headers: readonly string[]): string[] {
  return REQUIRED_COLUMNS.map((column) => ROSTER_COLUMNS[column]).filter(
    (header) => !headers.includes(header),
  );
}

/**
 * Checks all rows of an import: each by itself, and codes against one another. The import is applied only when there
 * are no problems at all.
 * @param officeRegion the region of the office that imports
 */
export function checkRoster(
  rows: readonly RawRosterRow[],
  officeRegion: string,
): { rows: RosterRow[]; problems: RosterProblem[] } {
  const checked = rows.map((row) => checkRow(row, officeRegion));
  const problems = checked.flatMap((one) => one.problems);
  const first = new Map<string, number>();
  for (const { row } of checked) {
    if (row.uscc === '') continue;
    const before = first.get(row.uscc);
    if (before === undefined) first.set(row.uscc, row.rowNumber);
    else {
      problems.push({
        rowNumber: row.rowNumber,
        header: ROSTER_COLUMNS.uscc,
        message: words(`与第 ${before} 行重复。`, `The same as row ${before}.`),
      });
    }
  }
  return {
    rows: checked.map((one) => one.row),
    problems: problems.sort((a, b) => a.rowNumber - b.rowNumber),
  };
}
