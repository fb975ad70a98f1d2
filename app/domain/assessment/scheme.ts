import type { Words } from '../words.ts';
import type { Confidence, LevelNumber, ModelFamily } from './model.ts';

/** The conclusions on one criterion, best first; keys 1–5 choose them. */
export const GRADES = ['met', 'mostly', 'partly', 'unmet', 'not_applicable'] as const;
export type GradeKey = (typeof GRADES)[number];

/** Where a choice comes from, and how sure that is. */
export interface Ground {
  readonly basis: string;
  readonly confidence: Confidence;
}

/** A number of the scheme with where it comes from. Decimals are text ('0.8'), so that nothing is rounded on the way. */
export interface Basis extends Ground {
  readonly value: string;
}

/** How several scores become one: their weighted mean, or the lowest of them. */
export type Combination = 'mean' | 'lowest';

/** The choices of a scheme that aren't numbers of their own; each names its ground. */
export const CHOICES = ['reading', 'cells', 'items', 'domains', 'weights', 'rounding'] as const;
export type Choice = (typeof CHOICES)[number];

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
  /** Grades that may be given, best first. What each is worth; 不适用 has no worth and leaves the denominator. */
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
  /**
   * Decimals (0 to 2) to which cell, item, domain and overall scores are rounded, half up; null leaves them exact. The
   * overall score is always rounded, because the level is read from it.
   */
  readonly rounding: {
    readonly cell: number | null;
    readonly item: number | null;
    readonly domain: number | null;
    readonly overall: number;
  };
  /** Why answers are read by gates and shares, why scores are combined so, weights when none is named, rounding. */
  readonly grounds: Readonly<Record<Choice, Ground>>;
  readonly digest: string;
}

/** What was concluded: grade by criterion id, and cells left out of scope with their reason. */
export interface AnswerSheet {
  readonly grades: Readonly<Record<string, GradeKey>>;
  /** Cell id → why it isn't applicable (裁剪). */
  readonly exclusions: Readonly<Record<string, string>>;
}
