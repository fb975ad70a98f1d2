import type { Derivation, Score } from './result.ts';
import type { ScoringScheme } from './scheme.ts';
import { combine } from './score.ts';

/** The scores of items, domains and the whole. */
export interface Recombined {
  readonly items: ReadonlyMap<string, Score | null>;
  readonly domains: ReadonlyMap<string, Score | null>;
  readonly overall: Score | null;
}

/**
 * What items, domains and the whole would score if some cells had other scores. A cell without a score stays out. What
 * holds no changed cell keeps its score of `result`, which `scheme` gave it: what-if questions come by the hundred.
 */
export function recombine(
  scheme: ScoringScheme,
  result: Derivation,
  changed: ReadonlyMap<string, Score>,
): Recombined {
  const { combine: how, rounding } = scheme;
  const items = new Map<string, Score | null>();
  const domains = new Map<string, Score | null>();
  for (const domain of result.domains) {
    let isTouched = false;
    for (const item of domain.items) {
      const isHere = item.cells.some(({ cellId }) => changed.has(cellId));
      isTouched ||= isHere;
      const cells = item.cells.map(({ cellId, score }) => ({
        id: cellId,
        score: score && (changed.get(cellId) ?? score),
      }));
      items.set(item.itemId, isHere ? combine(scheme, how.cells, rounding.item, cells).score : item.score);
    }
    const parts = domain.items.map(({ itemId }) => ({ id: itemId, score: items.get(itemId) ?? null }));
    domains.set(
      domain.domainId,
      isTouched ? combine(scheme, how.items, rounding.domain, parts).score : domain.score,
    );
  }
  const parts = result.domains.map(({ domainId }) => ({
    id: domainId,
    score: domains.get(domainId) ?? null,
  }));
  return { items, domains, overall: combine(scheme, how.domains, rounding.overall, parts).score };
}
