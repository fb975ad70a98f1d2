import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import {
  IMPORT_COLUMNS,
  type ImportColumn,
  importReader,
  missingImportColumns,
  normaliseDay,
  readImportRow,
} from '#app/domain/target/entry-import.ts';
import { words } from '#app/domain/words.ts';
import { samplePlan, sampleTarget } from '#tests/support/plan.ts';

const content = samplePlan('k', {
  targets: [
    sampleTarget('T1'),
    sampleTarget('S1', { measure: 'sum', unit: words('人次', 'people') }),
    sampleTarget('V1', { measure: 'value', unit: words('%', '%') }),
  ],
  deliverables: [
    { id: 'Q1', part: 'p1', clause: '第2条', text: words('成立联盟', 'Found it'), deadline: null },
  ],
});
const reader = (region = '370100') =>
  importReader({ content, today: plainDate('2026-11-23'), region, isPlanHouse: region === '370000' });

function read(cells: Partial<Record<ImportColumn, string>>, region?: string) {
  const named = Object.fromEntries(
    Object.entries(cells).map(([column, text]) => [IMPORT_COLUMNS[column as ImportColumn], text]),
  );
  return readImportRow({ rowNumber: 7, cells: named, problems: [] }, reader(region));
}
const item = { target: 'T1', name: '示例企业', onDate: '2023-05-01' };

describe('a day in a table', () => {
  it.each([
    ['2023-05-01', '2023-05-01'],
    ['2023/5/1', '2023-05-01'],
    ['2023.05.1', '2023-05-01'],
    ['2023年5月1日', '2023-05-01'],
    ['20230501', '2023-05-01'],
    ['２０２３／５／１', '2023-05-01'],
    ['2023-05-01 00:00:00', '2023-05-01'],
    ['2023-02-30', '2023-02-30'],
    ['5/1/2023', '5/1/2023'],
    ['', ''],
  ])('%s reads %s', (typed, day) => {
    expect(normaliseDay(typed)).toBe(day);
  });
});

describe('a row', () => {
  it('becomes a line, with what it may leave out', () => {
    expect(read(item)).toEqual({
      problems: [],
      line: {
        rowNumber: 7,
        targetId: 'T1',
        line: {
          kind: 'item',
          name: '示例企业',
          uscc: null,
          region: '370100',
          onDate: '2023-05-01',
          endedOn: null,
          quantity: 1,
          value: null,
          source: '',
          document: '',
          note: '',
        },
      },
    });
  });

  it.each([
    ['济南市', '370100'],
    ['济南', '370100'],
    ['370100', '370100'],
    ['', '370100'],
  ])('takes region “%s” as %s', (region, code) => {
    expect(read({ ...item, region }).line?.line.region).toBe(code);
  });

  it('is a figure where a value is given, or nothing else is taken', () => {
    const figure = { target: 't1', onDate: '2023-05-01', value: '12', source: '统计' };
    expect(read(figure).line).toMatchObject({ targetId: 'T1', line: { kind: 'observation', value: 12 } });
    expect(read({ target: 'V1', onDate: '2023-05-01', value: '85.5', source: '统计' }).problems).toEqual([]);
  });

  it.each<[string, Partial<Record<ImportColumn, string>>, string]>([
    ['no target', { ...item, target: '' }, '指标编号'],
    ['a target of another plan', { ...item, target: 'ZZ' }, '指标编号'],
    ['an unknown kind', { ...item, kind: '其他' }, '类别'],
    ['no name', { ...item, name: ' ' }, '名称'],
    ['a wrong code', { ...item, uscc: '91370100MA00000000' }, '统一社会信用代码'],
    ['a city of another province', { ...item, region: '320100' }, '地区'],
    ['another city', { ...item, region: '青岛市' }, '地区'],
    ['a future day', { ...item, onDate: '2026-11-24' }, '日期'],
    ['no such day', { ...item, onDate: '2023-02-30' }, '日期'],
    ['an end before the beginning', { ...item, endedOn: '2023-04-01' }, '终止日期'],
    ['a second count', { ...item, quantity: '2' }, '数量'],
    ['a broken person', { ...item, target: 'S1', quantity: '1.5' }, '数量'],
    ['a negative number', { ...item, target: 'S1', quantity: '-3' }, '数量'],
    ['an absurd number', { ...item, target: 'S1', quantity: '9'.repeat(15) }, '数量'],
    ['a share beyond 100', { target: 'V1', onDate: '2023-05-01', value: '101', source: 'x' }, '数值'],
    ['a figure without source', { target: 'V1', onDate: '2023-05-01', value: '1' }, '数据来源'],
    ['a null character', { ...item, name: '示例\0企业' }, '名称'],
    ['half a character', { ...item, note: '\ud83d' }, '备注'],
    ['a very long note', { ...item, note: '长'.repeat(1001) }, '备注'],
  ])('is refused for %s', (_what, cells, header) => {
    const { line, problems } = read(cells);
    expect(line).toBeNull();
    expect(problems.map((one) => [one.rowNumber, one.header])).toContainEqual([7, header]);
  });

  it('is told everything that is wrong with it at once', () => {
    const cells = { ...item, uscc: '1', region: '320100', onDate: '2027-01-01', quantity: '2', endedOn: 'x' };
    expect(
      read(cells)
        .problems.map(({ header }) => header)
        .sort(),
    ).toEqual(['统一社会信用代码', '地区', '日期', '数量', '终止日期'].sort());
  });

  it('about a deliverable is the plan’s own house’s', () => {
    const done = { target: 'Q1', onDate: '2023-05-01', value: '1', source: '文件' };
    expect(read(done).problems).toMatchObject([{ header: '指标编号' }]);
    expect(read(done, '370000').problems).toEqual([]);
  });

  it('keeps what the reader of the spreadsheet found', () => {
    const problem = { header: '统一社会信用代码', message: words('已转为数值', 'became a number') };
    const row = readImportRow(
      { rowNumber: 3, cells: { 指标编号: 'T1', 名称: '示例', 日期: '2023-05-01' }, problems: [problem] },
      reader(),
    );
    expect(row).toEqual({ line: null, problems: [{ rowNumber: 3, ...problem }] });
  });
});

it('needs a target and a day as columns', () => {
  expect(missingImportColumns(['名称', '日期'])).toEqual(['指标编号']);
  expect(missingImportColumns(Object.values(IMPORT_COLUMNS))).toEqual([]);
});
