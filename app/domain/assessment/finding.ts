import { words, type Words } from '../words.ts';
import type { HeatGroup } from './heat-map.ts';
import type { Score } from './result.ts';

/** Something that has a name and, where it is applicable, a score. */
export interface NamedScore {
  readonly name: Words;
  readonly score: Score | null;
}

const NOTHING = words('还没有可计分的能力域。', 'No domain has a score yet.');

function ranked(parts: readonly NamedScore[]): { readonly name: Words; readonly score: Score }[] {
  return parts
    .flatMap(({ name, score }) => (score ? [{ name, score }] : []))
    .sort((a, b) => Number(b.score.shown) - Number(a.score.shown));
}

/** What a radar shows, in one sentence: the best and the weakest domain, and how many are below the target. */
export function radarFinding(domains: readonly NamedScore[], target: number | null): Words {
  const order = ranked(domains);
  const [best] = order;
  const worst = order.at(-1);
  if (!best || !worst) return NOTHING;
  const spread =
    best.score.shown === worst.score.shown
      ? words(
          `${order.length} 个能力域得分相同，均为 ${best.score.shown}`,
          `All ${order.length} domains score ${best.score.shown}`,
        )
      : words(
          `${best.name.zh}最高（${best.score.shown}），${worst.name.zh}最低（${worst.score.shown}）`,
          `${best.name.en} is highest (${best.score.shown}), ${worst.name.en} lowest (${worst.score.shown})`,
        );
  if (target === null) return words(`${spread.zh}。`, `${spread.en}.`);
  const below = order.filter(({ score }) => Number(score.shown) < target).length;
  return below === 0
    ? words(
        `${spread.zh}；各域均达到目标 ${target} 级。`,
        `${spread.en}; every domain meets the target, level ${target}.`,
      )
    : words(
        `${spread.zh}；${order.length} 个域中 ${below} 个未达目标 ${target} 级。`,
        `${spread.en}; ${below} of ${order.length} domains are below the target, level ${target}.`,
      );
}

/** What a heat map shows: at which level most items stop. */
export function heatFinding(groups: readonly HeatGroup[]): Words {
  const scored = groups.flatMap(({ rows }) => rows).filter(({ score }) => score !== null);
  if (scored.length === 0) return words('没有可计分的能力项。', 'No item has a score.');
  const counts = [0, 0, 0, 0, 0, 0];
  for (const { score } of scored) {
    const level = Math.floor(Number(score?.shown ?? '0'));
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const level = counts.lastIndexOf(most);
  const above = counts.slice(level + 1).reduce((sum, count) => sum + count, 0);
  const rest =
    above === 0
      ? words('没有更高的', 'none is above')
      : words(`更高的 ${above} 项`, `${above} ${above === 1 ? 'is' : 'are'} above`);
  return words(
    `${scored.length} 个能力项中，处于 ${level} 级的最多（${most} 项），${rest.zh}。`,
    `Of ${scored.length} items most stand at level ${level} (${most}); ${rest.en}.`,
  );
}

/** How the own figure lies to the quartiles of others. */
export function quartileFinding(
  own: Score | null,
  row: { readonly lowerQuartile: string; readonly median: string; readonly upperQuartile: string },
): Words {
  if (!own) return words('本单位无得分', 'No score of one’s own');
  const value = Number(own.shown);
  if (value >= Number(row.upperQuartile)) return words('不低于上四分位', 'At or above the upper quartile');
  if (value >= Number(row.median)) return words('中位数与上四分位之间', 'Between median and upper quartile');
  if (value >= Number(row.lowerQuartile))
    return words('下四分位与中位数之间', 'Between lower quartile and median');
  return words('低于下四分位', 'Below the lower quartile');
}

/** What the pair of results of a comparison shows; `criteria` is null where grades aren't compared one by one. */
export function compareFinding(
  sides: { readonly left: Words; readonly right: Words },
  scores: { readonly left: Score | null; readonly right: Score | null },
  differing: { readonly items: number; readonly criteria: number | null },
): Words {
  const { left, right } = scores;
  if (!left || !right)
    return words('至少一方没有总分，无法比较总分。', 'One side has no overall score to compare.');
  const difference = (Number(left.shown) - Number(right.shown)).toFixed(2);
  const value = difference.replace('-', '');
  const { items, criteria } = differing;
  const open =
    criteria === null
      ? words(`，${items} 个能力项得分不同。`, `; ${items} items differ.`)
      : words(
          `，${items} 个能力项得分不同，${criteria} 条准则结论不同。`,
          `; ${items} items and ${criteria} grades differ.`,
        );
  if (Number(difference) === 0) {
    return words(`双方总分相同，均为 ${left.shown}${open.zh}`, `Both score ${left.shown} overall${open.en}`);
  }
  const isHigher = Number(difference) > 0;
  return words(
    `${sides.left.zh}（${left.shown}）比${sides.right.zh}（${right.shown}）${isHigher ? '高' : '低'} ${value}${open.zh}`,
    `${sides.left.en} (${left.shown}) is ${value} ${isHigher ? 'above' : 'below'} ${sides.right.en} (${right.shown})${open.en}`,
  );
}

/**
 * What the newest stretch of comparable results shows; `points` in the order of time. `isBroken` says that there are
 * earlier ones, of another edition or scheme, that these don't compare with.
 */
export function trendFinding(
  points: readonly { readonly on: string; readonly score: string }[],
  isBroken: boolean,
): Words {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return words('还没有已签署的结果。', 'No result has been signed yet.');
  const apart = isBroken
    ? words(
        '；与此前的结果版本或方案不同，不可直接相比。',
        '; earlier results are of another edition or scheme.',
      )
    : words('。', '.');
  if (points.length === 1) {
    const scope = isBroken ? words('本版', 'This edition’s') : words('', 'The');
    return words(
      `${scope.zh}只有一次已签署的结果：${last.score}（${last.on}）${apart.zh}`,
      `${scope.en} only signed result is ${last.score} (${last.on})${apart.en}`,
    );
  }
  const change = (Number(last.score) - Number(first.score)).toFixed(2);
  const verb =
    Number(change) === 0
      ? words('持平', 'unchanged')
      : Number(change) > 0
        ? words(`上升 ${change}`, `up ${change}`)
        : words(`下降 ${change.slice(1)}`, `down ${change.slice(1)}`);
  return words(
    `${first.on} 至 ${last.on}，总分由 ${first.score} 到 ${last.score}，${verb.zh}${apart.zh}`,
    `From ${first.on} to ${last.on} the overall score went from ${first.score} to ${last.score}: ${verb.en}${apart.en}`,
  );
}
