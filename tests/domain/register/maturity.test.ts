import { describe, expect, it } from 'vitest';
import { type MaturityCount, maturityFinding, maturityTables } from '#app/domain/register/maturity.ts';

const count = (
  section: string,
  level: number,
  number: number,
  more: Partial<MaturityCount> = {},
): MaturityCount => ({ modelId: 'dcmm-2025', side: 'self', section, level, count: number, ...more });

describe('maturity by industry', () => {
  const tables = maturityTables([
    count('I', 2, 3),
    count('I', 3, 2),
    count('C', 1, 1),
    count('', 0, 1),
    count('C', 4, 1, { side: 'independent' }),
    count('C', 2, 1, { modelId: 'dsmm-2019' }),
  ]);

  it('keeps models and sides apart, since they are no common scale', () => {
    expect(tables.map(({ modelId, side, total }) => [modelId, side, total])).toEqual([
      ['dcmm-2025', 'independent', 1],
      ['dcmm-2025', 'self', 7],
      ['dsmm-2019', 'self', 1],
    ]);
  });

  it('counts each level of each industry, the most results first, those without an industry named so', () => {
    expect(tables[1]?.rows.map(({ name, byLevel, total }) => [name.zh, byLevel.join(' '), total])).toEqual([
      ['信息传输、软件和信息技术服务业', '0 0 3 2 0 0', 5],
      ['未填行业', '1 0 0 0 0 0', 1],
      ['制造业', '0 1 0 0 0 0', 1],
    ]);
  });

  it('says how many reached the third level', () => {
    expect(tables[1] && maturityFinding(tables[1]).zh).toBe(
      '7 家企业已提交结果，其中 3 级及以上 2 家；信息传输、软件和信息技术服务业最多，5 家。',
    );
  });

  it('has no table for nothing', () => {
    expect(maturityTables([])).toEqual([]);
  });
});
