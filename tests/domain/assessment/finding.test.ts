import { describe, expect, it } from 'vitest';
import {
  compareFinding,
  heatFinding,
  quartileFinding,
  radarFinding,
  trendFinding,
} from '#app/domain/assessment/finding.ts';
import type { HeatGroup } from '#app/domain/assessment/heat-map.ts';
import { words } from '#app/domain/words.ts';

const scoreOf = (shown: string) => ({ exact: shown, shown });
const named = (zh: string, shown: string | null) => ({
  name: words(zh, zh),
  score: shown === null ? null : scoreOf(shown),
});

describe('the sentence over a radar', () => {
  it.each([
    [
      [named('甲', '2.50'), named('乙', '1.20'), named('丙', '3.00')],
      3,
      '丙最高（3.00），乙最低（1.20）；3 个域中 2 个未达目标 3 级。',
    ],
    [[named('甲', '3.50'), named('乙', '3.20')], 3, '甲最高（3.50），乙最低（3.20）；各域均达到目标 3 级。'],
    [[named('甲', '2.50'), named('乙', '2.50')], null, '2 个能力域得分相同，均为 2.50。'],
    // What isn't applicable is neither best nor worst, and doesn't count.
    [
      [named('甲', '2.50'), named('乙', null)],
      3,
      '1 个能力域得分相同，均为 2.50；1 个域中 1 个未达目标 3 级。',
    ],
    [[named('甲', null)], 3, '还没有可计分的能力域。'],
  ])('%#', (domains, target, sentence) => {
    expect(radarFinding(domains, target).zh).toBe(sentence);
  });
});

describe('the sentence over a heat map', () => {
  const groups = (scores: readonly (string | null)[]): HeatGroup[] => [
    {
      domainId: 'A',
      name: words('甲', 'A'),
      rows: scores.map((shown, at) => ({
        itemId: String(at),
        name: words('项', 'Item'),
        clause: null,
        score: shown === null ? null : scoreOf(shown),
        exclusion: null,
        squares: [],
      })),
    },
  ];
  it.each([
    [['1.50', '1.99', '2.00', null], '3 个能力项中，处于 1 级的最多（2 项），更高的 1 项。'],
    [['2.00', '2.40'], '2 个能力项中，处于 2 级的最多（2 项），没有更高的。'],
    // As many on both: the higher level is named.
    [['1.00', '2.00'], '2 个能力项中，处于 2 级的最多（1 项），没有更高的。'],
    [[null], '没有可计分的能力项。'],
  ])('%j', (scores, sentence) => {
    expect(heatFinding(groups(scores)).zh).toBe(sentence);
  });
});

describe('the place among quartiles', () => {
  const row = { lowerQuartile: '1.50', median: '2.00', upperQuartile: '2.50' };
  it.each([
    ['1.49', '低于下四分位'],
    ['1.50', '下四分位与中位数之间'],
    ['2.00', '中位数与上四分位之间'],
    ['2.50', '不低于上四分位'],
  ])('%s', (own, sentence) => {
    expect(quartileFinding(scoreOf(own), row).zh).toBe(sentence);
  });
  it('says so without a score', () => {
    expect(quartileFinding(null, row).zh).toBe('本单位无得分');
  });
});

describe('the sentence over a comparison', () => {
  const sides = { left: words('自评估', 'Self'), right: words('独立评估', 'Independent') };
  const sentence = (left: string | null, right: string | null, items: number, criteria: number | null) =>
    compareFinding(
      sides,
      { left: left === null ? null : scoreOf(left), right: right === null ? null : scoreOf(right) },
      { items, criteria },
    ).zh;
  it('names the difference and who is higher', () => {
    expect(sentence('2.50', '2.10', 7, null)).toBe(
      '自评估（2.50）比独立评估（2.10）高 0.40，7 个能力项得分不同。',
    );
    expect(sentence('2.10', '2.50', 1, 3)).toBe(
      '自评估（2.10）比独立评估（2.50）低 0.40，1 个能力项得分不同，3 条准则结论不同。',
    );
    expect(sentence('2.10', '2.10', 2, 0)).toBe(
      '双方总分相同，均为 2.10，2 个能力项得分不同，0 条准则结论不同。',
    );
    expect(sentence(null, '2.10', 0, null)).toBe('至少一方没有总分，无法比较总分。');
  });
});

describe('the sentence over a trend', () => {
  const on = (year: string, score: string) => ({ on: `${year}-06-01`, score });
  it.each([
    [
      [on('2024', '1.80'), on('2025', '2.30')],
      false,
      '2024-06-01 至 2025-06-01，总分由 1.80 到 2.30，上升 0.50。',
    ],
    [
      [on('2024', '2.30'), on('2025', '1.80')],
      false,
      '2024-06-01 至 2025-06-01，总分由 2.30 到 1.80，下降 0.50。',
    ],
    [
      [on('2024', '2.30'), on('2025', '2.30')],
      true,
      '2024-06-01 至 2025-06-01，总分由 2.30 到 2.30，持平；与此前的结果版本或方案不同，不可直接相比。',
    ],
    [[on('2024', '2.30')], false, '只有一次已签署的结果：2.30（2024-06-01）。'],
    [
      [on('2024', '2.30')],
      true,
      '本版只有一次已签署的结果：2.30（2024-06-01）；与此前的结果版本或方案不同，不可直接相比。',
    ],
    [[], false, '还没有已签署的结果。'],
  ])('%#', (points, isBroken, sentence) => {
    expect(trendFinding(points, isBroken).zh).toBe(sentence);
  });
});
