import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPdfRenderer } from '#app/adapters/pdf/render-document.server.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DEFAULT_JUDGING } from '#app/domain/target/plan.ts';
import type { Ports } from '#app/services/ports.ts';
import { exportPlan } from '#app/services/target/export-plan.server.ts';
import { exportTarget } from '#app/services/target/export-target.server.ts';
import type { BriefingFormat, BriefingRequest } from '#app/services/target/gather-briefing.step.server.ts';
import { readStanding } from '#app/services/target/read-standing.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { regulatorScope, valueOf } from '#tests/support/plan.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { hasLibreOffice, openAsPdf } from '../../adapters/document/libreoffice.ts';
import { hasPoppler, readTightText } from '../../adapters/pdf/poppler.ts';
import { BOARD_PLAN, type BoardWorld, makeBoardWorld, SECRET_NAME } from '../../routes/board/world.ts';

const AS_AT = plainDate('2023-06-30');
let db: OpenDatabase;
let ports: Ports;
let world: BoardWorld;

beforeAll(async () => {
  db = await openTestDatabase();
  const pdf = await createPdfRenderer({ fontsFolder: 'app/adapters/pdf/fonts' });
  ports = testPorts(db, { pdf });
  world = await makeBoardWorld(db, ports);
});
afterAll(() => db.close());

async function request(
  format: BriefingFormat,
  actor: Actor = world.supervisor,
  isDemo = true,
): Promise<BriefingRequest> {
  const plan = { id: world.planId, content: BOARD_PLAN, judging: DEFAULT_JUDGING };
  const standing = await db.transaction(regulatorScope(actor), (trx) =>
    readStanding(trx, plan, AS_AT, TEST_MOMENT.today),
  );
  return { plan: { id: plan.id, houseName: '示例省厅', versionNo: 1, isDemo }, standing, format };
}

const plan = async (format: BriefingFormat, actor = world.supervisor, isDemo = true) =>
  valueOf(await exportPlan(ports, actor, TEST_MOMENT, await request(format, actor, isDemo)));
const target = async (format: BriefingFormat, targetId = 'B01') =>
  valueOf(await exportTarget(ports, world.supervisor, TEST_MOMENT, { ...(await request(format)), targetId }));

/** Sheets of a workbook as rows of texts. */
async function sheetsOf(bytes: Buffer) {
  const read = await ports.spreadsheets.readWorkbook(Readable.from([bytes]), {
    maxRows: 5000,
    maxBytes: 5_000_000,
  });
  if (!read.ok) throw new Error(read.refusal);
  return new Map(
    read.sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) => [...cells.entries()].map(([column, { text }]) => `${column}:${text}`)),
    ]),
  );
}

const pngSize = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

const SAYS = [
  '示例数据',
  '示例计划',
  '2023-06-30',
  '4项指标中1项已达成',
  '√已达成',
  '暂无数据',
  '力争≥10',
  '济南市',
  '示例：印发办法',
  '本平台约定',
  '示例数据：原文缺页',
];

describe('a plan as a file', () => {
  it.skipIf(!hasPoppler())('is a briefing as PDF, with as-at day, pages and digest', async () => {
    const made = await plan('pdf');
    const text = readTightText(made.bytes);
    for (const words of [...SAYS, '第1页/共', '内容摘要（SM3）', '数据截至：2023年6月30日'])
      expect(text).toContain(words);
    expect(made.fileName).toBe('示例计划进展-2023-06-30.pdf');
  });

  it.skipIf(!hasPoppler() || !hasLibreOffice())('says the same as DOCX', async () => {
    const text = readTightText(openAsPdf((await plan('docx')).bytes, 'docx'));
    for (const words of SAYS) expect(text).toContain(words);
  });

  it.skipIf(!hasPoppler())('is marked 示例数据 for a demo alone', async () => {
    const text = readTightText((await plan('pdf', world.supervisor, false)).bytes);
    expect(text).not.toContain('不是任何机关发布的实际结果');
  });

  it('is a workbook of targets, series, cities, tasks and entries', async () => {
    const made = await plan('xlsx');
    const sheets = await sheetsOf(made.bytes);
    expect([...sheets.keys()]).toEqual(['概况', '指标', '序列', '各市', '定性任务', '条目']);
    const rows = sheets.get('指标') ?? [];
    expect(rows).toHaveLength(5);
    expect(rows[1]).toContain('11:4');
    expect(rows[1]).toContain('12:100');
    expect(sheets.get('各市')).toHaveLength(1 + 4 * 16);
    const entries = sheets.get('条目') ?? [];
    expect(entries).toHaveLength(1 + 6);
    expect(entries.slice(1).every((row) => row.includes(`2:${SECRET_NAME}`))).toBe(true);
    expect(sheets.get('序列')?.filter((row) => row.includes('0:B01'))).toHaveLength(2);
  });

  it('is a picture', async () => {
    const made = await plan('png');
    expect(made.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(pngSize(made.bytes)[0]).toBe(1800);
    expect(made.contentType).toBe('image/png');
  });

  it('is the same for the same facts', async () => {
    const [one, other] = [await plan('pdf'), await plan('pdf')];
    expect(one.bytes.equals(other.bytes)).toBe(true);
  });

  it('gives a city the plan’s numbers and none of the others’ records', async () => {
    const sheets = await sheetsOf((await plan('xlsx', world.city)).bytes);
    expect(sheets.get('指标')?.[1]).toContain('11:4');
    expect(sheets.get('条目')).toHaveLength(1 + 5);
  });

  it('is an event in the journal of the house that exports', async () => {
    await plan('xlsx', world.city);
    const rows = await db.root
      .selectFrom('journal')
      .select(['type', 'is_shared', 'payload'])
      .where('organisation_id', '=', regulatorScope(world.city).organisationId)
      .where('type', '=', 'plan.exported')
      .execute();
    expect(rows.at(-1)).toMatchObject({ is_shared: false });
    expect(JSON.stringify(rows.at(-1)?.payload)).toContain(world.planId);
  });

  it('is refused to who may not export, and leaves no event', async () => {
    const refused = await exportPlan(ports, world.enterprise, TEST_MOMENT, await request('pdf'));
    expect(refused.ok).toBe(false);
  });
});

describe('one target as a file', () => {
  const ABOUT = [
    '指标B01',
    '示例数据',
    '√已达成',
    '4家（100%）',
    '济南市领先',
    '各市',
    '判定按名录条目',
    '第1条',
  ];

  it.skipIf(!hasPoppler())('is a briefing as PDF with its drawings', async () => {
    const text = readTightText((await target('pdf')).bytes);
    for (const words of [...ABOUT.filter((one) => one !== '济南市领先'), '要求进度', '截至2023-06-30'])
      expect(text).toContain(words);
    // Axis and squares are drawn with the text's own fonts.
    expect(text).toContain('单位：家');
    expect(text).toContain('青岛');
  });

  it.skipIf(!hasPoppler() || !hasLibreOffice())('opens as DOCX with its drawings as pictures', async () => {
    const { bytes } = await target('docx');
    expect(bytes.toString('latin1').split('word/media/').length).toBeGreaterThan(3);
    const text = readTightText(openAsPdf(bytes, 'docx'));
    for (const words of ['指标B01', '√已达成', '判定与依据']) expect(text).toContain(words);
  });

  it('is a workbook of that target alone', async () => {
    const sheets = await sheetsOf((await target('xlsx', 'B02')).bytes);
    expect([...sheets.keys()]).toEqual(['概况', '指标', '序列', '各市', '条目']);
    expect(sheets.get('条目')).toHaveLength(1 + 2);
    expect(sheets.get('指标')).toHaveLength(2);
  });

  it.each(['B01', 'B02', 'B03', 'B04'])('is a picture of %s, with or without data', async (id) => {
    const { bytes, fileName } = await target('png', id);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(fileName).toBe(`${id} 指标${id}-2023-06-30.png`);
  });

  it('is not found where the plan has no such target, and leaves no event', async () => {
    const before = await countEvents();
    const made = await exportTarget(ports, world.supervisor, TEST_MOMENT, {
      ...(await request('pdf')),
      targetId: 'B99',
    });
    expect(made).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await countEvents()).toBe(before);
  });
});

async function countEvents(): Promise<number> {
  const rows = await db.root
    .selectFrom('journal')
    .select('seq')
    .where('organisation_id', '=', regulatorScope(world.supervisor).organisationId)
    .execute();
  return rows.length;
}
