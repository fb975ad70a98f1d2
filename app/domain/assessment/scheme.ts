import type { Words } from '../words.ts';
import type { Confidence, LevelNumber, ModelFamily } from './model.ts';

/** The conclusions on one criterion, best first; keys 1–5 choose them. */
export const GRADES = ['met', 'mostly', 'partly', 'unmet', 'not_applicable'] as const;
export type GradeKey = (typeof GRADES)[number];

/** A number of the scheme with where it comes from. Decimals are text ('0.8'), so that nothing is rounded on the way. */
export interface Basis {
  readonly value: string;
  readonly basis: string;
  readonly confidence: Confidence;
}

/** How several scores become one: their weighted mean, or the lowest of them. */
export type Combination = 'mean' | 'lowest';

/**
 * How answers become levels. The official arithmetic isn't public (DOMAIN §5.4, §6: unknown), so every number here is a
 * setting that names its basis, and every result says 自评估结果，非认证结论.
 */
export interface ScoringScheme {
  readonly id: string;
  readonly version: number;
  readonly title: Words;
  /** Models that it may be used with. */
  readonly family: ModelFamily;
  readonly source: string;
  /** What each grade is worth; 不适用 has no worth and leaves the denominator. */
  readonly grades: readonly {
    readonly grade: GradeKey;
    readonly name: Words;
    readonly worth: Basis | null;
  }[];
  /** Share of a level's worth that passes it, for each level. */
  readonly gates: Readonly<Record<LevelNumber, Basis>>;
  /** A cell's score is at least this much (0 or 1), whatever its answers. */
  readonly floor: Basis;
  /** How cells of an item, items of a domain and domains of the whole are combined. */
  readonly combine: {
    readonly cells: Combination;
    readonly items: Combination;
    readonly domains: Combination;
  };
  /** Weights by id of cell, item or domain; what isn't named weighs 1. Decimals as text. */
  readonly weights: Readonly<Record<string, Basis>>;
  /** Decimals to which cell, item, domain and overall scores are rounded, half up; null leaves them exact. */
  readonly rounding: {
    readonly cell: number | null;
    readonly item: number | null;
    readonly domain: number | null;
    readonly overall: number | null;
  };
  readonly digest: string;
}

/** What was concluded: grade by criterion id, and cells left out of scope with their reason. */
export interface AnswerSheet {
  readonly grades: Readonly<Record<string, GradeKey>>;
  /** Cell id → why it isn't applicable (裁剪). */
  readonly exclusions: Readonly<Record<string, string>>;
}
