import { describe, expect, it } from 'vitest';
import type { Target } from '#app/domain/target/plan.ts';
import type { SeriesPoint } from '#app/domain/target/standing.ts';
import { words } from '#app/domain/words.ts';
import { aTarget, judged, points, stepText } from './judge-case.ts';

const forecast = (series: readonly SeriesPoint[], asAt: string, more: Partial<Target> = {}) =>
  judged(aTarget(more), series, asAt).forecast;

describe('a forecast', () => {
  it('goes on as in the last 90 days', () => {
    // 30 in the 90 days since 3 April; 182 days are left: 60 + 30 ÷ 90 × 182.
    const series = points(['2023-01-10', 20], ['2023-04-03', 30], ['2023-06-01', 60]);
    const answer = forecast(series, '2023-07-02');
    expect(answer).toMatchObject({ value: 120.6667, reachedOn: '2023-10-30' });
    expect(answer?.method.zh).toBe('按近 90 天平均增速外推');
  });
  it('goes by the time since the first point where that is shorter', () => {
    const series = points(['2023-06-02', 10], ['2023-06-20', 25]);
    const answer = forecast(series, '2023-07-02');
    // 15 in 30 days: 25 + 15 ÷ 30 × 182.
    expect(answer).toMatchObject({ value: 116, reachedOn: '2023-11-29' });
    expect(answer?.method.zh).toBe('按首个数据以来 30 天的平均增速外推');
  });
  it.each([
    ['one point', points(['2023-02-01', 20]), '2023-07-02', '数据不足两个时点，不作预测'],
    ['13 days', points(['2023-06-19', 20], ['2023-06-30', 30]), '2023-07-02', '数据不足 14 天，不作预测'],
  ])('isn’t made from %s, and says so', (_name, series, asAt, why) => {
    const answer = judged(aTarget(), series, asAt);
    expect(answer.forecast).toBeNull();
    expect(stepText(answer, '预测')).toBe(why);
  });
  it('is made from 14 days', () => {
    expect(forecast(points(['2023-06-18', 20], ['2023-06-30', 30]), '2023-07-02')).not.toBeNull();
  });
  it('names no day where nothing grows, and doesn’t fall below 0', () => {
    expect(forecast(points(['2023-02-01', 20], ['2023-06-01', 20]), '2023-07-02')).toMatchObject({
      value: 20,
      reachedOn: null,
    });
    expect(forecast(points(['2023-02-01', 90], ['2023-06-01', 10]), '2023-07-02')).toMatchObject({
      value: 0,
      reachedOn: null,
    });
  });
  it('names no day later than a year after the deadline', () => {
    // One in 90 days: 100 is 80 × 90 days away; 6 more are 540 days away, 547 being the bound.
    const slow = points(['2023-02-01', 19], ['2023-06-01', 20]);
    expect(forecast(slow, '2023-07-02')?.reachedOn).toBeNull();
    expect(forecast(slow, '2023-07-02', { value: 26 })?.reachedOn).toBe('2024-12-23');
    expect(forecast(slow, '2023-07-02', { value: 27 })?.reachedOn).toBeNull();
  });
  it('of more than a value asks for a day more where the line meets it', () => {
    const series = points(['2023-04-03', 10], ['2023-06-01', 100]);
    // One a day: 110 is met after 10 days, exceeded after 11.
    expect(forecast(series, '2023-07-02', { value: 110 })?.reachedOn).toBe('2023-07-12');
    expect(forecast(series, '2023-07-02', { value: 110, comparator: 'above' })?.reachedOn).toBe('2023-07-13');
  });
  it('names the day since when a value has held that is reached already', () => {
    const series = points(['2023-02-01', 110], ['2023-03-01', 90], ['2023-04-01', 105], ['2023-05-01', 106]);
    expect(forecast(series, '2023-07-02')?.reachedOn).toBe('2023-04-01');
    expect(forecast(points(['2023-02-01', 110], ['2023-03-01', 190]), '2023-07-02')?.reachedOn).toBe(
      '2023-02-01',
    );
  });
  it('keeps a share below 100%', () => {
    const share = { value: 85, unit: words('%', '%'), measure: 'value', headline: 'reported' } as const;
    const answer = forecast(points(['2023-04-03', 40], ['2023-06-01', 80]), '2023-07-02', share);
    expect(answer?.value).toBe(100);
    expect(answer?.method.zh).toBe('按近 90 天平均增速外推，以 100% 为上限');
  });
  it('isn’t made on or after the deadline', () => {
    const series = points(['2023-02-01', 20], ['2023-06-01', 60]);
    expect(forecast(series, '2023-12-30')).not.toBeNull();
    expect(forecast(series, '2023-12-31')).toBeNull();
    expect(forecast(series, '2024-05-01')).toBeNull();
  });
});
