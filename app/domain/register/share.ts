import { type Words, words } from '#app/domain/words.ts';

/** So many of so many; never shown without its denominator. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** 80.0%, one decimal; null where there is nothing to divide by. */
export function percentOf({ count, of }: Share): string | null {
  return of === 0 ? null : `${((count / of) * 100).toFixed(1)}%`;
}

/** “80.0%（96/120）”; 无 where there is nothing to divide by. */
export function shareWords(share: Share): Words {
  const percent = percentOf(share);
  if (percent === null) return words('无（分母为 0）', 'none (of 0)');
  const fraction = `${share.count.toLocaleString('en-US')}/${share.of.toLocaleString('en-US')}`;
  return words(`${percent}（${fraction}）`, `${percent} (${fraction})`);
}
