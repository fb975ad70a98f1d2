import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { templatePlan } from '#app/domain/target/plan-template.ts';
import { planSheets, type PlanSheet } from '#app/domain/target/plan-workbook.ts';
import type { Ports } from '#app/services/ports.ts';
import { applyPlanImport } from '#app/services/plan/apply-plan-import.server.ts';
import { discardPlanImport } from '#app/services/plan/discard-plan-import.server.ts';
import { openPlan } from '#app/services/plan/plan-content.step.server.ts';
import { readImportedPlan, readImportProblems } from '#app/services/plan/plan-import.step.server.ts';
import { previewPlanImport } from '#app/services/plan/preview-plan-import.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getPlanDraft, getPlanImport, listPlans } from '#db/queries/plan.read.ts';
import { policyFiles } from '#seeds/policies/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makePlanHouse, regulatorScope, samplePlan, valueOf } from '#tests/support/plan.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let reviewer: Actor;
let stranger: Actor;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  stranger = (await makePlanHouse(ports)).supervisor;
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ supervisor, reviewer } = await makePlanHouse(ports));
});

const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'done' : result.refusal?.code;
const preview = (bytes: Uint8Array, actor = supervisor) =>
  previewPlanImport(ports, actor, TEST_MOMENT, {
    fileName: '计划.xlsx',
    content: Readable.from([Buffer.from(bytes)]),
  });
const workbookOf = (sheets: readonly PlanSheet[]) => spreadsheet.writeWorkbook(sheets);

/** The sheets of a plan with one cell changed: by sheet, row (as a spreadsheet program counts) and header. */
function withCell(plan: PlanContent, name: string, rowNumber: number, header: string, text: string | number) {
  return planSheets(plan).map((sheet) => {
    if (sheet.name !== name) return sheet;
    const column = sheet.columns.findIndex((one) => one.header === header);
    const rows = sheet.rows.map((row, at) => {
      return at === rowNumber - 2 ? row.map((cell, index) => (index === column ? text : cell)) : row;
    });
    return { ...sheet, rows };
  });
}

async function checked(bytes: Uint8Array) {
  const { id } = valueOf(await preview(bytes));
  const scope = regulatorScope(supervisor);
  const run = await ports.db.transaction(scope, (trx) => getPlanImport(trx, scope, id));
  return { id, plan: readImportedPlan(run?.rows), problems: readImportProblems(run?.problems) };
}
const told = async (sheets: readonly PlanSheet[]) =>
  (await checked(await workbookOf(sheets))).problems.map(({ place, message }) => [place?.zh, message.zh]);
const plansOf = (actor: Actor) => {
  const scope = regulatorScope(actor);
  return ports.db.transaction(scope, (trx) => listPlans(trx, scope));
};

describe('a workbook of a plan', () => {
  it.each(
    policyFiles()
      .filter(({ region }) => region === '370000')
      .map((file) => [file.key, file] as const),
  )('says of %s all that the file says, its programme and context excepted', async (_key, file) => {
    const { plan, problems } = await checked(await workbookOf(planSheets(file)));
    expect(problems).toEqual([]);
    expect(plan).toEqual({ ...file, programme: null, context: [] });
  });

  it('is imported once, as a draft, after it was looked at', async () => {
    const { id } = await checked(await workbookOf(planSheets(templatePlan('370000', true))));
    expect(await plansOf(supervisor)).toEqual([]);
    const apply = (actor: Actor) => applyPlanImport(ports, actor, TEST_MOMENT, { importId: id });
    expect(codeOf(await apply(stranger))).toBe('not_found');
    expect(codeOf(await apply(reviewer))).toBe('forbidden');
    const made = valueOf(await apply(supervisor));
    expect(codeOf(await apply(supervisor))).toBe('not_allowed_now');
    const scope = regulatorScope(supervisor);
    const { draft, run } = await ports.db.transaction(scope, async (trx) => ({
      draft: await getPlanDraft(trx, scope, made.id),
      run: await getPlanImport(trx, scope, id),
    }));
    expect(openPlan(draft?.content)).toEqual(templatePlan('370000', true));
    expect(run).toMatchObject({ state: 'applied', planId: made.id, rows: [] });
    const events = await db.root
      .selectFrom('journal')
      .select('type')
      .where('organisation_id', '=', scope.organisationId)
      .orderBy('seq')
      .execute();
    expect(events.map(({ type }) => type)).toEqual(['plan.import-previewed', 'plan.begun']);
  });

  it('is put aside for good', async () => {
    const { id } = await checked(await workbookOf(planSheets(samplePlan('a'))));
    const discard = (actor: Actor) => discardPlanImport(ports, actor, TEST_MOMENT, { importId: id });
    expect(codeOf(await discard(stranger))).toBe('not_found');
    expect(codeOf(await discard(supervisor))).toBe('done');
    expect(codeOf(await discard(supervisor))).toBe('not_allowed_now');
    expect(codeOf(await applyPlanImport(ports, supervisor, TEST_MOMENT, { importId: id }))).toBe(
      'not_allowed_now',
    );
    expect(await plansOf(supervisor)).toEqual([]);
  });

  it.each([
    ['指标', 3, '目标值', -1, '目标值不能为负数'],
    ['指标', 3, '目标值', '一百', '目标值应为数字，不加千分位，例如 300 或 1.5'],
    ['指标', 2, '期限', '2026-02-30', '不是有效日期，请按 YYYY-MM-DD 填写，例如 2023-12-31'],
    ['指标', 3, '编号', 'T1', '编号 T1 重复'],
    ['指标', 2, '部分编号', 'p9', '没有编号为 p9 的部分'],
    ['指标', 2, '条款摘要', '', '缺少条款摘要（中文）'],
    ['部分', 2, '部分编号', 'p 1', '部分编号只能用字母、数字和连字符'],
    ['计划', 8, '内容', '去年', '不是有效日期，请按 YYYY-MM-DD 填写，例如 2023-12-31'],
    ['计划', 7, '内容', '310000', '地区须在本单位辖区（山东省）之内。'],
  ] as const)('is refused at %s row %i, %s', async (sheet, row, header, text, message) => {
    const problems = await told(withCell(samplePlan('a'), sheet, row, header, text));
    expect(problems).toContainEqual([`“${sheet}”第 ${row} 行“${header}”`, message]);
  });

  it('tells a choice that isn’t offered once, at its cell', async () => {
    const problems = await told(withCell(samplePlan('a'), '指标', 2, '比较方式', '大概'));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.[0]).toBe('“指标”第 2 行“比较方式”');
    expect(problems[0]?.[1]).toContain('“大概”不在可选项中');
  });

  it.each(['\0', '大\ud800概'])('tells a cell that holds what can’t be stored: %j', async (text) => {
    const bytes = await workbookOf(withCell(samplePlan('a'), '指标', 2, '比较方式', 'BROKEN'));
    // A workbook can say such a character as _xD800_; the writer of ours never does.
    const broken = {
      ...ports.spreadsheets,
      readWorkbook: async (...given: Parameters<typeof spreadsheet.readWorkbook>) => {
        const read = await spreadsheet.readWorkbook(...given);
        if (!read.ok) return read;
        const sheets = read.sheets.map((sheet) => ({
          ...sheet,
          rows: sheet.rows.map((row) => ({
            ...row,
            cells: new Map(
              [...row.cells].map(([column, cell]) => [
                column,
                cell.text === 'BROKEN' ? { ...cell, text } : cell,
              ]),
            ),
          })),
        }));
        return { ...read, sheets };
      },
    };
    const file = { fileName: '计划.xlsx', content: Readable.from([Buffer.from(bytes)]) };
    const result = await previewPlanImport({ ...ports, spreadsheets: broken }, supervisor, TEST_MOMENT, file);
    const { id } = valueOf(result);
    const scope = regulatorScope(supervisor);
    const run = await ports.db.transaction(scope, (trx) => getPlanImport(trx, scope, id));
    const [problem] = readImportProblems(run?.problems);
    expect([problem?.place?.zh, problem?.message.zh]).toEqual([
      '“指标”第 2 行“比较方式”',
      '含有无法保存的字符，请删除后重填。',
    ]);
  });

  it('with a mistake can’t be applied, and nothing was written', async () => {
    const { id } = await checked(await workbookOf(withCell(samplePlan('a'), '指标', 2, '目标值', -1)));
    expect(codeOf(await applyPlanImport(ports, supervisor, TEST_MOMENT, { importId: id }))).toBe(
      'incomplete',
    );
    expect(await plansOf(supervisor)).toEqual([]);
  });

  it('whose key the house has already is told so before and at the last moment', async () => {
    const bytes = await workbookOf(planSheets(samplePlan('a')));
    const [first, second] = [await checked(bytes), await checked(bytes)];
    valueOf(await applyPlanImport(ports, supervisor, TEST_MOMENT, { importId: first.id }));
    expect(codeOf(await applyPlanImport(ports, supervisor, TEST_MOMENT, { importId: second.id }))).toBe(
      'conflict',
    );
    expect(await told(planSheets(samplePlan('a')))).toMatchObject([
      ['“计划”第 2 行“内容”', expect.stringContaining('代号')],
    ]);
  });

  it.each([
    ['nonsense', new TextEncoder().encode('nonsense')],
    ['an empty file', new Uint8Array()],
    ['10 MB', new Uint8Array(10_000_000)],
  ])('is refused as a whole when it is %s', async (_what, bytes) => {
    expect(await preview(bytes)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', fields: { file: {} } },
    });
  });

  it('is refused as a whole without its sheets or its columns', async () => {
    const sheets = planSheets(samplePlan('a'));
    const without = await preview(await workbookOf(sheets.filter(({ name }) => name !== '指标')));
    expect(without).toMatchObject({
      refusal: { fields: { file: { zh: '缺少工作表“指标”，请使用模板。' } } },
    });
    const renamed = sheets.map((sheet) => ({
      ...sheet,
      columns: sheet.columns.map((column) => ({ ...column, header: column.header.replace('目标值', '数') })),
    }));
    expect(await preview(await workbookOf(renamed))).toMatchObject({
      refusal: { fields: { file: { zh: '工作表“指标”缺少列：目标值。' } } },
    });
    expect(codeOf(await preview(await workbookOf(sheets), reviewer))).toBe('forbidden');
  });
});
