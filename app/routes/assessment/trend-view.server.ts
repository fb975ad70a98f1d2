import { trendFinding } from '#app/domain/assessment/finding.ts';
import type { MaturityModel, ModelFamily } from '#app/domain/assessment/model.ts';
import type { Score } from '#app/domain/assessment/result.ts';
import { domainLink, trendOf, type DomainLink, type TrendLine } from '#app/domain/assessment/trend.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import { words, type Words } from '#app/domain/words.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import type { SignedResultRow } from '#db/queries/trend.read.ts';
import { compareWords as w } from '../../i18n/assessment-compare.ts';

/** Results that may stand on one axis: of one family of models, one side, one business unit. */
export interface TrendSeries {
  readonly key: string;
  readonly label: Words;
  readonly rows: readonly SignedResultRow[];
}

const FAMILIES = { dcmm: 'DCMM', dsmm: 'DSMM' } as const;

/** A model of an organisation's own is a series to itself: nothing says that another one asks the same. */
function familyKey(model: MaturityModel): string {
  return model.family === 'own' ? model.id : model.family;
}

function familyName(model: MaturityModel): Words {
  const family: ModelFamily = model.family;
  return family === 'own' ? model.title : words(FAMILIES[family], FAMILIES[family]);
}

/** The signed results in series, the longest first. */
export function seriesOf(
  rows: readonly SignedResultRow[],
  models: ReadonlyMap<string, MaturityModel>,
): readonly TrendSeries[] {
  const found = new Map<string, { label: Words; rows: SignedResultRow[] }>();
  for (const row of rows) {
    const model = models.get(row.modelId);
    if (!model) continue;
    const key = [familyKey(model), row.side, row.unit].join('~');
    const side = w[row.side];
    const name = familyName(model);
    const unit = row.unit === '' ? w.wholeUnit : words(row.unit, row.unit);
    const series = found.get(key) ?? {
      label: words(`${name.zh} · ${side.zh} · ${unit.zh}`, `${name.en} · ${side.en} · ${unit.en}`),
      rows: [],
    };
    series.rows.push(row);
    found.set(key, series);
  }
  return [...found]
    .map(([key, series]) => ({ key, ...series }))
    .sort((a, b) => b.rows.length - a.rows.length);
}

/** Links between the editions that a series has results by, the older edition first. */
function linksOf(models: readonly MaturityModel[]): readonly DomainLink[] {
  const order = [...models].sort((a, b) => (a.effectiveOn ?? '').localeCompare(b.effectiveOn ?? ''));
  return order.slice(1).flatMap((to, index) => {
    const from = order[index];
    const crosswalk = from && crosswalkFor(from, to);
    return from && crosswalk ? [domainLink(from, to, crosswalk)] : [];
  });
}

const scoreOfText = (text: string | undefined): Score | null =>
  text === undefined ? null : { exact: text, shown: text };

/** One thing over time, in runs of points that are joined. */
export interface LineView {
  readonly key: string;
  readonly name: Words;
  readonly runs: readonly { readonly at: number; readonly value: number }[][];
  /** By result: the score, and what keeps it from the one before. */
  readonly points: Readonly<Record<string, { readonly score: string | null; readonly isBroken: boolean }>>;
}

function lineView(line: TrendLine, name: Words): LineView {
  const runs: { at: number; value: number }[][] = [];
  for (const { join, score, signedAt } of line.points) {
    if (!score) continue;
    const point = { at: Date.parse(signedAt), value: Number(score.shown) };
    const run = runs.at(-1);
    if (run && (join === 'joined' || join === 'edition-joined')) run.push(point);
    else runs.push([point]);
  }
  return {
    key: line.key,
    name,
    runs,
    points: Object.fromEntries(
      line.points.map(({ resultId, score, join }) => [
        resultId,
        { score: score?.shown ?? null, isBroken: join === 'edition' || join === 'scheme' },
      ]),
    ),
  };
}

/** The newest stretch of points that can be compared, for the finding. */
function lastStretch(line: TrendLine) {
  const stretch: { on: string; score: string }[] = [];
  for (const { join, score, signedAt } of line.points) {
    if (join !== 'joined' && join !== 'edition-joined') stretch.length = 0;
    if (score) stretch.push({ on: plainDateInShanghai(signedAt), score: score.shown });
  }
  return stretch;
}

/** A series as its page shows it. */
export function trendView(series: TrendSeries, models: ReadonlyMap<string, MaturityModel>) {
  const used = [...new Set(series.rows.map(({ modelId }) => modelId))].flatMap((id) => models.get(id) ?? []);
  const results = series.rows.map((row) => ({
    id: row.assessmentId,
    modelId: row.modelId,
    schemeDigest: row.schemeDigest,
    signedAt: row.signedAt,
    overall: scoreOfText(row.scores.overall),
    domains: (models.get(row.modelId)?.domains ?? []).map(({ id }) => ({
      id,
      score: scoreOfText(row.scores[id]),
    })),
  }));
  const trend = trendOf(results, linksOf(used));
  const newest = series.rows.at(-1)?.modelId;
  const nameOf = (line: TrendLine): Words => {
    const last = line.points.at(-1);
    const model = models.get(last?.modelId ?? '');
    const domain = model?.domains.find(({ id }) => id === last?.domainId);
    if (!model || !domain) return words(line.key, line.key);
    // A domain that the newest edition doesn't go on with may share its name with one that is something else.
    return model.id === newest
      ? domain.name
      : words(`${domain.name.zh}（${model.edition} 版）`, `${domain.name.en} (${model.edition})`);
  };
  return {
    finding: trendFinding(
      lastStretch(trend.overall),
      trend.overall.points.some(({ join }) => join === 'edition' || join === 'scheme'),
    ),
    overall: lineView(trend.overall, w.overall),
    domains: trend.domains.map((line) => lineView(line, nameOf(line))),
    breaks: trend.overall.points.flatMap(({ join, signedAt }) =>
      join === 'edition' || join === 'scheme' ? [{ at: Date.parse(signedAt), label: w[join] }] : [],
    ),
    results: series.rows.map((row) => ({
      id: row.assessmentId,
      title: row.title,
      on: plainDateInShanghai(row.signedAt),
      at: Date.parse(row.signedAt),
      edition: models.get(row.modelId)?.edition ?? '',
    })),
  };
}
