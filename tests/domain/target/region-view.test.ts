import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHANDONG_CITIES } from '#app/domain/organisation/region.ts';
import { GRID, gridPlace } from '#app/domain/target/city-grid.ts';
import { rankedCells, regionCells, regionFinding } from '#app/domain/target/region-view.ts';
import { words } from '#app/domain/words.ts';
import { samplePlan, sampleStanding, sampleTarget, type Came } from '#tests/support/standing.ts';

const CITIES = Object.keys(SHANDONG_CITIES);

function standingOf(
  came: readonly (readonly [code: string, items: number])[],
  splits: Readonly<Record<string, number>> = {},
  more: Parameters<typeof sampleTarget>[1] = {},
) {
  const rows = came.map(([code, items]): Came => ['T1', code, '2023-02-01', items]);
  const plan = samplePlan([sampleTarget('T1', { unit: words('家', 'enterprises'), ...more })]);
  const [standing] = sampleStanding(plan, '2023-06-30', rows, {
    splits: Object.entries(splits).map(([regionCode, value]) => ({ targetId: 'T1', regionCode, value })),
  }).targets;
  if (!standing) throw new Error('no target');
  return standing;
}

describe('the finding by city', () => {
  it.each([
    [
      'who leads and who lacks most',
      standingOf(
        [
          ['371400', 12],
          ['371100', 4],
        ],
        { '371400': 10, '371100': 10 },
      ),
      '德州市领先（12 家），日照市距分解目标还差 6 家。',
    ],
    [
      'how many more lack',
      standingOf(
        [
          ['371400', 12],
          ['371100', 4],
          ['370100', 9],
        ],
        { '371400': 10, '371100': 10, '370100': 10 },
      ),
      '德州市领先（12 家），日照市距分解目标还差 6 家，另有 1 市未达到。',
    ],
    [
      'that all are there',
      standingOf(
        [
          ['371400', 12],
          ['371100', 10],
        ],
        { '371400': 10, '371100': 10 },
      ),
      '德州市领先（12 家），各市均达到分解目标。',
    ],
    [
      'that a city with a share is silent, and never that it lacks',
      standingOf([['371400', 12]], { '371400': 10, '371100': 10 }),
      '德州市领先（12 家），有数据的市均达到分解目标；1 市暂无数据。',
    ],
    [
      'a shared lead',
      standingOf(
        [
          ['370100', 5],
          ['370200', 5],
        ],
        { '370100': 6, '370200': 5 },
      ),
      '济南市等市并列领先（5 家），济南市距分解目标还差 1 家。',
    ],
    [
      'a limit from above',
      standingOf(
        [
          ['370100', 8],
          ['370200', 2],
        ],
        { '370100': 5, '370200': 5 },
        {
          comparator: 'at_most',
          direction: 'down',
        },
      ),
      '济南市数值最高（8 家），济南市超出分解上限 3 家。',
    ],
  ])('says %s', (_what, standing, sentence) => {
    expect(regionFinding(standing).zh).toBe(sentence);
  });

  it('leaves targets that were not split to the plain comparison', () => {
    expect(
      regionFinding(
        standingOf([
          ['371400', 12],
          ['371100', 4],
        ]),
      ).zh,
    ).toMatch(/^德州市 12 家居首/);
    expect(regionFinding(standingOf([])).zh).toContain('暂无数据');
    expect(regionFinding(standingOf([], { '370100': 5 })).zh).toContain('暂无数据');
  });
});

describe('the cities of a target', () => {
  it('tells no data from nothing', () => {
    const cells = regionCells(
      standingOf([
        ['370100', 3],
        ['370200', 0],
      ]),
    );
    const cell = (code: string) => cells.find((one) => one.code === code);
    expect(cell('370200')).toMatchObject({ value: 0, rank: 2, shade: 0, length: 0 });
    expect(cell('370300')).toMatchObject({ value: null, rank: null, lack: null });
  });

  it('shades by the share of the city, or beside the largest', () => {
    const shadeOf = (items: number, split?: number) =>
      regionCells(
        standingOf(
          [
            ['370100', 100],
            ['370200', items],
          ],
          split ? { '370200': split } : {},
        ),
      ).find(({ code }) => code === '370200')?.shade;
    expect([1, 25, 49, 50, 75, 99, 100].map((items) => shadeOf(items))).toEqual([1, 1, 1, 2, 3, 3, 4]);
    expect([1, 5, 10, 20].map((items) => shadeOf(items, 10))).toEqual([1, 2, 4, 4]);
  });

  it('ranks the largest first, silent ones last, with bars within their frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...CITIES), fc.integer({ min: 0, max: 500 })), { maxLength: 30 }),
        fc.dictionary(fc.constantFrom(...CITIES), fc.integer({ min: 1, max: 600 })),
        (came, splits) => {
          const cells = rankedCells(standingOf(came, splits));
          expect(cells).toHaveLength(16);
          const values = cells.map(({ value }) => value ?? -1);
          expect(values).toEqual(values.toSorted((a, b) => b - a));
          for (const { length, splitAt, lack } of cells) {
            expect(length >= 0 && length <= 1 && (splitAt ?? 0) <= 1).toBe(true);
            expect(lack === null || lack >= 0).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the map of squares', () => {
  it('has a square of its own for each of the 16 cities, within the map', () => {
    const places = CITIES.map((code) => gridPlace(code));
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(16);
    for (const place of places) {
      expect(place !== null && place.column < GRID.columns && place.row < GRID.rows).toBe(true);
    }
    expect(gridPlace('110000')).toBeNull();
  });

  it('keeps the cities as they lie: Weihai the easternmost, Zaozhuang the southernmost, Dezhou in the north', () => {
    const at = (code: string) => gridPlace(code) ?? { column: -1, row: -1 };
    for (const code of CITIES) {
      expect(at(code).column).toBeLessThanOrEqual(at('371000').column);
      expect(at(code).row).toBeLessThanOrEqual(at('370400').row);
      expect(at(code).row).toBeGreaterThanOrEqual(at('371400').row);
    }
    expect(at('371500').column).toBeLessThan(at('370100').column);
    expect(at('370200').row).toBeGreaterThan(at('370600').row);
  });
});
