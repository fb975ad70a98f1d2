import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import { checkRoster, missingColumns, type RawRosterRow } from '#app/domain/roster/roster-row.ts';
import { RosterFilterSchema, rosterSearch } from '#app/domain/roster/roster-filter.ts';
import { fillTemplate, NO_LIMIT, unknownPlaceholders, UrgeSchema } from '#app/domain/roster/urging.ts';
import { day } from '#tests/support/world.ts';

const code = (serial: number) => {
  const stem = `91310115MA${String(serial).padStart(7, '0')}`;
  return `${stem}${usccCheckCharacter(stem) ?? ''}`;
};

function row(rowNumber: number, cells: Partial<Record<string, string>> = {}): RawRosterRow {
  const all = {
    企业名称: `示例企业${rowNumber}`,
    统一社会信用代码: code(rowNumber),
    许可证编号: '沪B2-20190021',
    业务种类: 'B25',
    所在地区代码: '310115',
    联系邮箱: `a${rowNumber}@test.example`,
    ...cells,
  };
  return { rowNumber, cells: all as Record<string, string>, problems: [] };
}

const problemsOf = (rows: RawRosterRow[]) =>
  checkRoster(rows, '310000').problems.map((one) => `${one.rowNumber} ${one.header}`);

describe('a roster', () => {
  it('takes rows in any width and case, and brings them to one form', () => {
    const given = ` ${code(2).toLowerCase()} `;
    const { rows, problems } = checkRoster(
      [row(2, { 统一社会信用代码: given, 联系邮箱: 'A@Test.Example' })],
      '310000',
    );
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ uscc: code(2), contact: 'a@test.example' }]);
  });

  it.each([
    ['a name that is missing', { 企业名称: ' ' }, '企业名称'],
    [
      'a code with a wrong check character',
      { 统一社会信用代码: `${code(2).slice(0, 17)}?` },
      '统一社会信用代码',
    ],
    ['a region that is no code', { 所在地区代码: '浦东' }, '所在地区代码'],
    ['a region of another province', { 所在地区代码: '370100' }, '所在地区代码'],
    ['an address that is none', { 联系邮箱: '张三' }, '联系邮箱'],
    ['a licence that is too long', { 许可证编号: '沪'.repeat(201) }, '许可证编号'],
  ])('names %s by row and column', (_, cells, header) => {
    expect(problemsOf([row(2, cells)])).toEqual([`2 ${header}`]);
  });

  it('leaves contact and licence to those who have them', () => {
    expect(problemsOf([row(2, { 联系邮箱: '', 许可证编号: '', 业务种类: '' })])).toEqual([]);
  });

  it('names the second of two rows with one code', () => {
    const { problems } = checkRoster([row(2), row(3, { 统一社会信用代码: code(2) })], '310000');
    expect(problems).toMatchObject([{ rowNumber: 3, message: { zh: '与第 2 行重复。' } }]);
  });

  it('tells what the spreadsheet’s reader found, once', () => {
    const became = { header: '统一社会信用代码', message: { zh: '已被转为数值', en: 'became a number' } };
    const raw = { ...row(2, { 统一社会信用代码: '9.13101E+17' }), problems: [became] };
    expect(checkRoster([raw], '310000').problems).toEqual([{ rowNumber: 2, ...became }]);
  });

  it('says which columns are missing', () => {
    expect(missingColumns(['企业名称', '联系邮箱'])).toEqual(['统一社会信用代码', '所在地区代码']);
  });
});

describe('the text of an urging', () => {
  it('fills in name and date, or says that none is set', () => {
    expect(fillTemplate('{企业名称}：{期限}', '示例', day('2026-11-27'))).toMatch(/^示例：2026年11月27日/u);
    expect(fillTemplate('{期限}', '示例', null)).toBe(NO_LIMIT);
  });

  it('never reads a name as a placeholder', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(fillTemplate('{企业名称}', name, null)).toBe(name);
      }),
    );
    expect(fillTemplate('{企业名称}', '{期限}', null)).toBe('{期限}');
  });

  it('refuses placeholders that would be sent as they stand', () => {
    expect(unknownPlaceholders('{企业名称}{日期}')).toEqual(['{日期}']);
    const entry = ['019ab000-0000-7000-8000-000000000001'];
    expect(UrgeSchema.safeParse({ entry, text: '{日期}' }).success).toBe(false);
    expect(UrgeSchema.safeParse({ entry, text: '{企业名称}' }).success).toBe(true);
    expect(UrgeSchema.safeParse({ entry: [], text: '您好' }).success).toBe(false);
  });
});

describe('the filter in the address', () => {
  it('comes back as it was, and starts at the top when it changes', () => {
    const filter = RosterFilterSchema.parse({ state: 'missing', region: '310115', q: '云', after: 'X' });
    const back = Object.fromEntries(new URLSearchParams(rosterSearch(filter)));
    expect(RosterFilterSchema.parse(back)).toEqual({ ...filter, after: '' });
    expect(rosterSearch(RosterFilterSchema.parse({ state: 'nowhere' }))).toBe('');
  });
});
