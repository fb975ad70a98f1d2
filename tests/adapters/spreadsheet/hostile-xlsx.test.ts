import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spreadsheet } from '#app/adapters/spreadsheet/spreadsheet.ts';
import * as hostile from './hostile-xlsx.ts';

const LIMITS = { maxRows: 10_000, maxBytes: 5_000_000 };

/** What reading costs: ms of the processor, and how much the process grew meanwhile, in MB. */
async function read(bytes: Buffer, by: 'table' | 'sheets') {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
  const started = process.cpuUsage();
  const content = Readable.from([bytes]);
  const result =
    by === 'table'
      ? await spreadsheet.readTable(content, { fileName: '表.xlsx', ...LIMITS })
      : await spreadsheet.readWorkbook(content, LIMITS);
  const ms = process.cpuUsage(started).user / 1000;
  clearInterval(watch);
  return { result, ms, grown: (Math.max(most, process.memoryUsage().rss) - before) / 1e6 };
}
/** Without limits most of these would take minutes, or all memory. */
const MOST_MS = 10_000;
const MOST_MB = 350;

describe.each(['table', 'sheets'] as const)('a hostile workbook, read as %s', (by) => {
  /** Those that take a while are read one way only. */
  const slow = (from: typeof by, make: () => Buffer) => (from === by ? make : hostile.claimsEverything);

  it.each<[string, () => Buffer, string | null, string | null]>([
    ['claims of every row and column', hostile.claimsEverything, null, null],
    ['cells in opposite corners', () => hostile.cornerCells(), null, null],
    ['a row below the last', () => hostile.cornerCells(hostile.MOST_ROWS + 1), 'damaged', 'damaged'],
    ['a column beyond the last', () => hostile.cornerCells(2, hostile.MOST_COLUMNS), 'damaged', 'damaged'],
    ['every row that there is', hostile.everyRow, 'too_many_rows', 'too_many_rows'],
    ['every row that there is, all empty', slow('table', hostile.everyEmptyRow), null, null],
    ['every column that there is', hostile.everyColumn, 'too_many_columns', null],
    ['hundreds of columns of empty rows', hostile.wideAndLong, 'too_many_columns', null],
    ['hundreds of thousands of full cells', slow('sheets', hostile.fullRows), null, 'too_large'],
    ['claims of billions of strings', hostile.claimsStrings, null, null],
    ['a million shared strings', slow('table', hostile.manyStrings), 'too_large', null],
    ['one huge shared string', hostile.hugeString, 'too_large', 'too_large'],
    ['a string longer than a cell holds', hostile.overlongString, 'damaged', 'damaged'],
    ['a long string in every row', hostile.repeatedString, 'too_large', 'too_large'],
    ['an element of countless attributes', hostile.manyAttributes, 'damaged', 'damaged'],
  ])('%s: is refused or read, in bounded time and memory', async (_what, make, asTable, asSheets) => {
    const { result, ms, grown } = await read(make(), by);
    expect(result.ok ? null : result.refusal).toBe(by === 'table' ? asTable : asSheets);
    expect(ms).toBeLessThan(MOST_MS);
    expect(grown).toBeLessThan(MOST_MB);
  });
});

describe('odd numbers', () => {
  it.each([
    ['yyyy-mm-dd', '1e308', '1e+308', 'impossible_date'],
    ['h:mm', '-1e300', '-1e+300', 'impossible_date'],
    ['yyyy-mm-dd h:mm', '9e15', '9000000000000000', 'impossible_date'],
    [`0.${'0'.repeat(200)}`, '1', `1.${'0'.repeat(30)}`, undefined],
    ['0.00', 'NaN', 'NaN', undefined],
    ['0.00', '1e400', '1e400', undefined],
  ])('in the format %s: %s is shown as %s', async (format, value, shown, problem) => {
    const { result } = await read(hostile.oddNumbers(format, value), 'table');
    if (!result.ok || !('rows' in result)) throw new Error('not read');
    expect(result.rows[0]?.cells['数值']).toBe(shown);
    expect(result.rows[0]?.problems[0]?.code).toBe(problem);
  });
});

describe('what an office program would fetch or run', () => {
  let server: Server;
  let address: string;
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  it('is neither: what the cells last showed is read, calculated ones are told', async () => {
    const bytes = hostile.reachesOut(address);
    const { result: table } = await read(bytes, 'table');
    if (!table.ok || !('rows' in table)) throw new Error('not read');
    expect(table.rows.map(({ cells }) => Object.values(cells))).toEqual([
      ['一', '2'],
      ['二', "=cmd|'/C calc'!A0"],
    ]);
    const { result: book } = await read(bytes, 'sheets');
    if (!book.ok || !('sheets' in book)) throw new Error('not read');
    const told = book.sheets[0]?.rows.map(({ cells }) =>
      [...cells.values()].map(({ isFormula }) => isFormula),
    );
    expect(told).toEqual([
      [false, false],
      [true, true],
      [true, false],
    ]);
    expect((await read(hostile.sheetElsewhere(address), 'table')).result).toEqual({
      ok: false,
      refusal: 'damaged',
    });
    expect(asked).toEqual([]);
  });
});
