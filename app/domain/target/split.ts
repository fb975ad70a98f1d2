import {
  isRegionCode,
  NATION,
  regionContains,
  regionShortName,
  SHANDONG_CITIES,
  SHANGHAI_DISTRICTS,
  type RegionCode,
} from '../organisation/region.ts';
import { words, type Words } from '../words.ts';
import { formatAmount, roundAmount } from './amount.ts';
import type { PlanContent, Target } from './plan.ts';
import { MOST_VALUE } from './plan-file.ts';
import type { Fields, FieldsReading } from './plan-form.ts';

/** A city's share of a target. */
export interface Split {
  readonly targetId: string;
  readonly regionCode: RegionCode;
  readonly value: number;
}

/** The cities (of Shanghai: districts) among which a province splits its targets; empty where we have no list of them. */
export function citiesOf(region: RegionCode): readonly { readonly code: RegionCode; readonly name: Words }[] {
  if (region === NATION || !isRegionCode(region) || !region.endsWith('0000')) return [];
  return Object.keys({ ...SHANDONG_CITIES, ...SHANGHAI_DISTRICTS })
    .filter((code) => regionContains(region, code))
    .map((code) => ({ code, name: regionShortName(code) }));
}

/** Targets of a plan that may be split, in the plan's order. */
export function splitTargets(plan: Pick<PlanContent, 'targets'>): readonly Target[] {
  return plan.targets.filter(({ canSplit }) => canSplit);
}

const fieldOf = (targetId: string, regionCode: RegionCode) => `${targetId}.${regionCode}`;

/** The fields of the matrix; a city without a share has an empty one. */
export function splitFields(splits: readonly Split[]): Fields {
  return Object.fromEntries(
    splits.map(({ targetId, regionCode, value }) => [fieldOf(targetId, regionCode), String(value)]),
  );
}

const WRONG = words(
  '请填写不小于 0 的数字，小数最多 4 位。',
  'Give a number of 0 or more, with at most 4 decimals.',
);
const TOO_LARGE = words('数字过大。', 'The number is too large.');

/**
 * Reads the posted matrix: an empty field is no share. Fields of targets or cities that aren't the plan's are left out.
 * Whether a sum is the target's value is not asked here: a province may hold back or add.
 */
export function readSplitForm(
  fields: Fields,
  plan: Pick<PlanContent, 'targets' | 'region'>,
): FieldsReading<readonly Split[]> {
  const wrong: Record<string, Words> = {};
  const splits: Split[] = [];
  for (const { id } of splitTargets(plan)) {
    for (const { code } of citiesOf(plan.region)) {
      const name = fieldOf(id, code);
      const text = (fields[name] ?? '').trim();
      if (text === '') continue;
      if (!/^\d{1,16}(?:\.\d{1,4})?$/.test(text)) wrong[name] = WRONG;
      else if (Number(text) > MOST_VALUE) wrong[name] = TOO_LARGE;
      else splits.push({ targetId: id, regionCode: code, value: Number(text) });
    }
  }
  return Object.keys(wrong).length > 0 ? { ok: false, fields: wrong } : { ok: true, value: splits };
}

/** What the shares of a target come to beside its value. */
export interface SplitSum {
  readonly sum: number;
  /** Sum less value; null while nothing is split. */
  readonly difference: number | null;
  readonly text: Words;
}

/** The sum of the shares of one target, said beside its value. */
export function splitSum(target: Pick<Target, 'id' | 'value'>, splits: readonly Split[]): SplitSum {
  const own = splits.filter(({ targetId }) => targetId === target.id);
  if (own.length === 0) return { sum: 0, difference: null, text: words('未分解', 'not split') };
  const sum = roundAmount(own.reduce((total, { value }) => total + value, 0));
  const difference = roundAmount(sum - target.value);
  const by = formatAmount(Math.abs(difference));
  if (difference === 0) return { sum, difference, text: words('与目标一致', 'as the target') };
  return difference > 0
    ? { sum, difference, text: words(`比目标多 ${by}`, `${by} more than the target`) }
    : { sum, difference, text: words(`比目标少 ${by}`, `${by} less than the target`) };
}
