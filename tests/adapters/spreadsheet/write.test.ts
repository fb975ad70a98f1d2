import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { guardCell, unguardCell } from '#app/adapters/spreadsheet/csv-guard.ts';
import type { CellValue, Column, TableResult } from '#app/adapters/spreadsheet/port.ts';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import { writeXlsx } from '#app/adapters/spreadsheet/write-xlsx.ts';

type Row = readonly CellValue[];

const columns = (headers: readonly string[]): Column<Row>[] =>
  headers.map((header, index) => ({ header, value: (row) => row[index] ?? null }));

const three = columns(['企业名称', '统一社会信用代码', '等待天数']);

const dangerous = [
  '=1+1',
  '=HYPERLINK("http://x.example","y")',
  '+86 21 5555',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u3000=1',
];

function readBack(bytes: Buffer, fileName: string): Promise<TableResult> {
  return spreadsheet.readTable(Readable.from([bytes]), { fileName, maxRows: 100_000, maxBytes: 50_000_000 });
}

async function texts(result: Promise<TableResult>): Promise<string[][]> {
  const table = await result;
  if (!table.ok) throw new Error(table.refusal);
  expect(table.rows.flatMap(({ problems }) => problems)).toEqual([]);
  return table.rows.map(({ cells }) => Object.values(cells));
}

describe('CSV', () => {
  it('has a byte order mark, CRLF, quotes where they are needed', async () => {
    const rows: Row[] = [
      ['示例数据有限公司', '913100000000000006', 3],
      ['甲,乙"丙"\n丁', null, -5],
    ];
    expect(await buffer(spreadsheet.writeCsv(three, rows))).toEqual(
      Buffer.from(
        '\ufeff企业名称,统一社会信用代码,等待天数\r\n' +
          "示例数据有限公司,'913100000000000006,3\r\n" +
          '"甲,乙""丙""\n丁",,-5\r\n',
      ),
    );
  });

  it.each(dangerous)('makes a text of %j', async (value) => {
    const csv = await text(spreadsheet.writeCsv(columns(['a']), [[value]]));
    expect(
      csv
        .slice(csv.indexOf('\r\n') + 2)
        .replace(/^"/, '')
        .startsWith("'"),
    ).toBe(true);
  });

  it.each([
    ['913100000000000006', true],
    ['00310000', true],
    ['12E5', true],
    ['1.5e-3', true],
    ['13800000000', false],
    ['310000', false],
    ['0', false],
    ['2026-10-12', false],
    ['91310000MA1FL0000X', false],
    ['上海市', false],
  ])('%s needs a guard: %s', (value, isGuarded) => {
    expect(guardCell(value)).toBe(isGuarded ? `'${value}` : value);
  });

  it('takes back exactly the guard that it gave', () => {
    const piece = fc.constantFrom("'", '=', '-', '0', '123456789012', '\t', ' ', '＝', '甲', 'E5');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (value) => {
          expect(unguardCell(guardCell(value))).toBe(value);
        },
      ),
    );
  });

  it('returns what was written', async () => {
    const rows: Row[] = [...dangerous, 'a"b', "'x", "'=x", ' 空格 ', '两\r\n行', '913100000000000006'].map(
      (value) => [value, 'x'],
    );
    const bytes = await buffer(spreadsheet.writeCsv(columns(['a', 'b']), rows));
    expect(await texts(readBack(bytes, 'x.csv'))).toEqual(rows);
  });

  it('breaks off when the rows fail', async () => {
    async function* failing(): AsyncGenerator<Row> {
      yield ['a', 'b', 1];
      await wait(1);
      throw new Error('the query failed');
    }
    await expect(buffer(spreadsheet.writeCsv(three, failing()))).rejects.toThrow('the query failed');
  });

  it('refuses a number that is none', async () => {
    await expect(buffer(spreadsheet.writeCsv(three, [['a', 'b', NaN]]))).rejects.toThrow(/等待天数/);
  });
});

describe('XLSX', () => {
  it('returns what was written, unaltered', async () => {
    const rows: Row[] = [
      ...dangerous.filter((value) => !value.includes('\r')),
      '<&>"\'',
      '_x0041_',
      '_x000D_',
      ' 空格 ',
      '𠮷😀',
      '913100000000000006',
      '00310000',
    ].map((value) => [value, 'x']);
    const bytes = await buffer(spreadsheet.writeXlsx(columns(['a', 'b']), rows));
    expect(await texts(readBack(bytes, 'x.xlsx'))).toEqual(rows);
  });

  it('holds no formula, and text cells that stay text when they are edited', async () => {
    const bytes = await buffer(spreadsheet.writeXlsx(three, [['=1+1', '913100000000000006', 7]]));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = workbook.worksheets[0];
    const found = [1, 2, 3].map((column) => {
      const cell = sheet?.getRow(2).getCell(column);
      return [cell?.type, cell?.value, cell?.numFmt];
    });
    expect(found).toEqual([
      [ExcelJS.ValueType.String, '=1+1', '@'],
      [ExcelJS.ValueType.String, '913100000000000006', '@'],
      [ExcelJS.ValueType.Number, 7, undefined],
    ]);
    const header = sheet?.getRow(1).getCell(1);
    expect([header?.value, header?.font.bold]).toEqual(['企业名称', true]);
  });

  it('goes on in a further sheet when one is full', async () => {
    const rows: Row[] = Array.from({ length: 5 }, (_, index) => [`第${index + 1}行`]);
    const bytes = await buffer(writeXlsx(columns(['a']), rows, 3));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    const found = workbook.worksheets.map((sheet) => [
      sheet.name,
      ...Array.from({ length: sheet.rowCount }, (_, index) => sheet.getRow(index + 1).getCell(1).value),
    ]);
    expect(found).toEqual([
      ['数据', 'a', '第1行', '第2行'],
      ['数据2', 'a', '第3行', '第4行'],
      ['数据3', 'a', '第5行'],
    ]);
  });

  it('cuts a text that no cell takes, and says so', async () => {
    const bytes = await buffer(spreadsheet.writeXlsx(columns(['a']), [['字'.repeat(40_000)]]));
    const [[cell = ''] = []] = await texts(readBack(bytes, 'x.xlsx'));
    expect(cell).toHaveLength(32_767);
    expect(cell.endsWith('…（已截断）')).toBe(true);
  });

  it('writes a header alone when there are no rows', async () => {
    const bytes = await buffer(spreadsheet.writeXlsx(three, []));
    expect(await readBack(bytes, 'x.xlsx')).toEqual({
      ok: true,
      headers: ['企业名称', '统一社会信用代码', '等待天数'],
      rows: [],
    });
  });

  it('breaks off when the rows fail', async () => {
    async function* failing(): AsyncGenerator<Row> {
      yield ['a', 'b', 1];
      await wait(1);
      throw new Error('the query failed');
    }
    await expect(buffer(spreadsheet.writeXlsx(three, failing()))).rejects.toThrow('the query failed');
  });
});

describe('20,000 rows', () => {
  async function* many(onRow: (produced: number) => void): AsyncGenerator<Row> {
    for (let index = 1; index <= 20_000; index += 1) {
      if (index % 50 === 0) await wait(0);
      onRow(index);
      yield [`示例数据第${index}号有限公司`, String(913100000000000000n + BigInt(index)), index];
    }
  }

  it.each(['xlsx', 'csv'] as const)('pass through %s whole, and come back', async (kind) => {
    const write = kind === 'xlsx' ? spreadsheet.writeXlsx : spreadsheet.writeCsv;
    const rows = await texts(
      readBack(
        await buffer(
          write(
            three,
            many(() => undefined),
          ),
        ),
        `x.${kind}`,
      ),
    );
    expect(rows).toHaveLength(20_000);
    expect(rows[19_999]).toEqual(['示例数据第20000号有限公司', '913100000000020000', '20000']);
  });

  it.each(['xlsx', 'csv'] as const)(
    'are not fetched ahead of a slow receiver (%s), nor after it has left',
    async (kind) => {
      let produced = 0;
      const write = kind === 'xlsx' ? spreadsheet.writeXlsx : spreadsheet.writeCsv;
      const output = write(
        three,
        many((count) => {
          produced = count;
        }),
      );
      await wait(1500);
      const whileWaiting = produced;
      expect(whileWaiting).toBeLessThan(20_000);
      output.destroy();
      await wait(300);
      expect(produced).toBeLessThan(whileWaiting + 2_000);
    },
  );
});
