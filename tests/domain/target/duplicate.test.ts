import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { findDuplicates, type KnownThing } from '#app/domain/target/duplicate.ts';
import type { ImportedLine } from '#app/domain/target/entry-import.ts';

const CODE = '91370100MA3C00001X';
const OTHER = '91370100MA3C00002T';

function line(
  rowNumber: number,
  more: Partial<ImportedLine['line']> & { targetId?: string } = {},
): ImportedLine {
  const { targetId = 'T1', ...rest } = more;
  return {
    rowNumber,
    targetId,
    line: {
      kind: 'item',
      name: `名${rowNumber}`,
      uscc: null,
      region: '370100',
      onDate: plainDate('2023-05-01'),
      endedOn: null,
      quantity: 1,
      value: null,
      source: '',
      document: '',
      note: '',
      ...rest,
    },
  };
}
const known = (more: Partial<KnownThing>): KnownThing => ({
  targetId: 'T1',
  kind: 'item',
  name: '已有企业',
  uscc: null,
  regionCode: '370100',
  onDate: '2023-01-01',
  ...more,
});
const find = (lines: readonly ImportedLine[], before: readonly KnownThing[] = [], enterprises = true) => {
  const { errors, doubts } = findDuplicates(lines, before, () => enterprises);
  const told = (list: typeof errors) => list.map((one) => `${one.rowNumber} ${one.header} ${one.message.zh}`);
  return { errors: told(errors), doubts: told(doubts) };
};

describe('what would be there twice', () => {
  it('is told by code first, within the file and against entries', () => {
    expect(find([line(2, { uscc: CODE, name: '甲' }), line(3, { uscc: CODE, name: '乙' })]).errors).toEqual([
      '3 统一社会信用代码 同一指标中代码重复：与第 2 行“甲”相同。',
    ]);
    expect(find([line(2, { uscc: CODE })], [known({ uscc: CODE })]).errors).toEqual([
      '2 统一社会信用代码 同一指标中代码重复：与已入库条目“已有企业”相同。',
    ]);
  });

  it('isn’t a second product of one enterprise', () => {
    const twice = [line(2, { uscc: CODE, name: '产品甲' }), line(3, { uscc: CODE, name: '产品乙' })];
    expect(find(twice, [], false)).toEqual({ errors: [], doubts: [] });
    const same = [line(2, { uscc: CODE, name: '产品甲' }), line(3, { uscc: CODE, name: '产品甲' })];
    expect(find(same, [], false).errors).toHaveLength(1);
  });

  it('isn’t the same code in another target', () => {
    expect(find([line(2, { uscc: CODE }), line(3, { uscc: CODE, targetId: 'T2', name: '名2' })])).toEqual({
      errors: [],
      doubts: [],
    });
  });

  it('is doubted by name, unless the codes differ', () => {
    const names = { name: '山东示例工业大数据科技有限公司' };
    expect(
      find([line(2, names)], [known({ name: '山东示例（工业大数据科技）股份有限公司' })]).doubts,
    ).toEqual([
      '2 名称 “山东示例工业大数据科技有限公司”与已入库条目“山东示例（工业大数据科技）股份有限公司”名称相近。',
    ]);
    expect(find([line(2, names), line(3, { name: '山东示例工业大数据科枝有限公司' })]).doubts).toHaveLength(
      1,
    );
    expect(find([line(2, { ...names, uscc: CODE }), line(3, { ...names, uscc: OTHER })])).toEqual({
      errors: [],
      doubts: [],
    });
  });

  it('is a second figure of one region and day', () => {
    const figure = { kind: 'observation', name: '', value: 5, quantity: null } as const;
    expect(find([line(2, figure), line(3, figure)]).errors).toHaveLength(1);
    const before = known({ kind: 'observation', name: '', onDate: '2023-05-01' });
    expect(find([line(2, figure)], [before]).errors).toEqual([
      '2 日期 济南市 2023-05-01：已有入库的填报数，请用更正。',
    ]);
    expect(find([line(2, figure), line(3, { ...figure, region: '370200' })]).errors).toEqual([]);
  });
});
