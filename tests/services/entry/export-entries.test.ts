import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { EntryFilterSchema, type EntryFilter } from '#app/domain/target/entry-filter.ts';
import { recordBatch } from '#app/services/batch/record-batch.server.ts';
import { exportEntries } from '#app/services/entry/export-entries.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { countEntries, getEntry, listEntries, listEntryChanges } from '#db/queries/entry.read.ts';
import { codeOf, valueOf } from '#tests/support/batch-desk.ts';
import {
  BATCH_PLAN,
  type BatchWorld,
  figureLine,
  itemLine,
  makeBatch,
  makeBatchWorld,
  officeOf,
  revisionOf,
} from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;
const asAt = plainDate('2026-11-23');

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
  const { supervisor } = world.province;
  const lines = [
    ['XC01', itemLine({ name: '=HYPERLINK("http://bad.example")', uscc: null })],
    ['XC01', itemLine({ name: '山东示例大数据有限公司', onDate: plainDate('2023-01-15') })],
    ['XC01', itemLine({ name: '青岛样本', region: '370200', endedOn: plainDate('2023-09-01') })],
    ['XS01', itemLine({ name: '第一期培训', quantity: 30, onDate: plainDate('2023-02-01') })],
    ['XV01', figureLine({ onDate: plainDate('2023-03-31') })],
  ] as const;
  const batch = await makeBatch(ports, supervisor, world.planId, lines);
  const revision = await revisionOf(db, supervisor, batch);
  valueOf(await recordBatch(ports, supervisor, TEST_MOMENT, { batch, revision }));
});
afterAll(() => db.close());

const filterOf = (more: Partial<EntryFilter>) => ({ ...EntryFilterSchema.parse({}), ...more });
const queryOf = (more: Partial<EntryFilter>, on = asAt) => ({
  planId: world.planId,
  filter: filterOf(more),
  asAt: on,
});

async function named(more: Partial<EntryFilter>, on = asAt, actor = world.province.supervisor) {
  const scope = officeOf(actor);
  const query = queryOf(more, on);
  return db.transaction(scope, async (trx) => {
    const { rows } = await listEntries(trx, scope, query);
    expect((await countEntries(trx, scope, query)).count).toBe(rows.length);
    return rows.map(({ name, kind }) => name || kind).sort();
  });
}

describe('the list of entries', () => {
  const FORMULA = '=HYPERLINK("http://bad.example")';

  it('holds what counts on the day, and on request what has ended or comes later', async () => {
    expect(await named({})).toEqual([FORMULA, 'observation', '山东示例大数据有限公司', '第一期培训'].sort());
    expect(await named({}, plainDate('2023-01-31'))).toEqual(['山东示例大数据有限公司']);
    expect(await named({ state: 'later' }, plainDate('2023-05-01'))).toEqual([FORMULA, '青岛样本'].sort());
    expect(await named({ state: 'ended' })).toEqual(['青岛样本']);
    expect(await named({ state: 'all' })).toHaveLength(5);
    expect(await named({ state: 'removed' })).toEqual([]);
  });

  it.each<[Partial<EntryFilter>, string[]]>([
    [{ target: 'XS01' }, ['第一期培训']],
    [{ kind: 'observation' }, ['observation']],
    [{ region: '370200', state: 'all' }, ['青岛样本']],
    [{ from: plainDate('2023-02-01'), until: plainDate('2023-03-31') }, ['observation', '第一期培训']],
    [{ q: '示例 大数据' }, ['山东示例大数据有限公司']],
    [{ q: '山' }, ['山东示例大数据有限公司']],
    [{ q: '有限公司' }, ['山东示例大数据有限公司']],
    [{ q: "'; drop table entry; --" }, []],
    [{ q: '示例%' }, []],
  ])('narrowed by %j holds %j', async (filter, names) => {
    expect(await named(filter)).toEqual(names);
  });

  it('shows a city its own region alone', async () => {
    expect(await named({ state: 'all' }, asAt, world.otherCity.reviewer)).toEqual(['青岛样本']);
  });

  it('goes on where a page ended, and begins anew at a place that is none', async () => {
    const scope = officeOf(world.province.supervisor);
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const query = queryOf({ state: 'all', after });
      const page: Awaited<ReturnType<typeof listEntries>> = await db.transaction(scope, (trx) =>
        listEntries(trx, scope, query, 2),
      );
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect(await named({ state: 'all', after: 'bm9uZQ' })).toHaveLength(5);
  });

  it('tells an entry with its story, and nothing to another programme', async () => {
    const scope = officeOf(world.province.supervisor);
    const [row] = (await db.transaction(scope, (trx) => listEntries(trx, scope, queryOf({ target: 'XS01' }))))
      .rows;
    if (!row) throw new Error('no entry');
    const changes = await db.transaction(scope, (trx) => listEntryChanges(trx, world.planId, row.id));
    expect(changes).toMatchObject([
      { action: 'add', quantity: 30, recordedByName: world.province.supervisor.name, undoneAt: null },
    ]);
    const stranger = await makeActor(ports, world.city.organisation, 'supervisor');
    const other = officeOf(stranger);
    expect(await db.transaction(other, (trx) => getEntry(trx, other, world.planId, row))).toBeUndefined();
  });
});

describe('the export', () => {
  async function exported(format: 'xlsx' | 'csv', more: Partial<EntryFilter> = {}) {
    const { supervisor } = world.province;
    const input = { content: BATCH_PLAN, query: queryOf(more), isDemo: true, format };
    const stream = valueOf(await exportEntries(ports, supervisor, TEST_MOMENT, input));
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
    return Buffer.concat(pieces);
  }
  const read = (bytes: Buffer, fileName: string) =>
    ports.spreadsheets.readTable(Readable.from([bytes]), { fileName, maxRows: 100, maxBytes: 1_000_000 });

  it.each(['xlsx', 'csv'] as const)('is what the list shows, as %s', async (format) => {
    const table = await read(await exported(format, { target: 'XS01' }), `t.${format}`);
    if (!table.ok) throw new Error(table.refusal);
    expect(table.rows.map(({ cells }) => cells)).toMatchObject([
      {
        指标编号: 'XS01',
        名称: '第一期培训',
        数量: '30',
        地区: '370100',
        单位: '人次',
        状态: '截至当日有效',
        示例数据: '示例数据',
      },
    ]);
  });

  it('runs no formula that somebody typed as a name', async () => {
    expect((await exported('csv', { q: 'HYPERLINK' })).toString('utf8')).toContain(`"'=HYPERLINK(""http`);
    const book = await ports.spreadsheets.readWorkbook(Readable.from([await exported('xlsx')]), {
      maxRows: 100,
      maxBytes: 1_000_000,
    });
    if (!book.ok) throw new Error(book.refusal);
    const cells = book.sheets.flatMap(({ rows }) => rows.flatMap((row) => [...row.cells.values()]));
    expect(cells.filter(({ isFormula }) => isFormula)).toEqual([]);
    expect(cells.some(({ text }) => text.startsWith('=HYPERLINK'))).toBe(true);
  });

  it('is noted, without what was searched for', async () => {
    await exported('csv', { q: '绝密企业' });
    const event = await db.root
      .selectFrom('journal')
      .select('payload')
      .where('type', '=', 'entries.exported')
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(event?.payload).toContain('"searched":true');
    expect(event?.payload).not.toContain('绝密企业');
  });

  it('is an officer’s', async () => {
    const enterprise = { scope: { kind: 'anonymous' }, accountId: null, name: '', side: 'visitor' } as const;
    const input = { content: BATCH_PLAN, query: queryOf({}), isDemo: false, format: 'csv' } as const;
    expect(codeOf(await exportEntries(ports, enterprise, TEST_MOMENT, input))).toBe('forbidden');
  });
});
