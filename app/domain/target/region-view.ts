import { regionShortName, type RegionCode } from '../organisation/region.ts';
import { type Words, words } from '../words.ts';
import { formatAmount, roundAmount, withUnit } from './amount.ts';
import { cityFinding } from './city-table.ts';
import { isLimit } from './path.ts';
import type { Judgement, TargetStanding } from './standing.ts';

/** One city of a target: its figure, its share of the target, and how both compare. */
export interface RegionCell {
  readonly code: RegionCode;
  readonly name: Words;
  readonly value: number | null;
  /** The city's share of the target, where the province split it. */
  readonly split: number | null;
  /** What is missing to its split; null without one or without data, 0 when it is there. */
  readonly lack: number | null;
  readonly judgement: Judgement | null;
  /** 1 is the largest; equal ones share a rank; null without data. */
  readonly rank: number | null;
  /** Length of its bar: 0 to 1 of the longest. */
  readonly length: number;
  /** Where its split stands on the same scale; null without one. */
  readonly splitAt: number | null;
  /** How dark its square is, 0 to 4: of the split where there is one, else of the largest city; 0 is nothing or no data. */
  readonly shade: number;
}

/** Shades of a map of squares above the lightest. */
export const SHADES = 4;

function lackOf(target: TargetStanding['target'], value: number | null, split: number | null): number | null {
  if (value === null || split === null) return null;
  return Math.max(0, roundAmount(isLimit(target) ? value - split : split - value));
}

function shadeOf(value: number | null, whole: number): number {
  if (value === null || value <= 0 || whole <= 0) return 0;
  return Math.min(SHADES, Math.max(1, Math.floor((value / whole) * SHADES)));
}

/** The cities of a target in the order of their codes; empty where the plan has none. */
export function regionCells({ target, regions }: TargetStanding): RegionCell[] {
  const largest = regions.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  const longest = regions.reduce((most, { split }) => Math.max(most, split ?? 0), largest);
  const onScale = (amount: number) => (longest > 0 ? amount / longest : 0);
  return regions.map(({ regionCode, value, split, judgement }) => ({
    code: regionCode,
    name: regionShortName(regionCode),
    value,
    split,
    lack: lackOf(target, value, split),
    judgement,
    rank: value === null ? null : 1 + regions.filter((other) => (other.value ?? -1) > value).length,
    length: onScale(value ?? 0),
    splitAt: split === null ? null : onScale(split),
    shade: shadeOf(value, split ?? largest),
  }));
}

/** The same, largest first; those without data last. */
export function rankedCells(standing: TargetStanding): RegionCell[] {
  return regionCells(standing).toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
}

/**
 * The cities in one sentence: “德州领先（12 家），日照距分解目标还差 6 家。” Without splits it says who leads and by how
 * much.
 */
export function regionFinding(standing: TargetStanding): Words {
  const cells = rankedCells(standing);
  const [first, second] = cells;
  const lacking = cells
    .filter(({ lack }) => lack !== null && lack > 0)
    .toSorted((a, b) => (b.lack ?? 0) - (a.lack ?? 0));
  const worst = lacking[0];
  const splits = cells.filter(({ split }) => split !== null).length;
  if (!first || first.value === null || splits === 0) return cityFinding(standing);
  const { unit } = standing.target;
  const amount = withUnit(formatAmount(first.value), unit);
  const isAlone = !second || second.value === null || second.value < first.value;
  const leads = isLimit(standing.target)
    ? words('数值最高', ' is highest')
    : words(isAlone ? '领先' : '等市并列领先', isAlone ? ' leads' : ' and others lead');
  const lead = words(
    `${first.name.zh}${leads.zh}（${amount.zh}）`,
    `${first.name.en}${leads.en} (${amount.en})`,
  );
  const silent = cells.filter(({ split, value }) => split !== null && value === null).length;
  const none =
    silent > 0 ? words(`；${silent} 市暂无数据`, `; ${silent} cities have no data`) : words('', '');
  if (!worst) {
    const all =
      silent > 0
        ? words('，有数据的市均达到分解目标', '; every city with data has reached its share')
        : words('，各市均达到分解目标', '; every city has reached its share');
    return words(`${lead.zh}${all.zh}${none.zh}。`, `${lead.en}${all.en}${none.en}.`);
  }
  const lack = withUnit(formatAmount(worst.lack ?? 0), unit);
  const others = lacking.length - 1;
  const more = others > 0 ? words(`，另有 ${others} 市未达到`, `; ${others} more are short`) : words('', '');
  const gap = isLimit(standing.target)
    ? words(`超出分解上限 ${lack.zh}`, `exceeds its limit by ${lack.en}`)
    : words(`距分解目标还差 ${lack.zh}`, `is ${lack.en} short of its share`);
  return words(
    `${lead.zh}，${worst.name.zh}${gap.zh}${more.zh}${none.zh}。`,
    `${lead.en}; ${worst.name.en} ${gap.en}${more.en}${none.en}.`,
  );
}
