import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import { IMPORT_COLUMNS } from '#app/domain/target/entry-import.ts';
import { EntryFilterSchema } from '#app/domain/target/entry-filter.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { submitBatch } from '#app/services/batch/submit-batch.server.ts';
import { claimBatch } from '#app/services/batch/claim-batch.server.ts';
import { changeEntry } from '#app/services/batch/change-entry.server.ts';
import { discardEntryImport } from '#app/services/entry/discard-entry-import.server.ts';
import { readFindings } from '#app/services/entry/import-problem.step.server.ts';
import { previewEntryImport } from '#app/services/entry/preview-entry-import.server.ts';
import { undoImport } from '#app/services/entry/undo-import.server.ts';
import { writeEntryImport } from '#app/services/entry/write-entry-import.server.ts';
import {
  writeEntryCsvTemplate,
  writeEntryTemplate,
} from '#app/services/entry/write-entry-template.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { getEntryImport } from '#db/queries/entry-import.read.ts';
import { countEntries, listEntries } from '#db/queries/entry.read.ts';
import {
  BATCH_PLAN,
  type BatchWorld,
  itemLine,
  makeBatch,
  makeBatchWorld,
  makePlan,
  officeOf,
  revisionOf,
} from '#tests/support/batch-world.ts';
import { codeOf, valueOf } from '#tests/support/batch-desk.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
});
afterAll(() => db.close());

let serial = 0;
function newCode(): string {
  serial += 1;
  const stem = `91370100MA${String(serial).padStart(7, '0')}`;
  return `${stem}${usccCheckCharacter(stem) ?? ''}`;
}

const HEADER = '指标编号,类别,名称,统一社会信用代码,地区,日期,数量,数值,数据来源';
const item = (name: string, uscc = newCode(), region = '370100') =>
  `XC01,名录条目,${name},${uscc},${region},2023/5/1,,,`;
const figure = (day: string, value: number) => `XV01,填报数,,,370100,${day},,${value},统计快报`;

function preview(actor: Actor, lines: readonly string[], planId = world.planId, header = HEADER) {
  return previewEntryImport(ports, actor, TEST_MOMENT, {
    planId,
    content: BATCH_PLAN,
    isPlanHouse: actor === world.province.supervisor,
    file: { fileName: '条目.csv', content: Readable.from([Buffer.from([header, ...lines].join('\n'))]) },
  });
}

async function findingsOf(actor: Actor, runId: string) {
  const scope = officeOf(actor);
  const run = await db.transaction(scope, (trx) => getEntryImport(trx, scope, runId));
  if (!run) throw new Error('no import');
  return { ...readFindings(run.problems), rows: run.rowCount, state: run.state };
}

const write = (actor: Actor, runId: string, isChecked = false) =>
  writeEntryImport(ports, actor, TEST_MOMENT, { runId, isChecked });
const undo = (actor: Actor, batch: BatchKey) => undoImport(ports, actor, TEST_MOMENT, { batch });

async function written(actor: Actor, lines: readonly string[], planId = world.planId) {
  const { id } = valueOf(await preview(actor, lines, planId));
  return { runId: id, batch: valueOf(await write(actor, id)).batch };
}

async function recordOwn(batch: BatchKey) {
  const actor = world.province.supervisor;
  const revision = await revisionOf(db, actor, batch);
  return recordBatch(ports, actor, TEST_MOMENT, { batch, revision });
}

async function countOf(actor: Actor, planId: string) {
  const scope = officeOf(actor);
  const query = { planId, filter: EntryFilterSchema.parse({}), asAt: plainDate('2026-11-23') };
  return (await db.transaction(scope, (trx) => countEntries(trx, scope, query))).count;
}

const tallyOf = async (planId: string) => {
  const rows = await db.root
    .selectFrom('target_tally')
    .select('items')
    .where('plan_id', '=', planId)
    .execute();
  return rows.reduce((sum, { items }) => sum + items, 0);
};

const freshPlan = () => makePlan(db, world.province.organisation);

describe('an import', () => {
  it('is checked without a trace, becomes one draft, and counts once it is recorded', async () => {
    const planId = await freshPlan();
    const { supervisor } = world.province;
    const linked = newCode();
    const enterprise = await makeOrganisation(ports, {
      kind: 'enterprise',
      uscc: linked,
      regionCode: '370100',
    });
    await db.root
      .updateTable('organisation')
      .set({ programme_id: 'sd-big-data' })
      .where('id', '=', enterprise.id)
      .execute();
    const { id } = valueOf(
      await preview(supervisor, [item('甲公司', linked), item('乙厂'), figure('2023-03-31', 5)], planId),
    );
    expect(await findingsOf(supervisor, id)).toMatchObject({
      rowCount: 3,
      errorCount: 0,
      doubtCount: 0,
      rows: 3,
    });
    expect(await db.root.selectFrom('batch').select('id').where('plan_id', '=', planId).execute()).toEqual(
      [],
    );
    const { batch, isDone } = valueOf(await write(supervisor, id));
    expect(isDone).toBe(true);
    expect(await countOf(supervisor, planId)).toBe(0);
    expect(valueOf(await recordOwn(batch))).toEqual({ added: 3, corrected: 0, removed: 0 });
    expect(await countOf(supervisor, planId)).toBe(3);
    expect(await tallyOf(planId)).toBe(2);
    const entries = await db.root
      .selectFrom('entry')
      .select(['name', 'linked_organisation_id as linked'])
      .where('plan_id', '=', planId)
      .orderBy('name')
      .execute();
    expect(entries.filter(({ linked: to }) => to !== null)).toEqual([
      { name: '甲公司', linked: enterprise.id },
    ]);
    expect(codeOf(await write(supervisor, id))).toBe('not_allowed_now');
    expect(codeOf(await recordOwn(batch))).toBe('not_allowed_now');
    const events = await db.root
      .selectFrom('journal')
      .select('type')
      .where('subject_id', 'in', [id, batch.id])
      .orderBy('seq')
      .execute();
    expect(events.map(({ type }) => type)).toEqual([
      'entries.previewed',
      'batch.opened',
      'entries.imported',
      'batch.recorded',
    ]);
  });

  it('of fifty thousand rows of which one is wrong writes nothing and names the row', async () => {
    const { supervisor } = world.province;
    const lines = Array.from({ length: 50_000 }, (_, index) => {
      const name = `示例${String.fromCodePoint(0x4e00 + (index % 9000))}${index}`;
      return `XC01,,${name},,370100,${index === 31_233 ? '2023-02-30' : '2023-05-01'},,,`;
    });
    const before = await db.root
      .selectFrom('batch')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirst();
    const { id } = valueOf(await preview(supervisor, lines));
    const findings = await findingsOf(supervisor, id);
    expect(findings).toMatchObject({ rowCount: 50_000, errorCount: 1, rows: 0 });
    // The header is row 1.
    expect(findings.errors).toMatchObject([{ rowNumber: 31_235, header: '日期' }]);
    const refusal = await write(supervisor, id);
    expect(codeOf(refusal)).toBe('incomplete');
    expect(
      await db.root
        .selectFrom('batch')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirst(),
    ).toEqual(before);
    expect(codeOf(await preview(supervisor, [...lines, item('多一行')]))).toBe('invalid');
  }, 120_000);

  it('is written in slices, and nobody submits or records half of it', async () => {
    const planId = await freshPlan();
    const { supervisor } = world.province;
    const lines = Array.from({ length: 5_001 }, (_, index) => `XC01,,示例${index}号,,370100,2023-05-01,,,`);
    const { id } = valueOf(await preview(supervisor, lines, planId));
    const half = valueOf(await write(supervisor, id));
    expect(half).toMatchObject({ written: 5000, total: 5001, isDone: false });
    expect(codeOf(await recordOwn(half.batch))).toBe('not_allowed_now');
    const revision = await revisionOf(db, supervisor, half.batch);
    expect(codeOf(await submitBatch(ports, supervisor, TEST_MOMENT, { batch: half.batch, revision }))).toBe(
      'not_allowed_now',
    );
    const whole = valueOf(await write(supervisor, id));
    expect(whole).toEqual({ batch: half.batch, written: 5001, total: 5001, isDone: true });
    expect(valueOf(await recordOwn(half.batch)).added).toBe(5001);
    expect(await tallyOf(planId)).toBe(5001);
  }, 60_000);

  it('put aside half-way leaves no batch', async () => {
    const { supervisor } = world.province;
    const lines = Array.from({ length: 5_001 }, (_, index) => `XC01,,样本${index}号,,370100,2023-05-01,,,`);
    const { id } = valueOf(await preview(supervisor, lines));
    const { batch } = valueOf(await write(supervisor, id));
    expect(codeOf(await discardEntryImport(ports, supervisor, TEST_MOMENT, { runId: id }))).toBe('done');
    expect(await revisionOf(db, supervisor, batch)).toBe(0);
    expect(codeOf(await write(supervisor, id))).toBe('not_allowed_now');
    expect(codeOf(await discardEntryImport(ports, supervisor, TEST_MOMENT, { runId: id }))).toBe(
      'not_allowed_now',
    );
  });

  it('says what is there already: codes are refused, alike names need a look', async () => {
    const planId = await freshPlan();
    const { supervisor } = world.province;
    const code = newCode();
    const { batch } = await written(
      supervisor,
      [item('山东示例工业大数据科技有限公司', code), figure('2023-03-31', 5)],
      planId,
    );
    valueOf(await recordOwn(batch));
    const again = valueOf(await preview(supervisor, [item('改名', code), figure('2023-03-31', 6)], planId));
    expect(
      (await findingsOf(supervisor, again.id)).errors.map(({ rowNumber, header }) => [rowNumber, header]),
    ).toEqual([
      [2, IMPORT_COLUMNS.uscc],
      [3, IMPORT_COLUMNS.onDate],
    ]);
    const alike = valueOf(
      await preview(supervisor, ['XC01,,山东示例（工业大数据科技）股份公司,,370100,2023-05-01,,,'], planId),
    );
    expect(await findingsOf(supervisor, alike.id)).toMatchObject({ errorCount: 0, doubtCount: 1 });
    expect(await write(supervisor, alike.id)).toMatchObject({
      refusal: { code: 'incomplete', fields: { checked: {} } },
    });
    expect(valueOf(await write(supervisor, alike.id, true)).isDone).toBe(true);
  });

  it('is the house’s own, for its own region, in a plan that takes reports', async () => {
    const { city, otherCity, province } = world;
    const { id } = valueOf(await preview(city.reviewer, [item('济南企业')]));
    for (const stranger of [otherCity.supervisor, province.supervisor]) {
      expect(codeOf(await write(stranger, id))).toBe('not_found');
      expect(codeOf(await discardEntryImport(ports, stranger, TEST_MOMENT, { runId: id }))).toBe('not_found');
    }
    const outside = valueOf(
      await preview(city.reviewer, [
        item('青岛企业', newCode(), '370200'),
        item('南京企业', newCode(), '320100'),
      ]),
    );
    expect((await findingsOf(city.reviewer, outside.id)).errors.map(({ header }) => header)).toEqual([
      '地区',
      '地区',
    ]);
    const planId = await freshPlan();
    const closed = valueOf(await preview(city.reviewer, [item('某企业')], planId));
    await db.root
      .updateTable('plan')
      .set({ withdrawn_at: TEST_MOMENT.now })
      .where('id', '=', planId)
      .execute();
    expect(codeOf(await write(city.reviewer, closed.id))).toBe('not_allowed_now');
  });

  it.each([
    ['', '文件为空'],
    ['名称,日期\n甲,2023-05-01', '缺少列：指标编号'],
    [`${HEADER}\n`, '文件为空'],
    ['指标编号,日期,日期\nXC01,x,y', '表头相同'],
    ['\0\0\0', '无法识别'],
  ])('refuses the file %j', async (content, words) => {
    const result = await previewEntryImport(ports, world.province.supervisor, TEST_MOMENT, {
      planId: world.planId,
      content: BATCH_PLAN,
      isPlanHouse: true,
      file: { fileName: 'x.csv', content: Readable.from([Buffer.from(content)]) },
    });
    if (result.ok) throw new Error('taken');
    expect(result.refusal.fields?.file?.zh).toContain(words);
  });
});

describe('undoing', () => {
  it('removes every recorded entry of one import, once', async () => {
    const planId = await freshPlan();
    const { supervisor } = world.province;
    const kept = await written(supervisor, [item('留下')], planId);
    valueOf(await recordOwn(kept.batch));
    const gone = await written(supervisor, [item('一'), item('二'), figure('2023-03-31', 5)], planId);
    valueOf(await recordOwn(gone.batch));
    expect(await tallyOf(planId)).toBe(3);
    expect(valueOf(await undo(supervisor, gone.batch))).toEqual({ count: 3, isRecorded: true });
    expect(await countOf(supervisor, planId)).toBe(1);
    expect(await tallyOf(planId)).toBe(1);
    expect(codeOf(await undo(supervisor, gone.batch))).toBe('not_allowed_now');
    const again = valueOf(await preview(supervisor, [figure('2023-03-31', 6)], planId));
    expect(await findingsOf(supervisor, again.id)).toMatchObject({ errorCount: 0 });
    const events = await db.root
      .selectFrom('journal')
      .select(['type', 'is_shared as shared'])
      .where('subject_id', '=', gone.batch.id)
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(events).toEqual([{ type: 'batch.undone', shared: true }]);
  });

  it('is refused when an entry was corrected since, and names it', async () => {
    const planId = await freshPlan();
    const { supervisor } = world.province;
    const { batch } = await written(supervisor, [item('改过的'), item('没改的')], planId);
    valueOf(await recordOwn(batch));
    const scope = officeOf(supervisor);
    const query = { planId, filter: EntryFilterSchema.parse({ q: '改过' }), asAt: plainDate('2026-11-23') };
    const [entry] = (await db.transaction(scope, (trx) => listEntries(trx, scope, query))).rows;
    const correction = await makeBatch(ports, supervisor, planId, []);
    valueOf(
      await changeEntry(ports, supervisor, TEST_MOMENT, {
        batch: correction,
        entry: entry?.id ?? '',
        action: 'correct',
        line: itemLine({ name: '改过的新名', region: '370100' }),
        isTwice: true,
      }),
    );
    valueOf(await recordOwn(correction));
    const refusal = await undo(supervisor, batch);
    expect(codeOf(refusal)).toBe('conflict');
    expect(refusal.ok ? '' : refusal.refusal.words?.zh).toContain('改过的');
    expect(await countOf(supervisor, planId)).toBe(2);
  });

  it('deletes a draft; what a city submitted is the province’s to undo', async () => {
    const planId = await freshPlan();
    const { city, otherCity, province } = world;
    const draft = await written(city.reviewer, [item('草稿')], planId);
    expect(codeOf(await undo(otherCity.supervisor, draft.batch))).toBe('not_found');
    expect(codeOf(await undo(province.supervisor, draft.batch))).toBe('not_found');
    expect(valueOf(await undo(city.reviewer, draft.batch))).toEqual({ count: 1, isRecorded: false });
    const sent = await written(city.reviewer, [item('报送')], planId);
    const revision = await revisionOf(db, city.reviewer, sent.batch);
    valueOf(await submitBatch(ports, city.reviewer, TEST_MOMENT, { batch: sent.batch, revision }));
    expect(codeOf(await undo(city.reviewer, sent.batch))).toBe('not_allowed_now');
    valueOf(await claimBatch(ports, province.reviewer, TEST_MOMENT, { batch: sent.batch, takeOver: false }));
    const seen = await revisionOf(db, province.reviewer, sent.batch);
    valueOf(await recordBatch(ports, province.reviewer, TEST_MOMENT, { batch: sent.batch, revision: seen }));
    expect(codeOf(await undo(city.reviewer, sent.batch))).toBe('not_allowed_now');
    expect(valueOf(await undo(province.reviewer, sent.batch))).toEqual({ count: 1, isRecorded: true });
  });

  it('is for imports alone', async () => {
    const batch = await makeBatch(ports, world.province.supervisor, world.planId, [
      ['XC01', itemLine({ name: '手工' })],
    ]);
    expect(codeOf(await undo(world.province.supervisor, batch))).toBe('not_allowed_now');
  });
});

describe('the template', () => {
  const bytesOf = async (stream: Readable) => {
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
    return Buffer.concat(pieces);
  };

  it('has the columns of the import, as a workbook and as CSV', async () => {
    for (const [fileName, bytes] of [
      ['t.xlsx', await writeEntryTemplate(ports, BATCH_PLAN)],
      ['t.csv', await bytesOf(writeEntryCsvTemplate(ports))],
    ] as const) {
      const table = await ports.spreadsheets.readTable(Readable.from([bytes]), {
        fileName,
        maxRows: 10,
        maxBytes: 1_000_000,
      });
      expect(table).toMatchObject({ ok: true, headers: Object.values(IMPORT_COLUMNS), rows: [] });
    }
  });

  it('explains every column and lists every target', async () => {
    const book = await ports.spreadsheets.readWorkbook(
      Readable.from([await writeEntryTemplate(ports, BATCH_PLAN)]),
      { maxRows: 100, maxBytes: 1_000_000 },
    );
    if (!book.ok) throw new Error(book.refusal);
    const [, explained, targets] = book.sheets.map(({ rows }) => rows.map(({ cells }) => cells.get(0)?.text));
    expect(explained).toEqual(['列', ...Object.values(IMPORT_COLUMNS)]);
    expect(targets).toEqual(['指标编号', 'XC01', 'XS01', 'XV01', 'XP01', 'XD01']);
  });
});
