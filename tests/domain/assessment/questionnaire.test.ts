import { describe, expect, it } from 'vitest';
import {
  questionnaireSheets,
  readQuestionnaire,
  type FilledSheet,
  type QuestionnaireSubject,
} from '#app/domain/assessment/questionnaire.ts';
import { criteriaOf } from '#app/domain/assessment/model.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';

const model = maturityModel('dcmm-2025');
if (!model) throw new Error('the model is missing');
const scheme = defaultScheme('dcmm');
const [first, second] = criteriaOf(model).map(({ id }) => id);
const cellOf = (id: string | undefined) => (id ?? '').replace(/-L\d-\d+$/, '');
if (!first || !second) throw new Error('the model has no criteria');

const subject = (more: Partial<QuestionnaireSubject> = {}): QuestionnaireSubject => ({
  model,
  scheme,
  mark: { assessmentId: 'a', modelId: model.id, modelDigest: model.digest },
  answers: new Map([[first, { grade: 'met', note: '旧', revision: 3 }]]),
  excluded: new Set(),
  ...more,
});

const [GRADE, NOTE] = [5, 6];

/** The workbook as it comes back, with some cells typed over: criterion → column → text. */
function filled(
  typed: Readonly<Record<string, Readonly<Record<number, string>>>>,
  of = subject(),
  formulas: readonly string[] = [],
): FilledSheet[] {
  return questionnaireSheets(of).map(({ name, columns, rows }) => ({
    name,
    rows: [columns.map(({ header }) => header), ...rows].map((row, index) => ({
      rowNumber: index + 1,
      cells: new Map(
        row.map((value, column) => {
          const text = typed[String(row[0])]?.[column] ?? String(value ?? '');
          return [column, { text, isFormula: column === GRADE && formulas.includes(String(row[0])) }];
        }),
      ),
    })),
  }));
}

describe('a questionnaire that comes back', () => {
  it('changes nothing when nobody typed', () => {
    expect(readQuestionnaire(filled({}), subject())).toEqual({ changes: [], problems: [] });
  });

  it('tells each answer typed over, old and new', () => {
    const read = readQuestionnaire(filled({ [first]: { [GRADE]: '部分满足', [NOTE]: '新' } }), subject());
    expect(read).toEqual({
      changes: [
        {
          criterionId: first,
          kind: 'change',
          stored: { grade: 'met', note: '旧' },
          revision: 3,
          filed: { grade: 'partly', note: '新' },
        },
      ],
      problems: [],
    });
  });

  it('leaves alone what a colleague changed and nobody typed over; calls both a conflict', () => {
    const now = subject({ answers: new Map([[first, { grade: 'unmet', note: '同事', revision: 4 }]]) });
    expect(readQuestionnaire(filled({}), now).changes).toEqual([]);
    const both = readQuestionnaire(filled({ [first]: { [GRADE]: '部分满足' } }), now);
    expect(both.changes).toMatchObject([{ kind: 'conflict', stored: { grade: 'unmet' }, revision: 4 }]);
  });

  it('takes rows in any order, and some left out', () => {
    const [sheet, ...rest] = filled({ [second]: { [GRADE]: '满足' } });
    if (!sheet) throw new Error('no sheet');
    const turned = { ...sheet, rows: [...sheet.rows.slice(0, 1), ...sheet.rows.slice(2).reverse()] };
    expect(readQuestionnaire([turned, ...rest], subject()).changes).toMatchObject([{ criterionId: second }]);
  });

  it.each([
    ['a grade that the scheme does not have', filled({ [first]: { [GRADE]: '优秀' } }), 'F2', '结论只能是'],
    ['a formula', filled({}, subject(), [first]), 'F2', '公式'],
    ['a criterion of no model', filled({ [first]: { 0: 'X-L1-1' } }), 'A2', '没有准则'],
    ['a criterion twice', filled({ [second]: { 0: first } }), 'A3', '出现两次'],
    ['a note too long', filled({ [first]: { [NOTE]: '长'.repeat(2001) } }), 'G2', '不能超过'],
  ])('names the cell of %s', (_what, sheets, cell, message) => {
    const { problems } = readQuestionnaire(sheets, subject());
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place).toMatch(new RegExp(`!${cell}$`));
    expect(problems[0]?.message.zh).toContain(message);
  });

  it('names the columns that were moved', () => {
    const sheets = filled({}).map(({ name, rows }) => ({
      name,
      rows: rows.map(({ rowNumber, cells }) => ({
        rowNumber,
        cells: new Map(
          [...cells].map(([column, cell]) => [column === 5 ? 6 : column === 6 ? 5 : column, cell]),
        ),
      })),
    }));
    const { changes, problems } = readQuestionnaire(sheets, subject());
    expect(changes).toEqual([]);
    expect(problems[0]?.place).toMatch(/!F1$/);
    expect(problems[0]?.message.zh).toContain('列被移动或改名');
  });

  it.each([
    ['another assessment', { assessmentId: 'b', modelId: model.id, modelDigest: model.digest }, '另一项评估'],
    ['another model', { assessmentId: 'a', modelId: 'dsmm-2019', modelDigest: 'x' }, '另一模型'],
  ])('refuses the workbook of %s as a whole', (_what, mark, message) => {
    const { changes, problems } = readQuestionnaire(filled({}, subject({ mark })), subject());
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ place: '' }]);
    expect(problems[0]?.message.zh).toContain(message);
  });

  it('takes no answer for what was left out since', () => {
    const now = subject({ excluded: new Set([cellOf(first)]) });
    const { problems } = readQuestionnaire(filled({ [first]: { [GRADE]: '不满足' } }), now);
    expect(problems[0]?.message.zh).toContain('裁剪');
    expect(questionnaireSheets(now)[0]?.rows.map(([id]) => id)).not.toContain(first);
  });
});
