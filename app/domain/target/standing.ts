import type { PlainDate } from '../calendar/plain-date.ts';
import type { RegionCode } from '../organisation/region.ts';
import type { Words } from '../words.ts';
import type { Deliverable, Judging, PlanContent, Source, Target } from './plan.ts';

/** A value on a day. Points are sorted by day; between two points the earlier value holds. */
export interface SeriesPoint {
  readonly on: PlainDate;
  readonly value: number;
}

export const STATUSES = ['reached', 'on_course', 'behind', 'far_behind', 'no_data'] as const;
export type Status = (typeof STATUSES)[number];

/** One step of the working, as a reader checks it: “要求进度 = 300 × 180 ÷ 364 = 148.4”. */
export interface WorkingStep {
  readonly label: Words;
  readonly text: Words;
}

/** What a number is judged to be, and why. */
export interface Judgement {
  readonly status: Status;
  /** Set once the deadline's day is over. */
  readonly verdict: 'reached' | 'missed' | null;
  /** Value ÷ target, for `up`; null without data. */
  readonly share: number | null;
  /** What the straight path asks for by the as-at day; null where there is no deadline. */
  readonly required: number | null;
  /** From here to the deadline, per 30 days; 0 when reached, null after the deadline or without one. */
  readonly requiredRate: number | null;
  readonly forecast: Forecast | null;
  /** Value from which it counts as reached: the tolerance of 左右 taken off. */
  readonly reachedFrom: number;
  /** One sentence for the tile. */
  readonly reason: Words;
  readonly working: readonly WorkingStep[];
}

/** What becomes of it if it goes on as before. */
export interface Forecast {
  readonly value: number;
  /** The method's name and what it used. */
  readonly method: Words;
  /** The day on which the target would be reached; null when not before the deadline plus one year. */
  readonly reachedOn: PlainDate | null;
}

/** The numbers of one source, for one area. */
export interface SourceSeries {
  readonly source: Source;
  readonly points: readonly SeriesPoint[];
  /** The value as at the day; null without data. */
  readonly value: number | null;
  /** How it came about: “16 市中 3 市已填报，合计”. Null where nothing needs saying. */
  readonly note: Words | null;
}

export interface RegionStanding {
  readonly regionCode: RegionCode;
  readonly value: number | null;
  /** The city's share of the target, where the province split it. */
  readonly split: number | null;
  readonly judgement: Judgement | null;
  readonly points: readonly SeriesPoint[];
}

/** Where one target stands on a day. */
export interface TargetStanding {
  readonly target: Target;
  /** Of the headline source; null without data. */
  readonly value: number | null;
  readonly headline: Source;
  readonly sources: readonly SourceSeries[];
  readonly judgement: Judgement;
  /** The plan's cities (of a province) in the order of their codes; empty elsewhere. */
  readonly regions: readonly RegionStanding[];
}

export interface DeliverableStanding {
  readonly deliverable: Deliverable;
  readonly doneOn: PlainDate | null;
  readonly isLate: boolean;
  /** Whether its deadline passed without it. */
  readonly isOverdue: boolean;
  readonly source: string;
}

/** Where a plan stands on a day. */
export interface PlanStanding {
  readonly content: PlanContent;
  readonly judging: Judging;
  readonly asAt: PlainDate;
  readonly targets: readonly TargetStanding[];
  readonly deliverables: readonly DeliverableStanding[];
}
