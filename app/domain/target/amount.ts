import { type Words, words } from '../words.ts';
import { COMPARATORS, type Target } from './plan.ts';

/** Amounts have at most four decimals, as in the database. */
const DECIMALS = 10_000;
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** To four decimals, so that sums and products compare as they are written. Never negative zero. */
export function roundAmount(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS + 0;
}

/** An amount as it was entered: 12,345 or 85.25. */
export function formatAmount(value: number): string {
  return exact.format(value);
}

/** An amount that was worked out: one decimal, two below ten. */
export function formatDerived(value: number): string {
  return (Math.abs(value) < 10 ? twoDecimals : oneDecimal).format(value);
}

/** A share (1 is all of it) as a percentage with one decimal: 98.7%. */
export function formatShare(share: number): string {
  return `${oneDecimal.format(share * 100)}%`;
}

/** Whether the unit is a percentage. */
export function isPercentage(unit: Words): boolean {
  return /[%％‰]|百分/u.test(unit.zh);
}

/** A number with its unit: 300 家, 85%. */
export function withUnit(number: string, unit: Words): Words {
  const gap = isPercentage(unit) ? '' : ' ';
  return words(`${number}${gap}${unit.zh}`, `${number}${gap}${unit.en}`);
}

/** What a target asks for, with its sign: ≥300 家. */
export function targetText(target: Pick<Target, 'comparator' | 'value' | 'unit'>): Words {
  return withUnit(`${COMPARATORS[target.comparator].sign}${formatAmount(target.value)}`, target.unit);
}
