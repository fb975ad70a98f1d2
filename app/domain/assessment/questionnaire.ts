import { words, type Words } from '../words.ts';
import { NO_ANSWER, NOTE_LIMIT, sameAnswer, type AnswerContent } from './answer.ts';
import { cellName } from './explanation.ts';
import type { MaturityModel } from './model.ts';
import type { GradeKey, ScoringScheme } from './scheme.ts';

/** A cell as a workbook gives it. */
export interface FilledCell {
  readonly text: string;
  readonly isFormula: boolean;
}

/** A sheet as a workbook gives it; columns are counted from 0, rows as the spreadsheet program shows them. */
export interface FilledSheet {
  readonly name: string;
  readonly rows: readonly { readonly rowNumber: number; readonly cells: ReadonlyMap<number, FilledCell> }[];
}

/** Limits of a workbook that is read. */
export const WORKBOOK_LIMITS = { rows: 20_000, bytes: 5_000_000 } as const;

/** Columns of a questionnaire, in their order. Two are filled in; the last two say what stood there at the export. */
const COLUMNS = [
  { key: 'id', header: '准则编号（勿改）', width: 20, isHidden: true },
  { key: 'item', header: '能力项', width: 26 },
  { key: 'level', header: '等级', width: 8 },
  { key: 'text', header: '评估准则（自编，非标准原文）', width: 60 },
  { key: 'evidence', header: '常见证据（自编）', width: 36 },
  { key: 'grade', header: '结论', width: 14, isOpen: true },
  { key: 'note', header: '说明', width: 50, isOpen: true },
  { key: 'baseGrade', header: '导出时结论（勿改）', width: 14, isHidden: true },
  { key: 'baseNote', header: '导出时说明（勿改）', width: 14, isHidden: true },
] as const;
type Key = (typeof COLUMNS)[number]['key'];

const COLUMN_OF = Object.fromEntries(COLUMNS.map(({ key }, index) => [key, index])) as Record<Key, number>;

/** The hidden sheet that says what the workbook belongs to. */
const MARK_SHEET = '标识';
/** The hidden sheet of lists that a workbook's writer adds. */
const LIST_SHEET = '选项';
const FORMAT = 'shuheng-questionnaire-1';

/** What a questionnaire belongs to. */
export interface QuestionnaireMark {
  readonly assessmentId: string;
  readonly modelId: string;
  readonly modelDigest: string;
}

/** A sheet to be written; the shape of the spreadsheet port. */
export interface QuestionnaireSheet {
  readonly name: string;
  readonly columns: readonly {
    readonly header: string;
    readonly width: number;
    readonly isHidden?: boolean;
    readonly isOpen?: boolean;
    readonly choices?: readonly string[];
  }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly isHidden?: boolean;
  readonly isProtected?: boolean;
}

/** What a questionnaire is made from and read against. */
export interface QuestionnaireSubject {
  readonly model: MaturityModel;
  readonly scheme: ScoringScheme;
  readonly mark: QuestionnaireMark;
  /** Answers by criterion as they stand. */
  readonly answers: ReadonlyMap<string, AnswerContent & { readonly revision: number }>;
  readonly excluded: ReadonlySet<string>;
}

function gradeNames(scheme: ScoringScheme): ReadonlyMap<GradeKey, string> {
  return new Map(scheme.grades.map(({ grade, name }) => [grade, name.zh]));
}

/** The workbook by which an assessment is filled in offline: a sheet a domain, what is left out absent. */
export function questionnaireSheets(subject: QuestionnaireSubject): readonly QuestionnaireSheet[] {
  const { model, scheme, mark, answers, excluded } = subject;
  const names = gradeNames(scheme);
  const choices = [...names.values()];
  const columns = COLUMNS.map(({ key, ...column }) => ({
    ...column,
    ...(key === 'grade' ? { choices } : {}),
  }));
  const nameOf = (grade: GradeKey | null) => (grade === null ? '' : (names.get(grade) ?? ''));
  const sheets = model.domains.map((domain): QuestionnaireSheet => ({
    name: `${domain.id} ${domain.name.zh}`,
    columns,
    isProtected: true,
    rows: domain.items.flatMap((item) =>
      item.cells
        .filter(({ id }) => !excluded.has(id))
        .flatMap((cell) =>
          cell.criteria.map((criterion) => {
            const answer = answers.get(criterion.id) ?? NO_ANSWER;
            return [
              criterion.id,
              `${item.id} ${cellName(model, item, cell).zh}`,
              criterion.level,
              criterion.text,
              criterion.evidence,
              nameOf(answer.grade),
              answer.note,
              nameOf(answer.grade),
              answer.note,
            ];
          }),
        ),
    ),
  }));
  return [
    ...sheets,
    {
      name: MARK_SHEET,
      isHidden: true,
      isProtected: true,
      columns: [
        { header: '项', width: 20 },
        { header: '值', width: 80 },
      ],
      rows: [
        ['format', FORMAT],
        ['assessment', mark.assessmentId],
        ['model', mark.modelId],
        ['modelDigest', mark.modelDigest],
      ],
    },
  ];
}

/** One answer that the file says otherwise than what is stored. */
export interface ImportChange {
  readonly criterionId: string;
  /** `conflict`: somebody else has changed it since the export. */
  readonly kind: 'change' | 'conflict';
  readonly stored: AnswerContent;
  /** Of the stored answer; 0 where there is none. */
  readonly revision: number;
  readonly filed: AnswerContent;
}

/** What is wrong in a cell, or (place '') with the whole file. */
export interface ImportProblem {
  readonly place: string;
  readonly message: Words;
}

export interface ImportReading {
  readonly changes: readonly ImportChange[];
  readonly problems: readonly ImportProblem[];
}

const letter = (column: number) => String.fromCharCode(65 + column);

function markOf(sheets: readonly FilledSheet[]): ReadonlyMap<string, string> {
  const sheet = sheets.find(({ name }) => name === MARK_SHEET);
  return new Map(
    (sheet?.rows ?? []).map(({ cells }) => [cells.get(0)?.text ?? '', cells.get(1)?.text ?? '']),
  );
}

/** Why a workbook as a whole isn't this assessment's; null when it is. */
function strangeness(sheets: readonly FilledSheet[], mark: QuestionnaireMark): Words | null {
  const said = markOf(sheets);
  if (said.get('format') !== FORMAT) {
    return words(
      '这不是从本平台导出的问卷工作簿（缺少标识页）：请先导出，再填写导入。',
      'This is no questionnaire exported from here (its hidden sheet is missing): export one and fill it in.',
    );
  }
  if (said.get('model') !== mark.modelId || said.get('modelDigest') !== mark.modelDigest) {
    return words(
      '该工作簿是按另一模型（或该模型的另一版本）导出的，不能导入本评估。',
      'The workbook was exported for another model, or another version of it.',
    );
  }
  return said.get('assessment') === mark.assessmentId
    ? null
    : words('该工作簿属于另一项评估，不能导入。', 'The workbook belongs to another assessment.');
}

function headProblems(sheet: FilledSheet): ImportProblem[] {
  const head = sheet.rows.find(({ rowNumber }) => rowNumber === 1);
  return COLUMNS.flatMap(({ header }, index) => {
    const found = head?.cells.get(index)?.text ?? '';
    if (found === header) return [];
    return [
      {
        place: `${sheet.name}!${letter(index)}1`,
        message: words(
          `列被移动或改名：此处应为“${header}”，现为“${found}”。`,
          `A column was moved or renamed: “${header}” belongs here, not “${found}”.`,
        ),
      },
    ];
  });
}

interface RowReader {
  readonly subject: QuestionnaireSubject;
  readonly cellOf: ReadonlyMap<string, string>;
  readonly grades: ReadonlyMap<string, GradeKey>;
  readonly seen: Set<string>;
}

function readGrade(text: string, grades: RowReader['grades']): GradeKey | null | undefined {
  const name = text.trim();
  return name === '' ? null : grades.get(name);
}

const noteOf = (text: string) => text.replace(/\r\n?/g, '\n').trimEnd();

function readRow(
  reader: RowReader,
  sheetName: string,
  row: FilledSheet['rows'][number],
): { change?: ImportChange; problems: ImportProblem[] } {
  const { subject, cellOf, grades, seen } = reader;
  const text = (key: Key) => row.cells.get(COLUMN_OF[key])?.text ?? '';
  const problem = (key: Key, message: Words): ImportProblem => ({
    place: `${sheetName}!${letter(COLUMN_OF[key])}${row.rowNumber}`,
    message,
  });
  const read: readonly Key[] = ['id', 'grade', 'note', 'baseGrade', 'baseNote'];
  const formulas = read.filter((key) => row.cells.get(COLUMN_OF[key])?.isFormula);
  if (formulas.length > 0) {
    const message = words('此处是公式：请改填结果。', 'This is a formula: enter its result instead.');
    return { problems: formulas.map((key) => problem(key, message)) };
  }
  const id = text('id').trim();
  const cellId = cellOf.get(id);
  if (cellId === undefined) {
    const message = words(
      id === '' ? '缺少准则编号：请勿增加行。' : `本评估的模型没有准则 ${id.slice(0, 60)}。`,
      id === ''
        ? 'The criterion’s id is missing: add no rows.'
        : `The model has no criterion ${id.slice(0, 60)}.`,
    );
    return { problems: [problem('id', message)] };
  }
  if (seen.has(id)) {
    return { problems: [problem('id', words(`准则 ${id} 出现两次。`, `Criterion ${id} stands twice.`))] };
  }
  seen.add(id);
  const grade = readGrade(text('grade'), grades);
  const baseGrade = readGrade(text('baseGrade'), grades);
  if (grade === undefined || baseGrade === undefined) {
    const list = [...grades.keys()].join('、');
    const message = words(`结论只能是：${list}；或留空。`, `A grade is one of ${list}, or empty.`);
    return { problems: [problem(grade === undefined ? 'grade' : 'baseGrade', message)] };
  }
  const note = noteOf(text('note'));
  if (note.length > NOTE_LIMIT) {
    const message = words(`说明不能超过 ${NOTE_LIMIT} 字。`, `A note has at most ${NOTE_LIMIT} characters.`);
    return { problems: [problem('note', message)] };
  }
  const filed: AnswerContent = { grade, note };
  const base: AnswerContent = { grade: baseGrade, note: noteOf(text('baseNote')) };
  const known = subject.answers.get(id);
  const stored: AnswerContent = known ? { grade: known.grade, note: noteOf(known.note) } : NO_ANSWER;
  if (sameAnswer(filed, base) || sameAnswer(filed, stored)) return { problems: [] };
  if (subject.excluded.has(cellId)) {
    const message = words('该能力项已被裁剪，不能作答。', 'This item is out of scope and takes no answer.');
    return { problems: [problem('grade', message)] };
  }
  const kind = sameAnswer(base, stored) ? 'change' : 'conflict';
  return {
    change: { criterionId: id, kind, stored, revision: known?.revision ?? 0, filed },
    problems: [],
  };
}

/**
 * Reads a filled-in questionnaire: what it would change, and what is wrong by cell. A row that nobody touched since the
 * export changes nothing, whatever others have written meanwhile; one that both changed is a conflict. Rows may be sorted
 * or left out; columns may not be moved.
 */
export function readQuestionnaire(
  sheets: readonly FilledSheet[],
  subject: QuestionnaireSubject,
): ImportReading {
  const strange = strangeness(sheets, subject.mark);
  if (strange) return { changes: [], problems: [{ place: '', message: strange }] };
  const filled = sheets.filter(({ name }) => name !== MARK_SHEET && name !== LIST_SHEET);
  const heads = filled.flatMap(headProblems);
  if (heads.length > 0) return { changes: [], problems: heads };
  const reader: RowReader = {
    subject,
    cellOf: new Map(
      subject.model.domains.flatMap(({ items }) =>
        items.flatMap(({ cells }) =>
          cells.flatMap((cell) => cell.criteria.map(({ id }): [string, string] => [id, cell.id])),
        ),
      ),
    ),
    grades: new Map(subject.scheme.grades.map(({ grade, name }) => [name.zh, grade])),
    seen: new Set(),
  };
  const changes: ImportChange[] = [];
  const problems: ImportProblem[] = [];
  for (const sheet of filled) {
    for (const row of sheet.rows) {
      if (row.rowNumber === 1) continue;
      const { change, problems: found } = readRow(reader, sheet.name, row);
      if (change) changes.push(change);
      problems.push(...found);
    }
  }
  return { changes, problems };
}
