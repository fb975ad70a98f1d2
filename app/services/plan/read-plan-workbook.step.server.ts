import type { Readable } from 'node:stream';
import type { CellProblemCode, SheetCell, WorkbookResult } from '#app/adapters/spreadsheet/port.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { readPlanContent } from '#app/domain/target/plan-file.ts';
import {
  assemblePlanWorkbook,
  cellPlace,
  type ReadSheet,
  type WorkbookProblem,
} from '#app/domain/target/plan-workbook.ts';
import { words, wordsOf, type Words } from '#app/domain/words.ts';
import { tableRefusalWords } from '../../i18n/table-refusal.ts';
import type { Ports } from '../ports.ts';

/** The largest workbook of a plan, in bytes and in rows of all its sheets. */
const PLAN_WORKBOOK_LIMITS = { bytes: 2_000_000, rows: 1000 } as const;

const FILE_WORDS = {
  ...tableRefusalWords({
    megabytes: PLAN_WORKBOOK_LIMITS.bytes / 1_000_000,
    rows: PLAN_WORKBOOK_LIMITS.rows,
  }),
  unsupported_format: words(
    '这不是 XLSX 工作簿：请下载模板填写后导入。',
    'This is no XLSX workbook: fill in the template and import it.',
  ),
};

const CELL_WORDS: Readonly<Record<CellProblemCode, Words>> = {
  became_number: words(
    '长编号已被电子表格变为数字，请设为文本后重新填写。',
    'A long code was turned into a number; format the cell as text and type it again.',
  ),
  formula_error: words('公式出错，请改为数值或文字。', 'The formula fails; put a value in its place.'),
  impossible_date: words('不是有效日期。', 'No such date.'),
};

/** A plan as its workbook says it, or everything that is wrong with the workbook. */
export type PlanWorkbookResult =
  | { readonly ok: true; readonly plan: PlanContent; readonly placeOf: (field: string) => Words | null }
  | { readonly ok: false; readonly problems: readonly WorkbookProblem[] };

type Sheets = Extract<WorkbookResult, { ok: true }>['sheets'];

/** No text of the database holds U+0000 or half of a surrogate pair; a workbook can. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
const UNSTORABLE_WORDS = words(
  '含有无法保存的字符，请删除后重填。',
  'It holds a character that can’t be stored.',
);

function cellProblem({ text, problem }: SheetCell): Words | null {
  if (problem) return CELL_WORDS[problem];
  return text.search(UNSTORABLE) === -1 ? null : UNSTORABLE_WORDS;
}

/** Cells that show an error, or what can't be stored, by their place; the first row of a sheet is its head. */
function brokenCells(sheets: Sheets): WorkbookProblem[] {
  const told = (text: string) => text.replace(UNSTORABLE, '?');
  return sheets.flatMap(({ name, rows }) =>
    rows.flatMap(({ rowNumber, cells }) =>
      [...cells].flatMap(([column, cell]) => {
        const header = rows[0]?.cells.get(column)?.text ?? '';
        const message = cellProblem(cell);
        return message ? [{ place: cellPlace(told(name), rowNumber, told(header)), message }] : [];
      }),
    ),
  );
}

function textsOf(sheets: Sheets): ReadSheet[] {
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map(({ rowNumber, cells }) => ({
      rowNumber,
      cells: new Map([...cells].map(([column, { text }]) => [column, text])),
    })),
  }));
}

/** Reads a workbook by the template. Problems of one stage (file, cells, plan) come together. */
export async function readPlanWorkbook(
  ports: Pick<Ports, 'spreadsheets'>,
  content: Readable,
): Promise<PlanWorkbookResult> {
  const workbook = await ports.spreadsheets.readWorkbook(content, {
    maxRows: PLAN_WORKBOOK_LIMITS.rows,
    maxBytes: PLAN_WORKBOOK_LIMITS.bytes,
  });
  if (!workbook.ok) {
    return { ok: false, problems: [{ place: null, message: FILE_WORDS[workbook.refusal] }] };
  }
  const broken = brokenCells(workbook.sheets);
  if (broken.length > 0) return { ok: false, problems: broken };
  const { value, problems, placeOf } = assemblePlanWorkbook(textsOf(workbook.sheets));
  if (value === null) return { ok: false, problems };
  const reading = readPlanContent(value);
  if (reading.ok && problems.length === 0) {
    return { ok: true, plan: reading.file, placeOf: (field) => placeOf([field]) };
  }
  const told = new Set(problems.map(({ place }) => place?.zh));
  const found = reading.ok ? [] : reading.problems;
  const others = found
    .map(({ path, message }) => ({ place: placeOf(path), message: wordsOf(message) }))
    // A cell whose choice isn't known is empty to the plan's rules; it is told once.
    .filter(({ place }) => place === null || !told.has(place.zh));
  return { ok: false, problems: [...problems, ...others] };
}
