import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportSheet } from '#app/domain/assessment/report-sheet.ts';
import { loader } from '#app/routes/register/export-overview.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, momentAt } from '#tests/support/world.ts';
import { makeRegister } from './world.ts';

describe('the overview as a workbook', () => {
  let db: OpenDatabase;
  let world: Awaited<ReturnType<typeof makeRegister>>;
  const made: (readonly ReportSheet[])[] = [];
  let ports: Ports;

  beforeAll(async () => {
    db = await openTestDatabase();
    world = await makeRegister(db);
    const { spreadsheets } = world.ports;
    const writeWorkbook: typeof spreadsheets.writeWorkbook = (sheets) => {
      made.push(sheets as readonly ReportSheet[]);
      return spreadsheets.writeWorkbook(sheets);
    };
    ports = { ...world.ports, spreadsheets: { ...spreadsheets, writeWorkbook } };
    const filer = await world.makeFiler('上海云示例科技有限公司');
    const holder = { uscc: filer.uscc, name: '云示例', licence: '沪B2-20150087' };
    await world.list([holder], '2026-01-05T02:00:00.000Z');
    const filing = await world.submit(filer, momentAt('2026-03-02T02:00:00.000Z'));
    await world.record(filing, momentAt('2026-03-05T02:00:00.000Z'));
  });
  afterAll(() => db.close());

  const download = (search = '', actor = world.reviewer) =>
    loader(incoming(ports, actor, `/overview/export${search}`));

  it('has the sentences and the table of every chart, as at the day', async () => {
    const response = await download('?at=2026-05-01');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(response.headers.get('Content-Disposition')).toContain(encodeURIComponent('总览-2026-05-01.xlsx'));
    const sheets = made.at(-1) ?? [];
    expect(sheets.map(({ name }) => name)).toEqual([
      '概况',
      '备案按许可类别',
      '备案按地区',
      '备案按月',
      '成熟度按行业',
      '有效证书',
    ]);
    expect(sheets[0]?.rows).toContainEqual(['截至日期', '2026-05-01']);
    expect(sheets[1]?.rows.at(-1)).toEqual(['合计', 1, 1, '100.0%', 0, 0, 0, null, 0, 0]);
    for (const { columns, rows } of sheets) for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it('stands in the journal of the office', async () => {
    await download('?at=2026-04-01');
    const { rows } = await db.pool.query<{ payload: string }>(
      `select payload from journal where organisation_id = $1 and type = 'register.exported' order by seq desc limit 1`,
      [world.office.id],
    );
    expect(JSON.parse(rows[0]?.payload ?? '{}')).toEqual({
      format: 'xlsx',
      asAt: '2026-04-01',
      part: 'overview',
    });
  });

  it('refuses a day that cannot be, and enterprises', async () => {
    expect(await statusOf(() => download('?at=2099-01-01'))).toBe(422);
    const house = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, house, 'owner');
    expect(await statusOf(() => download('', owner))).toBe(403);
  });
});
