import type { PlainDate } from '../calendar/plain-date.ts';
import type { RegionCode } from '../organisation/region.ts';
import { type Words, words } from '../words.ts';

/** How a target's value is to be read: 以上, 左右, 超过, 不超过, exactly. */
export const COMPARATORS = {
  at_least: { sign: '≥', name: words('不少于', 'at least') },
  about: { sign: '≈', name: words('左右', 'about') },
  above: { sign: '>', name: words('超过', 'more than') },
  at_most: { sign: '≤', name: words('不超过', 'at most') },
  exactly: { sign: '=', name: words('为', 'exactly') },
} as const satisfies Record<string, { sign: string; name: Words }>;
export type Comparator = keyof typeof COMPARATORS;

/**
 * From which side a value is reached. Counts and sizes to be built up are reached from below upwards (`up`): 16
 * laboratories meet “15”. A limit is kept from above (`down`): more than the limit breaches it.
 */
export const DIRECTIONS = ['up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Whether the text asks for a stock by the deadline, for what happens within the year, or doesn't say. */
export const COUNTINGS = {
  cumulative: words('累计', 'cumulative'),
  in_year: words('当年', 'within the year'),
  unstated: words('原文未写明', 'not stated'),
} as const satisfies Record<string, Words>;
export type Counting = keyof typeof COUNTINGS;

/** How entries become a value: counted, their quantities added, or nothing but reported figures. */
export const MEASURES = ['count', 'sum', 'value'] as const;
export type Measure = (typeof MEASURES)[number];

/** Where a value comes from. Each is shown apart; they are never added up. */
export const SOURCES = {
  records: words('按名录条目', 'From listed records'),
  reported: words('按填报数', 'As reported'),
  platform: words('按平台数据', 'From the platform’s own data'),
} as const satisfies Record<string, Words>;
export type Source = keyof typeof SOURCES;

/** Designations that an authority gives to enterprises, and that the platform therefore knows. */
export const DESIGNATIONS = {
  chief_data_engineer_pilot: words('总数据师制度试点企业', 'Pilot of the chief data engineer system'),
  data_element_enterprise: words('数据要素型重点企业', 'Key data-element enterprise'),
  data_trader: words('数商生态企业', 'Data-trading ecosystem enterprise'),
  benchmark_enterprise: words('大数据标杆企业', 'Big-data benchmark enterprise'),
  data_it_demonstrator: words('数据信创应用示范单位', 'Demonstrator of home-grown data IT'),
} as const satisfies Record<string, Words>;
export type DesignationKind = keyof typeof DESIGNATIONS;

/** What the platform can count itself. `ever`: each enterprise once from its first day; `held`: while it holds it. */
export type PlatformRule =
  | { readonly from: 'certificate'; readonly kind: 'dcmm' | 'dsmm'; readonly leastLevel: number }
  | { readonly from: 'designation'; readonly kind: DesignationKind; readonly counts: 'ever' | 'held' };

/** One number to reach. Ids are unique within the plan and stable through its versions. */
export interface Target {
  readonly id: string;
  readonly part: string;
  /** The clause as the document numbers it: 第2条, 任务12, 三（二）. */
  readonly clause: string;
  readonly indicator: Words;
  readonly comparator: Comparator;
  readonly value: number;
  readonly unit: Words;
  readonly direction: Direction;
  readonly counting: Counting;
  /** 力争: the text strives for it. */
  readonly isAspiration: boolean;
  /** Null where the text sets none. */
  readonly deadline: PlainDate | null;
  readonly measure: Measure;
  /** What one entry is: an enterprise, a product, a training session. */
  readonly entryName: Words;
  /** The source that the tile shows and the judgement uses. */
  readonly headline: Source;
  readonly platform: PlatformRule | null;
  /** Whether the province may split it by city. */
  readonly canSplit: boolean;
  /** The clause in our own words. */
  readonly summary: Words;
  /** What a reader must know of our reading; null for nothing. */
  readonly note: Words | null;
}

/** Something to be done that has no number, or a level to be attained (毫米级). */
export interface Deliverable {
  readonly id: string;
  readonly part: string;
  readonly clause: string;
  readonly text: Words;
  readonly deadline: PlainDate | null;
}

/** A published figure beside the targets: context, never a target's actual value. */
export interface ContextFigure {
  readonly text: Words;
  readonly date: string;
  readonly source: string;
  readonly confidence: 'C' | 'C-w' | 'L' | 'U';
}

export interface PlanPart {
  readonly id: string;
  readonly title: Words;
}

/** A plan as its document has it. */
export interface PlanContent {
  /** Of the library's file, or of the house's own plan: letters, digits and hyphens. */
  readonly key: string;
  readonly title: Words;
  /** Document number; empty where the text has none. */
  readonly number: string;
  readonly issuer: Words;
  /** Null where the text doesn't say. */
  readonly issuedOn: PlainDate | null;
  readonly region: RegionCode;
  /** The library's programme, null for a house's own plan. */
  readonly programme: string | null;
  /** The path of each number begins on the first day and ends on its own deadline. */
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly source: Words;
  /** Defects of the text at hand, shown with the plan. */
  readonly defects: readonly Words[];
  readonly parts: readonly PlanPart[];
  readonly targets: readonly Target[];
  readonly deliverables: readonly Deliverable[];
  readonly context: readonly ContextFigure[];
}

/**
 * How numbers are judged: this platform's convention, not the document's, and shown as such. A house sets its own.
 * Shares are 0 to 1.
 */
export interface Judging {
  /** 左右 (≈) is reached from this share below the value. */
  readonly tolerance: number;
  /** Below this share of what the path requires by now a number is behind… */
  readonly behindBelow: number;
  /** …and below this one far behind. */
  readonly farBehindBelow: number;
}

/** What a plan begins with; the document gives no numbers for any of them. */
export const DEFAULT_JUDGING: Judging = { tolerance: 0.05, behindBelow: 1, farBehindBelow: 0.75 };
