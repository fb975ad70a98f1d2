import { words, type Words } from '../words.ts';
import { DESIGNATIONS, type Direction, type Measure, type PlatformRule } from './plan.ts';

/** From which side a value is reached, in words. */
export const DIRECTION_NAMES = {
  up: words('向上达到', 'reached upwards'),
  down: words('不得超过', 'kept below'),
} as const satisfies Record<Direction, Words>;

/** How entries become a value, in words. */
export const MEASURE_NAMES = {
  count: words('按条目计数', 'entries counted'),
  sum: words('按条目数量合计', 'quantities of entries added'),
  value: words('只填报数值', 'reported figures only'),
} as const satisfies Record<Measure, Words>;

/** Names of the certificates that the platform counts. */
const CERTIFICATE_NAMES = { dcmm: 'DCMM', dsmm: 'DSMM' } as const;

/** How the platform counts an enterprise that carries a designation. */
export const DESIGNATION_COUNTS = {
  ever: words('每家企业自首次起计一次', 'each enterprise once from its first day'),
  held: words('在持有期间计入', 'while it holds it'),
} as const satisfies Record<Extract<PlatformRule, { from: 'designation' }>['counts'], Words>;

/** What the platform counts, in words. */
export function platformText(rule: PlatformRule): Words {
  if (rule.from === 'certificate') {
    const name = CERTIFICATE_NAMES[rule.kind];
    return words(
      `持有过 ${name} ${rule.leastLevel} 级及以上证书的企业，每家计一次`,
      `enterprises that ever showed ${name} at level ${rule.leastLevel} or above, each once`,
    );
  }
  const kind = DESIGNATIONS[rule.kind];
  const counts = DESIGNATION_COUNTS[rule.counts];
  return words(`${kind.zh}：${counts.zh}`, `${kind.en}: ${counts.en}`);
}
