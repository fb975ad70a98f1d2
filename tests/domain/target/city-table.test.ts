import { describe, expect, it } from 'vitest';
import { cityTable } from '#app/domain/target/city-table.ts';
import { samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

const content = samplePlan([sampleTarget('A'), sampleTarget('B')]);
const standing = sampleStanding(
  content,
  '2023-12-31',
  [
    ['A', '370100', '2023-02-01', 8],
    ['A', '370200', '2023-02-01', 2],
    ['A', '370300', '2023-02-01', 5],
    ['B', '370202', '2023-02-01', 7],
  ],
  {
    splits: [
      { targetId: 'A', regionCode: '370100', value: 8 },
      { targetId: 'A', regionCode: '370400', value: 4 },
    ],
  },
);

describe('the table of cities', () => {
  it('has a row for each of the 16 cities and a column for each chosen target, in the plan’s order', () => {
    const table = cityTable(standing, ['B', 'A', 'ZZ'], { targetId: null, isAscending: false });
    expect(table.columns.map(({ target }) => target.id)).toEqual(['A', 'B']);
    expect(table.rows).toHaveLength(16);
    expect(table.rows[0]).toMatchObject({ code: '370100', name: { zh: '济南市' } });
    expect(table.columns[0]).toMatchObject({ citySum: 15, planValue: 15, isSplit: true });
    // A district counts for its city.
    expect(table.rows[1]?.cells[1]?.value).toBe(7);
  });

  it('judges a city by its share of the target alone', () => {
    const { rows } = cityTable(standing, ['A'], { targetId: null, isAscending: false });
    const cell = (code: string) => rows.find((row) => row.code === code)?.cells[0];
    expect(cell('370100')).toMatchObject({ value: 8, split: 8, status: 'reached', shade: 4 });
    expect(cell('370200')).toMatchObject({ value: 2, split: null, status: null, shade: 1 });
    expect(cell('370400')).toMatchObject({ value: null, split: 4, status: 'no_data', shade: 0 });
    expect(cell('370500')).toMatchObject({ value: null, split: null, status: null, shade: 0 });
  });

  it.each([
    [false, ['370100', '370300', '370200']],
    [true, ['370200', '370300', '370100']],
  ])('sorts by a column, ascending %s, those without data last', (isAscending, first) => {
    const { rows } = cityTable(standing, ['A'], { targetId: 'A', isAscending });
    expect(rows.slice(0, 3).map(({ code }) => code)).toEqual(first);
    expect(rows.slice(3).every(({ cells }) => cells[0]?.value === null)).toBe(true);
  });

  it('is empty for a plan without cities', () => {
    const national = sampleStanding(samplePlan([sampleTarget('A')], { region: '000000' }), '2023-12-31');
    expect(cityTable(national, ['A'], { targetId: null, isAscending: false }).rows).toEqual([]);
  });
});
