import { describe, expect, it } from 'vitest';
import { crosswalkBetween } from '#assessments/crosswalk.ts';
import { maturityModel } from '#assessments/model.ts';
import { defaultScheme } from '#assessments/scheme.ts';
import { compareResults, editionPairs } from '#app/domain/assessment/compare.ts';
import { criteriaOf, itemsOf } from '#app/domain/assessment/model.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { GradeKey } from '#app/domain/assessment/scheme.ts';
import { domainLink, trendOf, type TrendResult } from '#app/domain/assessment/trend.ts';
import { plainScheme, smallModel } from './small-model.ts';

const model = smallModel({
  A: { '1': { '1': [0, 1, 1, 1, 1] }, '2': { '2': [0, 1, 1, 1, 1] } },
  B: { '3': { '3': [0, 1, 1, 1, 1] } },
});
const result = (grades: Record<string, GradeKey>, exclusions: Record<string, string> = {}) =>
  score(model, plainScheme, { grades, exclusions });

function editions() {
  const [old, young] = [maturityModel('dcmm-2018'), maturityModel('dcmm-2025')];
  const crosswalk = crosswalkBetween('dcmm-2018', 'dcmm-2025');
  if (!old || !young || !crosswalk) throw new Error('the editions are missing');
  return { old, young, crosswalk };
}

describe('two results of one model', () => {
  const self = result({ '1-L2-1': 'met', '1-L3-1': 'mostly', '2-L2-1': 'met', '3-L2-1': 'not_applicable' });
  const other = result(
    { '1-L2-1': 'met', '1-L3-1': 'unmet', '2-L2-1': 'mostly', '3-L2-1': 'met' },
    { '2': '集团承担' },
  );
  const comparison = compareResults(self, other, null);

  it('lists items that differ, the largest difference first', () => {
    // Item 1: 3 and 2. Item 2: 2, and excluded on the right. Item 3: L2 not applicable, L3 nothing: 2; and 2.
    expect(
      comparison.items.map(({ leftScore, rightScore }) => [leftScore?.exact, rightScore?.exact]),
    ).toEqual([
      ['3', '2'],
      ['2', undefined],
      ['2', '2'],
    ]);
    expect(comparison.disagreements.map(({ left, difference }) => [left, difference?.exact])).toEqual([
      [['1'], '-1'],
    ]);
  });

  it('lists grades that differ: first whether it applies, then by distance; what one side left open is none', () => {
    expect(comparison.grades).toEqual([
      { criterionId: '3-L2-1', left: 'not_applicable', right: 'met', distance: null },
      { criterionId: '1-L3-1', left: 'mostly', right: 'unmet', distance: 2 },
    ]);
  });

  it('has the same sizes in the other direction, and nothing against itself', () => {
    const back = compareResults(other, self, null);
    expect(back.disagreements.map(({ difference }) => difference?.exact)).toEqual(['1']);
    expect(compareResults(self, self, null)).toMatchObject({ disagreements: [], grades: [] });
  });
});

describe('two editions', () => {
  it('accounts for every item of both once, and compares no grades', () => {
    const { old, young, crosswalk } = editions();
    const scheme = defaultScheme('dcmm');
    const all = (of: typeof old, grade: GradeKey) =>
      score(of, scheme, {
        grades: Object.fromEntries(criteriaOf(of).map(({ id }) => [id, grade])),
        exclusions: {},
      });
    const comparison = compareResults(
      all(old, 'met'),
      all(young, 'unmet'),
      editionPairs(old, young, crosswalk),
    );
    expect(comparison.grades).toBeNull();
    expect(comparison.items.flatMap(({ left }) => left).sort()).toEqual(
      itemsOf(old)
        .map(({ id }) => id)
        .sort(),
    );
    expect(comparison.items.flatMap(({ right }) => right).sort()).toEqual(
      itemsOf(young)
        .map(({ id }) => id)
        .sort(),
    );
    const assets = comparison.items.find(({ right }) => right.includes('9.1'));
    expect(assets).toMatchObject({ left: [], leftScore: null, difference: null });
    const split = comparison.items.find(({ left }) => left.includes('12.2'));
    expect(split?.right).toEqual(['10.2', '10.3']);
    expect(split?.difference?.exact).toBe('-4');
  });

  it('joins only domains of which nothing changed', () => {
    const { old, young, crosswalk } = editions();
    const { pairs } = domainLink(old, young, crosswalk);
    const name = (of: typeof old, id: string) => of.domains.find((domain) => domain.id === id)?.name.zh;
    const names = pairs.map(({ left, right }) => [name(old, left), name(young, right)]);
    expect(names).toContainEqual(['数据战略', '数据战略']);
    expect(names).toContainEqual(['数据质量', '数据质量']);
    for (const changed of ['数据应用', '数据标准', '数据治理', '数据安全']) {
      expect(names.map(([left]) => left)).not.toContain(changed);
    }
  });
});

describe('a trend', () => {
  const point = (
    id: string,
    modelId: string,
    signedAt: string,
    domains: string[],
    schemeDigest = 's',
  ): TrendResult => ({
    id,
    modelId,
    schemeDigest,
    signedAt,
    overall: { exact: '2', shown: '2.00' },
    domains: domains.map((domain) => ({ id: domain, score: { exact: '2', shown: '2.00' } })),
  });
  const links = [
    {
      fromModelId: 'old',
      toModelId: 'young',
      pairs: [
        { left: '6', right: '6' },
        { left: '11', right: '10' },
      ],
    },
  ];
  const trend = trendOf(
    [
      point('c', 'young', '2026-08-01T00:00:00.000Z', ['6', '10', '9']),
      point('a', 'old', '2024-08-01T00:00:00.000Z', ['6', '11', '9']),
      point('b', 'old', '2025-08-01T00:00:00.000Z', ['6', '11', '9']),
    ],
    links,
  );
  const joins = (key: string) =>
    trend.domains.find((line) => line.key === key)?.points.map(({ join }) => join);

  it('joins what a link says is the same, under whichever number', () => {
    expect(trend.domains.map(({ key }) => key)).toEqual(['young 6', 'young 10', 'young 9', 'old 9']);
    expect(joins('young 6')).toEqual(['first', 'joined', 'edition-joined']);
    expect(joins('young 10')).toEqual(['first', 'joined', 'edition-joined']);
  });

  it('keeps things apart that only share a number', () => {
    expect(joins('old 9')).toEqual(['first', 'joined']);
    expect(joins('young 9')).toEqual(['first']);
  });

  it('breaks the overall line where the edition changes, and any line where the arithmetic does', () => {
    expect(trend.overall.points.map(({ join }) => join)).toEqual(['first', 'joined', 'edition']);
    const rescored = trendOf(
      [
        point('a', 'old', '2024-08-01T00:00:00.000Z', ['6']),
        point('b', 'old', '2025-08-01T00:00:00.000Z', ['6'], 'other'),
      ],
      [],
    );
    expect(rescored.domains[0]?.points.map(({ join }) => join)).toEqual(['first', 'scheme']);
  });

  it('draws no line to a point without a score', () => {
    const first = point('a', 'old', '2024-08-01T00:00:00.000Z', ['6']);
    const empty = {
      ...point('b', 'old', '2025-08-01T00:00:00.000Z', []),
      domains: [{ id: '6', score: null }],
    };
    expect(trendOf([first, empty], []).domains[0]?.points.map(({ join }) => join)).toEqual([
      'first',
      'missing',
    ]);
    expect(trendOf([], [])).toEqual({ overall: { key: 'overall', points: [] }, domains: [] });
  });
});
