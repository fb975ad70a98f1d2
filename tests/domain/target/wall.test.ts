import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from '#app/domain/words.ts';
import { wallPages } from '#app/domain/target/wall.ts';
import { type Came, samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

/** A plan with parts of the given sizes. */
function screensOf(sizes: readonly number[], came: readonly Came[] = []) {
  const parts = sizes.map((_, at) => ({ id: `p${at}`, title: words(`部分${at}`, `Part ${at}`) }));
  const targets = sizes.flatMap((size, part) =>
    Array.from({ length: size }, (_, at) => sampleTarget(`T${part}-${at}`, { part: `p${part}` })),
  );
  return wallPages(sampleStanding(samplePlan(targets, { parts }), '2023-12-31', came));
}

describe('the screens of the wall view', () => {
  it.each([
    [[4, 5, 4, 3], [[4, 4, 16]]],
    [[2, 3], [[3, 2, 5]]],
    [[1], [[1, 1, 1]]],
    [[], [[1, 1, 0]]],
    [
      [9, 5, 4],
      [
        [4, 4, 14],
        [2, 2, 4],
      ],
    ],
  ])('of parts of %j tiles are %j columns, rows and tiles', (sizes, screens) => {
    expect(screensOf(sizes).map(({ columns, rows, targets }) => [columns, rows, targets.length])).toEqual(
      screens,
    );
  });

  it('keep the document’s order, and name the parts where there are several screens', () => {
    const [first, second] = screensOf([9, 5, 4]);
    expect(first?.parts.map(({ zh }) => zh)).toEqual(['部分0', '部分1']);
    expect(second?.targets.map(({ target }) => target.id)).toEqual(['T2-0', 'T2-1', 'T2-2', 'T2-3']);
    expect(screensOf([16])[0]?.parts).toEqual([]);
  });

  it('show what lacks most first where one part takes several', () => {
    const [first] = screensOf([20], [['T0-19', '370100', '2023-03-01', 1]]);
    expect(first?.targets[0]?.target.id).toBe('T0-19');
  });

  it('hold every target once, never more than fit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }), (sizes) => {
        const pages = screensOf(sizes);
        const ids = pages.flatMap(({ targets }) => targets.map(({ target }) => target.id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
        for (const { targets, columns, rows } of pages) {
          expect(targets.length).toBeLessThanOrEqual(16);
          expect(columns * rows).toBeGreaterThanOrEqual(targets.length);
          expect(columns * (rows - 1)).toBeLessThan(Math.max(1, targets.length));
        }
      }),
      { numRuns: 40 },
    );
  });
});
