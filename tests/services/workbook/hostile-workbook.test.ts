import { Readable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ports } from '#app/services/ports.ts';
import { applyWorkbook } from '#app/services/workbook/apply-workbook.server.ts';
import { previewWorkbook } from '#app/services/workbook/preview-workbook.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { getAssessmentImport } from '#db/queries/assessment-import.read.ts';
import { HOSTILE } from '#tests/adapters/spreadsheet/hostile-xlsx.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { testPorts } from '#tests/support/world.ts';
import {
  eventCount,
  makeAnswerWorld,
  minute,
  moveTo,
  ONE,
  stored,
  TWO,
  type AnswerWorld,
} from '../answer/world.ts';
import { exportedWorkbook, grade, GRADE, ID, longWorkbook, NOTE, packedBomb } from './exported-workbook.ts';

let db: OpenDatabase;
let ports: Ports;
let world: AnswerWorld;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
beforeEach(async () => {
  world = await makeAnswerWorld(db, ports);
});
afterAll(() => db.close());

const preview = (bytes: Buffer) =>
  previewWorkbook(ports, world.evaluator, minute(1), {
    assessmentId: world.assessmentId,
    fileName: '问卷.xlsx',
    content: Readable.from([bytes]),
  });
const apply = (importId: string) =>
  applyWorkbook(ports, world.evaluator, minute(5), {
    assessmentId: world.assessmentId,
    importId,
    conflicts: null,
  });

async function previewed(bytes: Buffer): Promise<string> {
  const result = await preview(bytes);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.id;
}

async function importCount(): Promise<number> {
  const rows = await db.root
    .selectFrom('assessment_import')
    .select('id')
    .where('assessment_id', '=', world.assessmentId)
    .execute();
  return rows.length;
}

/** What a preview says is wrong, by cell. */
async function problemsOf(alter: (workbook: ExcelJS.Workbook) => void) {
  const id = await previewed(await exportedWorkbook(ports, world, alter));
  const run = await ports.db.transaction(world.evaluator.scope, (trx) =>
    getAssessmentImport(trx, world.enterprise.id, world.assessmentId, id),
  );
  expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
  expect(await stored(ports, world, ONE)).toBeUndefined();
  return run?.problems as readonly { place: string; message: { zh: string } }[];
}

/** The mark that the hidden sheet carries, changed. */
const remark = (key: string, value: string) => (workbook: ExcelJS.Workbook) => {
  workbook.getWorksheet('标识')?.eachRow((row) => {
    if (row.getCell(1).value === key) row.getCell(2).value = value;
  });
};

describe('a file that is no questionnaire of this assessment', () => {
  it.each([
    ['100,000 rows', () => longWorkbook(100_000), '超过 20,000 行。'],
    ['an archive that unpacks to 150 MB', packedBomb, '文件超过 5 MB。'],
    ['more bytes than allowed', () => Buffer.alloc(5_000_001, 'x'), '文件超过 5 MB。'],
    ['an empty file', () => Buffer.alloc(0), '文件为空，或没有表头。'],
    ['a PDF renamed', () => Buffer.from('%PDF-1.7\n%%EOF\n'), '这不是 XLSX 工作簿'],
    [
      'an old or encrypted workbook',
      () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      '请另存为不加密的 XLSX',
    ],
    ['half a workbook', () => longWorkbook(10).subarray(0, 400), '文件已损坏，无法读取。'],
    ['another workbook', () => longWorkbook(10), '缺少标识页'],
  ])('%s is refused in words; nothing is kept', async (_what, bytes, said) => {
    const before = await eventCount(db, world);
    const result = await preview(bytes());
    if (result.ok) throw new Error('read');
    expect(result.refusal).toMatchObject({
      fields: { file: { zh: expect.stringContaining(said) as string } },
    });
    expect([await eventCount(db, world), await importCount()]).toEqual([before, 0]);
  });

  it.each([
    ['model', 'dsmm-2019', '另一模型'],
    ['modelDigest', 'ab'.repeat(32), '另一版本'],
    ['assessment', '01890000-0000-7000-8000-000000000000', '属于另一项评估'],
    ['format', 'shuheng-questionnaire-0', '缺少标识页'],
  ])('one marked with another %s is refused in words', async (key, value, said) => {
    const result = await preview(await exportedWorkbook(ports, world, remark(key, value)));
    if (result.ok) throw new Error('read');
    expect(result.refusal).toMatchObject({
      fields: { file: { zh: expect.stringContaining(said) as string } },
    });
    expect(await importCount()).toBe(0);
  });
});

describe('a workbook made to break its reader', () => {
  it.each(HOSTILE)('%s is refused in words; nothing is kept', async (_what, make) => {
    const before = await eventCount(db, world);
    const result = await preview(make());
    if (result.ok) throw new Error('read');
    expect(JSON.stringify(result.refusal)).toMatch(/"zh":"[^"]*\p{Script=Han}/u);
    expect([await eventCount(db, world), await importCount()]).toEqual([before, 0]);
  });
});

describe('a questionnaire that was changed where it may not be', () => {
  it('tells a moved column by its head, and reads no row below it', async () => {
    const problems = await problemsOf((workbook) => {
      grade(ONE, '满足')(workbook);
      workbook.worksheets[0]?.spliceColumns(GRADE, 0, []);
    });
    expect(problems.map(({ place }) => place.split('!')[1])).toEqual(['F1', 'G1', 'H1', 'I1']);
    expect(problems[0]?.message.zh).toContain('列被移动或改名：此处应为“结论”');
  });

  it('tells formulas, another model’s ids, doubled rows and grades outside the scheme by their cells', async () => {
    const problems = await problemsOf((workbook) => {
      const sheet = workbook.worksheets[0];
      if (!sheet) throw new Error('no sheet');
      sheet.getRow(2).getCell(NOTE).value = { formula: 'CONCAT("a","b")', result: 'ab' };
      sheet.getRow(3).getCell(ID).value = 'PA01.organisation-L3-1';
      sheet.getRow(5).getCell(ID).value = sheet.getRow(4).getCell(ID).value;
      sheet.getRow(6).getCell(GRADE).value = '优秀';
      sheet.getRow(7).getCell(NOTE).value = '长'.repeat(20_000);
    });
    const said = problems.map(({ place, message }) => [place.split('!')[1], message.zh]);
    expect(said).toEqual([
      ['G2', expect.stringContaining('公式')],
      ['A3', expect.stringContaining('没有准则 PA01.organisation-L3-1')],
      ['A5', expect.stringContaining('出现两次')],
      ['F6', expect.stringContaining('结论只能是')],
      ['G7', expect.stringContaining('说明不能超过')],
    ]);
  });
});

describe('an import that is interrupted', () => {
  const both = async () =>
    exportedWorkbook(ports, world, (workbook) => {
      grade(ONE, '满足')(workbook);
      grade(TWO, '不满足')(workbook);
    });

  it('by the signature of the assessment writes nothing', async () => {
    const id = await previewed(await both());
    await moveTo(db, world, 'signed');
    const before = await eventCount(db, world);
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect([await stored(ports, world, ONE), await eventCount(db, world)]).toEqual([undefined, before]);
  });

  it('by a second press at the same moment is applied once', async () => {
    const id = await previewed(await both());
    const before = await eventCount(db, world);
    const results = await Promise.all([apply(id), apply(id)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const after = await eventCount(db, world);
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    expect(await stored(ports, world, TWO)).toMatchObject({ grade: 'unmet', revision: 1 });
    expect(after).toBeGreaterThan(before);
    expect(await eventCount(db, world)).toBe(after);
  });

  it('by a failure half-way leaves no answer, no event, and can be applied later', async () => {
    const id = await previewed(await both());
    const before = await eventCount(db, world);
    const breaking: Pick<Ports, 'db'> = {
      db: {
        ...ports.db,
        transaction: (scope, work) =>
          ports.db.transaction(scope, async (trx) => {
            await work(trx);
            throw new Error('the connection broke');
          }),
      },
    };
    const { evaluator, assessmentId } = world;
    const request = { assessmentId, importId: id, conflicts: null };
    await expect(applyWorkbook(breaking, evaluator, minute(5), request)).rejects.toThrow('connection broke');
    expect([await stored(ports, world, ONE), await eventCount(db, world)]).toEqual([undefined, before]);
    expect(await apply(id)).toEqual({ ok: true, value: { count: 2 } });
  });
});
