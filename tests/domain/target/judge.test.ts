import { describe, expect, it } from 'vitest';
import type { Comparator, Target } from '#app/domain/target/plan.ts';
import { aTarget, day, FROM, judged, points, stepText } from './judge-case.ts';

/** Half of the way on 2 July 2023 (day 182 of 364). */
const HALFWAY = '2023-07-02';
const at = (value: number) => points(['2023-02-01', value]);
const status = (target: Target, value: number, asAt: string) => judged(target, at(value), asAt).status;

describe('before the deadline', () => {
  it.each([
    ['at_least', 100, 'reached'],
    ['at_least', 101, 'reached'],
    ['at_least', 99.9999, 'on_course'],
    ['at_least', 50, 'on_course'],
    ['at_least', 49.9999, 'behind'],
    ['at_least', 37.5, 'behind'],
    ['at_least', 37.4999, 'far_behind'],
    ['at_least', 0, 'far_behind'],
    ['above', 100.0001, 'reached'],
    ['above', 100, 'on_course'],
    ['above', 49, 'behind'],
    ['about', 95, 'reached'],
    ['about', 94.9999, 'on_course'],
    ['about', 180, 'reached'],
    ['about', 50, 'on_course'],
    ['about', 49, 'behind'],
    ['exactly', 100, 'reached'],
    ['exactly', 160, 'reached'],
    ['exactly', 99, 'on_course'],
    ['exactly', 30, 'far_behind'],
  ] as const)('%s 100, with %s half way, is %s', (comparator, value, expected) => {
    expect(status(aTarget({ comparator }), value, HALFWAY)).toBe(expected);
    expect(judged(aTarget({ comparator }), at(value), HALFWAY).verdict).toBeNull();
  });
  it('warns of what is striven for like of anything else', () => {
    expect(status(aTarget({ isAspiration: true }), 30, HALFWAY)).toBe('far_behind');
  });
  it('takes the bounds from the house', () => {
    const judging = { behindBelow: 0.9, farBehindBelow: 0.5 };
    const of = (value: number) => judged(aTarget(), at(value), HALFWAY, { judging });
    expect(of(45)).toMatchObject({ status: 'on_course' });
    expect(of(45).reason.zh).toBe('截至 2023-07-02 为 45 家，不低于要求进度 50 家的 90%');
    expect(of(44.9).status).toBe('behind');
    expect(of(25).status).toBe('behind');
    expect(of(24.9).status).toBe('far_behind');
    expect(
      judged(aTarget({ comparator: 'about' }), at(95), HALFWAY, { judging: { tolerance: 0 } }).status,
    ).toBe('on_course');
  });
});

describe('on the deadline', () => {
  const today = { isDayOver: false };
  it.each([
    ['at_least', 100, 'reached'],
    ['at_least', 99, 'behind'],
    ['at_least', 74, 'far_behind'],
    ['above', 100, 'on_course'],
    ['above', 101, 'reached'],
    ['about', 95, 'reached'],
    ['about', 94, 'behind'],
  ] as const)('%s 100, with %s, is %s and not yet a verdict', (comparator, value, expected) => {
    const answer = judged(aTarget({ comparator }), at(value), '2023-12-31', today);
    expect(answer).toMatchObject({ status: expected, verdict: null, required: 100, forecast: null });
    expect(answer.requiredRate).toBe(expected === 'reached' ? 0 : null);
  });
  it.each([
    ['at_least', 100, 'reached'],
    ['at_least', 99, 'missed'],
    ['above', 100, 'missed'],
    ['about', 95, 'reached'],
  ] as const)('%s 100, with %s, is %s once the day is over', (comparator, value, verdict) => {
    const answer = judged(aTarget({ comparator }), at(value), '2023-12-31');
    expect(answer).toMatchObject({ verdict, requiredRate: null, forecast: null });
  });
});

describe('after the deadline', () => {
  it.each([
    ['at_least', 100, false, 'reached', 'reached'],
    ['at_least', 99, false, 'far_behind', 'missed'],
    ['at_least', 99, true, 'behind', 'missed'],
    ['above', 100, false, 'far_behind', 'missed'],
    ['above', 100.0001, false, 'reached', 'reached'],
    ['about', 95, false, 'reached', 'reached'],
    ['about', 94.9999, false, 'far_behind', 'missed'],
    ['about', 94, true, 'behind', 'missed'],
    ['exactly', 101, false, 'reached', 'reached'],
    ['exactly', 99, true, 'behind', 'missed'],
  ] as const)('%s 100, with %s (力争 %s), is %s', (comparator, value, isAspiration, expected, verdict) => {
    const answer = judged(aTarget({ comparator, isAspiration }), at(value), '2024-01-01');
    expect(answer).toMatchObject({ status: expected, verdict, requiredRate: null, forecast: null });
  });
  it('says what was missed, and by how much', () => {
    const reason = (more: Partial<Target>, value: number) =>
      judged(aTarget(more), at(value), '2024-03-01').reason;
    expect(reason({}, 98).zh).toBe('截止日 2023-12-31 为 98 家，未达到 ≥100 家，差 2 家');
    expect(reason({ isAspiration: true }, 98).zh).toBe(
      '截止日 2023-12-31 为 98 家，未达到力争值 ≥100 家，差 2 家',
    );
    expect(reason({ comparator: 'above' }, 100).zh).toBe(
      '截止日 2023-12-31 为 100 家，未达到 >100 家（等于不算超过）',
    );
    expect(reason({ comparator: 'about' }, 96).zh).toBe(
      '截止日 2023-12-31 为 96 家，达到 ≈100 家（在“左右”的容差内）',
    );
    expect(reason({}, 98).en).toBe(
      '98 enterprises on 2023-12-31, short of ≥100 enterprises, 2 enterprises missing',
    );
  });
  it('goes by the value on the deadline, whatever came later', () => {
    const late = judged(aTarget(), points(['2023-06-01', 90], ['2024-02-01', 120]), '2024-03-01');
    expect(late).toMatchObject({ status: 'far_behind', verdict: 'missed', share: 1.2 });
    expect(late.reason.zh).toContain('；逾期后至 2024-03-01 为 120 家');
    const fallen = judged(aTarget(), points(['2023-06-01', 110], ['2024-02-01', 80]), '2024-03-01');
    expect(fallen).toMatchObject({ status: 'reached', verdict: 'reached' });
    expect(stepText(fallen, '数据')).toBe(
      '截止日 2023-12-31 为 110 家（以此判定）；截至 2024-03-01 为 80 家',
    );
  });
  it('doesn’t judge what had no number by then', () => {
    const answer = judged(aTarget(), points(['2024-01-15', 120]), '2024-02-01');
    expect(answer).toMatchObject({ status: 'no_data', verdict: null });
    expect(answer.reason.zh).toBe('截止日 2023-12-31 没有数据，无法判定；首个数据为 2024-01-15 的 120 家');
  });
});

describe('a limit', () => {
  const limit = (more: Partial<Target> = {}) =>
    aTarget({ comparator: 'at_most', direction: 'down', isAspiration: false, ...more });

  it.each([
    ['2023-07-02', 100, 'reached', null],
    ['2023-07-02', 0, 'reached', null],
    ['2023-07-02', 100.0001, 'far_behind', null],
    ['2023-12-30', 101, 'far_behind', null],
    ['2023-12-31', 101, 'far_behind', 'missed'],
    ['2024-01-01', 100, 'reached', 'reached'],
    ['2024-01-01', 101, 'far_behind', 'missed'],
  ] as const)('of 100 is on %s, with %s, %s', (asAt, value, expected, verdict) => {
    expect(judged(limit(), at(value), asAt)).toMatchObject({
      status: expected,
      verdict,
      required: null,
      requiredRate: null,
      forecast: null,
      share: null,
    });
  });
  it('that is striven for is missed less badly', () => {
    const missed = judged(limit({ isAspiration: true }), at(101), '2024-01-01');
    expect(missed).toMatchObject({ status: 'behind', verdict: 'missed' });
    expect(missed.reason.zh).toBe('2023-12-31 为 101 家，超过上限 100 家，多 1 家，未达到力争值');
  });
  it('gives no way to 左右', () => {
    expect(status(limit({ comparator: 'about' }), 100.5, HALFWAY)).toBe('far_behind');
    expect(judged(limit({ comparator: 'about' }), at(1), HALFWAY).reachedFrom).toBe(100);
  });
  it('without a deadline never has a verdict', () => {
    expect(judged(limit({ deadline: null }), at(101), '2030-01-01')).toMatchObject({
      status: 'far_behind',
      verdict: null,
    });
    expect(judged(limit({ deadline: null }), at(99), '2030-01-01').reason.zh).toBe(
      '2030-01-01 为 99 家，未超过上限 100 家',
    );
  });
});

describe('without a deadline', () => {
  it('a number is reached or under way, and the working says why nothing is required', () => {
    const open = aTarget({ deadline: null });
    const under = judged(open, at(1), '2029-01-01');
    expect(under).toMatchObject({
      status: 'on_course',
      verdict: null,
      required: null,
      requiredRate: null,
      forecast: null,
    });
    expect(stepText(under, '要求进度')).toBe('原文未写明期限，不计算要求进度');
    expect(under.reason.zh).toBe('截至 2029-01-01 为 1 家，目标 ≥100 家，差 99 家；原文未写明期限');
    expect(status(open, 100, '2029-01-01')).toBe('reached');
  });
});

describe('without data', () => {
  it.each(['2023-01-31', '2022-01-01'])('as at %s nothing is judged', (asAt) => {
    const answer = judged(aTarget(), at(10), asAt);
    expect(answer).toMatchObject({
      status: 'no_data',
      verdict: null,
      share: null,
      requiredRate: null,
      forecast: null,
    });
    expect(answer.reason.zh).toBe(`截至 ${asAt} 没有数据，无法判定`);
  });
  it('after the deadline there is no verdict either', () => {
    expect(judged(aTarget(), [], '2024-05-01')).toMatchObject({ status: 'no_data', verdict: null });
  });
  it('0 counts where a point says so', () => {
    expect(judged(aTarget(), at(0), HALFWAY)).toMatchObject({ status: 'far_behind', share: 0 });
    expect(judged(aTarget({ comparator: 'at_most', direction: 'down' }), [], HALFWAY).status).toBe('no_data');
  });
});

describe('the edges', () => {
  it('a target of 0 is reached by any figure and has no share', () => {
    expect(judged(aTarget({ value: 0 }), at(0), HALFWAY)).toMatchObject({ status: 'reached', share: null });
    expect(status(aTarget({ value: 0, comparator: 'above' }), 0, HALFWAY)).toBe('on_course');
  });
  it('a deadline on the plan’s first day asks for everything at once', () => {
    const target = aTarget({ deadline: FROM });
    const of = (asAt: string, value: number) => judged(target, points(['2022-06-01', value]), asAt);
    expect(of('2022-12-31', 40)).toMatchObject({ status: 'on_course', required: 40 });
    expect(of('2023-01-01', 40)).toMatchObject({ status: 'far_behind', required: 100, verdict: 'missed' });
    expect(of('2023-01-02', 40)).toMatchObject({ verdict: 'missed' });
  });
  it('nothing is asked for before the plan begins', () => {
    expect(judged(aTarget(), points(['2022-01-01', 0]), '2022-06-01')).toMatchObject({
      status: 'on_course',
      required: 0,
    });
  });
  it('decimals compare as they are written', () => {
    const tenth = aTarget({ value: 0.3, deadline: day('2023-12-31') });
    expect(status(tenth, 0.1 + 0.2, HALFWAY)).toBe('reached');
    const half = aTarget({ value: 0.7 });
    // 0.7 × (1 − 0.05) is 0.6649999… in binary.
    expect(judged({ ...half, comparator: 'about' }, at(0.665), HALFWAY).status).toBe('reached');
    const huge = aTarget({ value: 1_000_000_000_000 });
    expect(status(huge, 1_000_000_000_000, HALFWAY)).toBe('reached');
    expect(status(huge, 999_999_999_999, HALFWAY)).toBe('on_course');
  });
});

describe('the working', () => {
  it('can be checked by hand', () => {
    const target = aTarget({ value: 300, comparator: 'about' });
    const answer = judged(
      target,
      points(['2023-01-01', 20], ['2023-03-01', 60], ['2023-06-20', 150]),
      '2023-06-30',
    );
    expect(answer.working.map(({ label, text }) => `${label.zh}：${text.zh}`)).toEqual([
      '数据：截至 2023-06-30 为 150 家',
      '目标：≈300 家（左右），期限 2023-12-31',
      '达到口径：“左右”只向下放宽：300 × (1 − 5%) = 285 家起算达到；原文未写明幅度',
      '起点：2023-01-01 为 20 家',
      '要求进度：20 + (300 − 20) × 180 ÷ 364 = 158.5 家（起点后第 180 天，共 364 天，按匀速推进）',
      '与要求进度之比：150 ÷ 158.5 = 94.7% < 100%',
      '此后所需速度：(300 − 150) ÷ 184 × 30 = 每 30 天 24.5 家',
      '预测：按近 90 天平均增速外推：150 + (150 − 60) ÷ 90 × 184 → 334 家',
      '结论：截至 2023-06-30 为 150 家，比要求进度 158.5 家差 8.46 家',
    ]);
    expect(answer).toMatchObject({ status: 'behind', required: 158.4615, requiredRate: 24.4565, share: 0.5 });
  });
  it('speaks both tongues in every step', () => {
    for (const asAt of ['2022-12-01', '2023-07-02', '2023-12-31', '2024-02-01']) {
      for (const comparator of ['at_least', 'about', 'above', 'at_most', 'exactly'] satisfies Comparator[]) {
        const { working, reason } = judged(
          aTarget({ comparator }),
          points(['2022-11-01', 3], ['2023-03-01', 44]),
          asAt,
        );
        for (const said of [reason, ...working.flatMap(({ label, text }) => [label, text])]) {
          expect(said.zh).not.toMatch(/undefined|NaN|null/u);
          expect(said.en).not.toMatch(/undefined|NaN|null|[\u4e00-\u9fff]/u);
        }
      }
    }
  });
});
