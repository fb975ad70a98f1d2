import type { Pair } from './compare.ts';
import type { Crosswalk } from './crosswalk.ts';
import type { MaturityModel } from './model.ts';
import type { Score } from './result.ts';

/** A signed result, as a point in time. */
export interface TrendResult {
  readonly id: string;
  readonly modelId: string;
  readonly schemeDigest: string;
  /** ISO instant, UTC. */
  readonly signedAt: string;
  readonly overall: Score | null;
  readonly domains: readonly { readonly id: string; readonly score: Score | null }[];
}

/** Domains of two editions that are the same thing. */
export interface DomainLink {
  readonly fromModelId: string;
  readonly toModelId: string;
  readonly pairs: readonly Pair[];
}

/**
 * How a point hangs on the one before it. Only `joined` and `edition-joined` are drawn as a line: what is the same thing,
 * scored in the same way. `edition` is another edition in which it isn't the same; `scheme` other arithmetic; `missing`
 * no score on either end.
 */
export type TrendJoin = 'first' | 'joined' | 'edition-joined' | 'edition' | 'scheme' | 'missing';

export interface TrendPoint {
  readonly resultId: string;
  readonly modelId: string;
  /** The domain's id in that edition; null for the whole. */
  readonly domainId: string | null;
  readonly signedAt: string;
  readonly score: Score | null;
  readonly join: TrendJoin;
}

/** One thing over time. */
export interface TrendLine {
  /** Model and domain at its newest point; `overall` for the whole. */
  readonly key: string;
  readonly points: readonly TrendPoint[];
}

export interface Trend {
  /** Every result; between editions the line is broken, because another edition's mean is of other domains. */
  readonly overall: TrendLine;
  /** In the order of the newest edition; domains that it doesn't have come last. */
  readonly domains: readonly TrendLine[];
}

/**
 * Domains of two editions that are the same: every item of the one is the same as an item of the other, by the
 * crosswalk, and nothing of either was renamed, split, merged, added, dropped or moved elsewhere.
 */
export function domainLink(from: MaturityModel, to: MaturityModel, crosswalk: Crosswalk): DomainLink {
  const next = new Map(
    crosswalk.pairs.flatMap(({ relation, from: [old], to: [young] }) =>
      relation === 'same' && old !== undefined && young !== undefined ? [[old, young]] : [],
    ),
  );
  const pairs = from.domains.flatMap((domain) => {
    const followed = domain.items.map(({ id }) => next.get(id));
    const partner = to.domains.find(({ items }) => items.some(({ id }) => id === followed[0]));
    const isSame =
      partner?.items.length === followed.length && partner.items.every(({ id }) => followed.includes(id));
    return isSame ? [{ left: domain.id, right: partner.id }] : [];
  });
  return { fromModelId: from.id, toModelId: to.id, pairs };
}

type Unjoined = Omit<TrendPoint, 'join'> & { readonly schemeDigest: string };

function joinOf(before: Unjoined | undefined, point: Unjoined, isSame: boolean): TrendJoin {
  if (!before) return 'first';
  if (!before.score || !point.score) return 'missing';
  if (!isSame) return 'edition';
  if (before.schemeDigest !== point.schemeDigest) return 'scheme';
  return before.modelId === point.modelId ? 'joined' : 'edition-joined';
}

function lineOf(
  key: string,
  points: readonly Unjoined[],
  isSame: (before: Unjoined, point: Unjoined) => boolean,
): TrendLine {
  return {
    key,
    points: points.map(({ schemeDigest, ...point }, index) => {
      const before = points[index - 1];
      const full = { schemeDigest, ...point };
      return { ...point, join: joinOf(before, full, before !== undefined && isSame(before, full)) };
    }),
  };
}

const keyOf = (modelId: string, domainId: string) => `${modelId} ${domainId}`;

/** The first name of a thing: followed back through the links to the oldest edition that has it. */
function rootOf(modelId: string, domainId: string, links: readonly DomainLink[]): string {
  for (const link of links) {
    const pair = link.toModelId === modelId && link.pairs.find(({ right }) => right === domainId);
    if (pair) return rootOf(link.fromModelId, pair.left, links);
  }
  return keyOf(modelId, domainId);
}

/**
 * Signed results over time, across editions. Domains are one line where a link says that they are the same thing, and
 * lines of their own elsewhere. `links` go from an older edition to a newer one.
 */
export function trendOf(results: readonly TrendResult[], links: readonly DomainLink[]): Trend {
  const sorted = [...results].sort((a, b) =>
    a.signedAt < b.signedAt ? -1 : a.signedAt > b.signedAt ? 1 : 0,
  );
  const things = new Map<string, Unjoined[]>();
  for (const { id, modelId, schemeDigest, signedAt, domains } of sorted) {
    for (const domain of domains) {
      const root = rootOf(modelId, domain.id, links);
      const points = things.get(root) ?? [];
      points.push({
        resultId: id,
        modelId,
        domainId: domain.id,
        schemeDigest,
        signedAt,
        score: domain.score,
      });
      things.set(root, points);
    }
  }
  const newest = sorted.at(-1);
  const order = (newest?.domains ?? []).map(({ id }) => rootOf(newest?.modelId ?? '', id, links));
  const rest = [...things.keys()].filter((root) => !order.includes(root));
  return {
    overall: lineOf(
      'overall',
      sorted.map(({ id, modelId, schemeDigest, signedAt, overall }) => ({
        resultId: id,
        modelId,
        domainId: null,
        schemeDigest,
        signedAt,
        score: overall,
      })),
      (before, point) => before.modelId === point.modelId,
    ),
    domains: [...order, ...rest].map((root) => {
      const points = things.get(root) ?? [];
      const last = points.at(-1);
      return lineOf(last ? keyOf(last.modelId, last.domainId ?? '') : root, points, () => true);
    }),
  };
}
