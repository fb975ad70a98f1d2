import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveAnswers } from '#app/services/answer/save-answers.server.ts';
import type { Ports } from '#app/services/ports.ts';
import { applyWorkbook, type ConflictChoice } from '#app/services/workbook/apply-workbook.server.ts';
import { discardWorkbook } from '#app/services/workbook/discard-workbook.server.ts';
import { exportWorkbook } from '#app/services/workbook/export-workbook.server.ts';
import { previewWorkbook } from '#app/services/workbook/preview-workbook.server.ts';
import { makeReport } from '#app/services/report/make-report.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { testPorts } from '#tests/support/world.ts';
import {
  edit,
  eventCount,
  makeAnswerWorld,
  minute,
  moveTo,
  ONE,
  stored,
  TWO,
  type AnswerWorld,
} from '../answer/world.ts';

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

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};

const [GRADE, NOTE] = [6, 7];

/** The exported workbook with cells typed over: criterion → column → value. */
async function fill(
  typed: Readonly<Record<string, Readonly<Record<number, ExcelJS.CellValue>>>>,
  from = world,
): Promise<Buffer> {
  const { assessmentId, evaluator } = from;
  const { bytes } = valueOf(await exportWorkbook(ports, evaluator, minute(0), { assessmentId }));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      for (const [column, value] of Object.entries(typed[String(row.getCell(1).value)] ?? {})) {
        row.getCell(Number(column)).value = value;
      }
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const preview = (bytes: Buffer, actor = world.evaluator) =>
  previewWorkbook(ports, actor, minute(1), {
    assessmentId: world.assessmentId,
    fileName: '问卷.xlsx',
    content: Readable.from([bytes]),
  });
const apply = (importId: string, conflicts: ConflictChoice | null = null) =>
  applyWorkbook(ports, world.evaluator, minute(5), {
    assessmentId: world.assessmentId,
    importId,
    conflicts,
  });

describe('an offline questionnaire', () => {
  it('is written in one go, once, as the importer’s own answers', async () => {
    const bytes = await fill({ [ONE]: { [GRADE]: '满足', [NOTE]: '见制度' }, [TWO]: { [GRADE]: '不满足' } });
    const { id } = valueOf(await preview(bytes));
    expect(await stored(ports, world, ONE)).toBeUndefined();
    expect(valueOf(await apply(id))).toEqual({ count: 2 });
    expect(await stored(ports, world, ONE)).toMatchObject({
      grade: 'met',
      note: '见制度',
      authorName: '王评估',
    });
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('asks what becomes of a colleague’s later change, and does as told', async () => {
    const bytes = await fill({ [ONE]: { [GRADE]: '满足' }, [TWO]: { [GRADE]: '满足' } });
    const { assessmentId, validator } = world;
    valueOf(
      await saveAnswers(ports, validator, minute(1), {
        assessmentId,
        edits: [edit(ONE, { grade: 'unmet' })],
      }),
    );
    const { id } = valueOf(await preview(bytes));
    expect(await apply(id)).toMatchObject({ refusal: { code: 'invalid', fields: { conflicts: {} } } });
    expect(valueOf(await apply(id, 'keep'))).toEqual({ count: 1 });
    expect(await stored(ports, world, ONE)).toMatchObject({ grade: 'unmet' });
    const again = valueOf(await preview(bytes));
    expect(valueOf(await apply(again.id, 'file'))).toEqual({ count: 1 });
    expect(await stored(ports, world, ONE)).toMatchObject({ grade: 'met' });
  });

  it('writes nothing when an answer moved after the preview', async () => {
    const { id } = valueOf(
      await preview(await fill({ [ONE]: { [GRADE]: '满足' }, [TWO]: { [GRADE]: '满足' } })),
    );
    const { assessmentId, validator } = world;
    valueOf(
      await saveAnswers(ports, validator, minute(2), {
        assessmentId,
        edits: [edit(TWO, { grade: 'partly' })],
      }),
    );
    const before = await eventCount(db, world);
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect(await stored(ports, world, ONE)).toBeUndefined();
    expect(await eventCount(db, world)).toBe(before);
  });

  it('can be let go', async () => {
    const { id } = valueOf(await preview(await fill({ [ONE]: { [GRADE]: '满足' } })));
    const { assessmentId, evaluator } = world;
    valueOf(await discardWorkbook(ports, evaluator, minute(2), { assessmentId, importId: id }));
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
  });

  it('with a formula is shown with its cell, and can’t be applied', async () => {
    const { id } = valueOf(
      await preview(await fill({ [ONE]: { [GRADE]: { formula: 'F3', result: '满足' } } })),
    );
    expect(await apply(id)).toMatchObject({ ok: false, refusal: { code: 'incomplete' } });
    expect(await stored(ports, world, ONE)).toBeUndefined();
  });

  it('of another assessment, or none at all, is refused in words and keeps nothing', async () => {
    const other = await makeAnswerWorld(db, ports);
    const before = await eventCount(db, world);
    for (const bytes of [
      await fill({}, other),
      Buffer.alloc(0),
      Buffer.from('a,b'),
      Buffer.from('PK\u0003\u0004'),
    ]) {
      expect(await preview(bytes)).toMatchObject({ ok: false, refusal: { fields: { file: {} } } });
    }
    expect(await eventCount(db, world)).toBe(before);
  });

  it('is closed to who only reads, to strangers, and after sign-off', async () => {
    const bytes = await fill({ [ONE]: { [GRADE]: '满足' } });
    expect(await preview(bytes, world.viewer)).toMatchObject({ refusal: { code: 'forbidden' } });
    const other = await makeAnswerWorld(db, ports);
    expect(await preview(bytes, other.evaluator)).toMatchObject({ refusal: { code: 'not_found' } });
    const { id } = valueOf(await preview(bytes));
    await moveTo(db, world, 'signed');
    expect(await apply(id)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
  });
});

describe('a report', () => {
  it.each(['pdf', 'docx', 'xlsx'] as const)('is made as %s, with an event each', async (format) => {
    const { assessmentId, evaluator } = world;
    const before = await eventCount(db, world);
    const report = valueOf(
      await makeReport(ports, evaluator, minute(3), {
        assessmentId,
        version: 'latest',
        format,
        hasAnswers: false,
        issuer: null,
      }),
    );
    expect(report.fileName).toMatch(new RegExp(`草稿\\.${format}$`));
    expect(report.bytes.length).toBeGreaterThan(1000);
    expect(await eventCount(db, world)).toBe(before + 1);
  });

  it('is nobody else’s, and of no version that was never signed', async () => {
    const other = await makeAnswerWorld(db, ports);
    const ask = (actor: typeof world.evaluator, version: 'latest' | number) =>
      makeReport(ports, actor, minute(3), {
        assessmentId: world.assessmentId,
        version,
        format: 'xlsx',
        hasAnswers: false,
        issuer: null,
      });
    expect(await ask(other.evaluator, 'latest')).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await ask(world.evaluator, 7)).toMatchObject({ refusal: { code: 'not_found' } });
  });
});
