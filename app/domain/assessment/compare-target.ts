import type { ComparedRow, Comparison } from './compare.ts';
import { compare, fraction, subtract, ZERO } from './fraction.ts';
import type { LevelNumber } from './model.ts';
import type { Derivation, Score } from './result.ts';
import { scoreOf, valueOf } from './score.ts';

/**
 * A result beside its target level: the target stands on the right of every row. What disagrees is what falls short of
 * the target, the largest shortfall first; what exceeds it is no disagreement.
 */
export function compareWithTarget(result: Derivation, target: LevelNumber): Comparison {
  const aim = fraction(BigInt(target));
  const row = (id: string, score: Score | null): ComparedRow => ({
    left: [id],
    right: [],
    leftScore: score,
    rightScore: score && scoreOf(aim),
    difference: score && scoreOf(subtract(aim, valueOf(score))),
  });
  const items = result.domains
    .flatMap((domain) => domain.items)
    .map(({ itemId, score }) => row(itemId, score));
  const shortfall = ({ difference }: ComparedRow) => (difference ? valueOf(difference) : ZERO);
  return {
    overall: { ...row('', result.overall), left: [] },
    domains: result.domains.map(({ domainId, score }) => row(domainId, score)),
    items,
    disagreements: items
      .filter((one) => compare(shortfall(one), ZERO) > 0)
      .sort((a, b) => compare(shortfall(b), shortfall(a))),
    grades: null,
  };
}
