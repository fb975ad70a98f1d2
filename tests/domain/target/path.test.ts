import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/domain/calendar/plain-date.ts';
import { requiredOn, requiredPath } from '#app/domain/target/path.ts';
import type { Target } from '#app/domain/target/plan.ts';
import type { SeriesPoint } from '#app/domain/target/standing.ts';
import { aTarget, day, FROM, points } from './judge-case.ts';

function required(target: Target, series: readonly SeriesPoint[], on: string, from = FROM): number | null {
  const path = requiredPath(target, series, from);
  return path && requiredOn(path, day(on));
}

describe('the required path', () => {
  it.each([
    ['2022-05-01', 0],
    ['2023-01-01', 0],
    ['2023-01-02', 0.2747],
    ['2023-07-02', 50],
    ['2023-12-30', 99.7253],
    ['2023-12-31', 100],
    ['2025-01-01', 100],
  ])('asks on %s for %s of 100 by the end of the year', (on, value) => {
    expect(required(aTarget(), [], on)).toBe(value);
  });
  it('knows leap years', () => {
    const target = aTarget({ value: 366, deadline: day('2024-12-31') });
    // 59 of 365 days gone on 29 February, 60 on 1 March.
    expect(required(target, [], '2024-02-29', day('2024-01-01'))).toBe(59.1616);
    expect(required(target, [], '2024-03-01', day('2024-01-01'))).toBe(60.1644);
  });
  it('begins with what there was on the first day', () => {
    const series = points(['2021-06-01', 12], ['2022-12-01', 40], ['2023-02-01', 90]);
    expect(requiredPath(aTarget(), series, FROM)?.start).toEqual({ on: FROM, value: 40 });
    expect(required(aTarget(), series, '2023-07-02')).toBe(70);
    expect(requiredPath(aTarget(), points(['2023-01-01', 7]), FROM)?.start.value).toBe(7);
    expect(requiredPath(aTarget(), points(['2023-01-02', 7]), FROM)?.start.value).toBe(0);
  });
  it('doesn’t fall where more was there than is asked for', () => {
    const series = points(['2022-12-01', 140]);
    expect(required(aTarget(), series, '2023-01-01')).toBe(100);
    expect(required(aTarget(), series, '2023-07-02')).toBe(100);
  });
  it('begins anew each year for what happens within it', () => {
    const target = aTarget({ counting: 'in_year', deadline: day('2025-12-31') });
    const series = points(['2024-06-01', 30]);
    expect(requiredPath(target, series, FROM)?.start).toEqual({ on: '2025-01-01', value: 0 });
    const late = aTarget({ counting: 'in_year' });
    expect(requiredPath(late, series, day('2023-03-01'))?.start).toEqual({ on: '2023-03-01', value: 0 });
  });
  it('asks for everything at once where the deadline is the first day', () => {
    const target = aTarget({ deadline: FROM });
    expect(required(target, [], '2022-12-31')).toBe(0);
    expect(required(target, [], '2023-01-01')).toBe(100);
  });
  it('doesn’t exist without a deadline or for a limit', () => {
    expect(requiredPath(aTarget({ deadline: null }), [], FROM)).toBeNull();
    expect(requiredPath(aTarget({ direction: 'down' }), [], FROM)).toBeNull();
    expect(requiredPath(aTarget({ comparator: 'at_most' }), [], FROM)).toBeNull();
  });
  it('rises from start to end and never leaves them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: -400, max: 800 }), { minLength: 2, maxLength: 5 }),
        (start, value, offsets) => {
          const path = requiredPath(aTarget({ value }), [{ on: FROM, value: start }], FROM);
          if (!path) throw new Error('a path');
          const asked = offsets
            .sort((a, b) => a - b)
            .map((offset) => requiredOn(path, addDays(FROM, offset)));
          for (const [index, one] of asked.entries()) {
            expect(one).toBeGreaterThanOrEqual(Math.min(start, value));
            expect(one).toBeLessThanOrEqual(value);
            expect(one).toBeGreaterThanOrEqual(asked[index - 1] ?? 0);
          }
        },
      ),
    );
  });
});
