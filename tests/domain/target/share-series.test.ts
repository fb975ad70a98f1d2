import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { samplingDays, shareSeries } from '#app/domain/target/share-series.ts';
import { samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

const day = plainDate;

describe('the days at which targets are compared', () => {
  it('are the first day, the ends of months, and the last day', () => {
    expect(samplingDays(day('2023-01-01'), day('2023-03-15'))).toEqual([
      '2023-01-01',
      '2023-01-31',
      '2023-02-28',
      '2023-03-15',
    ]);
    expect(samplingDays(day('2023-01-31'), day('2023-02-28'))).toEqual(['2023-01-31', '2023-02-28']);
    expect(samplingDays(day('2023-01-01'), day('2022-12-01'))).toEqual(['2022-12-01']);
  });

  it('stay few, in order and within the span, however long it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 9_000 }),
        (start, length) => {
          const from = addDays(day('1990-01-01'), start);
          const until = addDays(from, length);
          const days = samplingDays(from, until);
          expect(days[0]).toBe(from);
          expect(days.at(-1)).toBe(until);
          expect(days.length).toBeLessThanOrEqual(40);
          expect(new Set(days).size).toBe(days.length);
          expect(days.toSorted()).toEqual(days);
        },
      ),
    );
  });
});

describe('targets as shares of what is asked', () => {
  const content = samplePlan([
    sampleTarget('A'),
    sampleTarget('B', { value: 10 }),
    sampleTarget('C', { comparator: 'at_most', direction: 'down' }),
  ]);
  const standing = sampleStanding(content, '2023-03-31', [
    ['A', '370100', '2023-02-10', 50],
    ['B', '370100', '2023-01-01', 1],
    ['B', '370100', '2023-03-31', 10],
  ]);

  it('hold a value until the next, and know nothing before the first', () => {
    const { days, lines } = shareSeries(standing, ['A', 'B']);
    expect(days).toEqual(['2023-01-01', '2023-01-31', '2023-02-28', '2023-03-31']);
    expect(lines.map(({ shares }) => shares)).toEqual([
      [null, null, 0.5, 0.5],
      [0.1, 0.1, 0.1, 1.1],
    ]);
  });

  it('say which is highest and which lowest', () => {
    expect(shareSeries(standing, ['A', 'B']).finding.zh).toBe(
      '指标B最高，为目标的 110%；指标A最低，为 50%。',
    );
    expect(shareSeries(standing, ['A']).finding.zh).toBe('指标A为目标的 50%。');
  });

  it('leave out limits by name, and unknown targets without a word', () => {
    const series = shareSeries(standing, ['A', 'C', 'ZZ']);
    expect(series.lines.map(({ targetId }) => targetId)).toEqual(['A']);
    expect(series.left.map(({ targetId }) => targetId)).toEqual(['C']);
    expect(shareSeries(standing, []).finding.zh).toBe('所选指标暂无数据。');
  });
});
