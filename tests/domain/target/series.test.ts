import { describe, expect, it } from 'vitest';
import {
  accumulate,
  countsOn,
  pointsUpTo,
  reportedPoints,
  summedPoints,
  valueOn,
} from '#app/domain/target/series.ts';
import { aTarget, day, FROM, points } from './judge-case.ts';

const change = (on: string, amount: number) => ({ on: day(on), change: amount });
const said = (regionCode: string, on: string, value: number) => ({
  targetId: 'T1',
  regionCode,
  on: day(on),
  value,
});

describe('points', () => {
  const series = points(['2023-01-05', 3], ['2023-02-01', 5]);

  it('hold until the next one', () => {
    expect(valueOn(series, day('2023-01-04'))).toBeNull();
    expect(valueOn(series, day('2023-01-05'))).toBe(3);
    expect(valueOn(series, day('2023-01-31'))).toBe(3);
    expect(valueOn(series, day('2023-02-01'))).toBe(5);
    expect(valueOn(series, day('2030-01-01'))).toBe(5);
    expect(valueOn([], day('2030-01-01'))).toBeNull();
  });
  it('after a day are left out', () => {
    expect(pointsUpTo(series, day('2023-01-31'))).toEqual(series.slice(0, 1));
    expect(pointsUpTo(series, day('2023-01-01'))).toEqual([]);
    expect(pointsUpTo(series, day('2023-02-01'))).toEqual(series);
  });
});

describe('entries', () => {
  it('add up by day, whatever their order', () => {
    expect(
      accumulate([
        change('2023-03-01', 2),
        change('2023-01-05', 1),
        change('2023-03-01', 4),
        change('2023-05-01', -3),
      ]),
    ).toEqual(points(['2023-01-05', 1], ['2023-03-01', 7], ['2023-05-01', 4]));
  });
  it('add up in decimals without a remainder', () => {
    const tenths = Array.from({ length: 10 }, (_unused, n) => change(`2023-01-${String(n + 10)}`, 0.1));
    expect(accumulate(tenths).at(-1)?.value).toBe(1);
    expect(accumulate([change('2023-01-01', 0.1), change('2023-01-02', 0.2)]).at(-1)?.value).toBe(0.3);
  });
  it('never fall below nothing', () => {
    expect(accumulate([change('2023-01-05', -2), change('2023-02-01', 5)])).toEqual(
      points(['2023-01-05', 0], ['2023-02-01', 3]),
    );
  });
});

describe('reports', () => {
  it('of one region come in the order of their days', () => {
    expect(reportedPoints([said('370000', '2023-06-01', 8), said('370000', '2023-02-01', 9)])).toEqual(
      points(['2023-02-01', 9], ['2023-06-01', 8]),
    );
  });
  it('of several add up what each said last', () => {
    expect(
      summedPoints([
        said('370200', '2023-03-01', 5),
        said('370100', '2023-02-01', 10),
        said('370100', '2023-04-01', 7),
        said('370300', '2023-04-01', 0.5),
      ]),
    ).toEqual(points(['2023-02-01', 10], ['2023-03-01', 15], ['2023-04-01', 12.5]));
  });
});

describe('the days that count', () => {
  it.each([
    ['cumulative', '2019-01-01', true],
    ['unstated', '2019-01-01', true],
    ['in_year', '2022-12-31', false],
    ['in_year', '2023-01-01', true],
    ['in_year', '2023-12-31', true],
    ['in_year', '2024-01-01', false],
  ] as const)('of a target %s: %s counts: %s', (counting, on, expected) => {
    expect(countsOn(aTarget({ counting }), FROM, day(on))).toBe(expected);
  });
  it('within the year, without a deadline, begin with the plan', () => {
    const target = aTarget({ counting: 'in_year', deadline: null });
    expect(countsOn(target, day('2023-03-01'), day('2023-02-28'))).toBe(false);
    expect(countsOn(target, day('2023-03-01'), day('2024-02-28'))).toBe(true);
  });
});
