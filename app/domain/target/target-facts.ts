import type { PlainDate } from '../calendar/plain-date.ts';
import type { Words } from '../words.ts';
import { differenceOf, seriesFinding, sourceFinding } from './finding.ts';
import type { Source, Target } from './plan.ts';
import { rankedCells, regionFinding, type RegionCell } from './region-view.ts';
import { seriesRows, seriesView, type SeriesRow, type SeriesView } from './series-view.ts';
import type { Judgement, PlanStanding, TargetStanding } from './standing.ts';

/** One source of a target's value, beside the others. */
export interface SourceFacts {
  readonly source: Source;
  readonly value: number | null;
  readonly isHeadline: boolean;
  /** To the headline's value; null where either has none. */
  readonly difference: number | null;
  readonly note: Words | null;
}

/** Everything that the page of one target says; its pages inside and in public, and its exports, read the same. */
export interface TargetFacts {
  readonly target: Target;
  readonly part: Words | null;
  readonly asAt: PlainDate;
  readonly value: number | null;
  readonly judgement: Judgement;
  readonly sources: readonly SourceFacts[];
  readonly sourceFinding: Words;
  readonly series: SeriesView;
  readonly seriesFinding: Words;
  readonly rows: readonly SeriesRow[];
  /** Largest first; empty where the plan has no cities. */
  readonly cells: readonly RegionCell[];
  readonly regionFinding: Words;
}

/** What is to be said of one target of a plan. */
export function targetFacts(standing: TargetStanding, plan: PlanStanding): TargetFacts {
  const { target, value, judgement } = standing;
  const series = seriesView(standing, plan);
  return {
    target,
    part: plan.content.parts.find(({ id }) => id === target.part)?.title ?? null,
    asAt: plan.asAt,
    value,
    judgement,
    sources: standing.sources.map((source) => ({
      source: source.source,
      value: source.value,
      isHeadline: source.source === standing.headline,
      difference: differenceOf(source, standing),
      note: source.note,
    })),
    sourceFinding: sourceFinding(standing),
    series,
    seriesFinding: seriesFinding(standing, plan.asAt),
    rows: seriesRows(series),
    cells: rankedCells(standing),
    regionFinding: regionFinding(standing),
  };
}
