import type { LevelNumber } from './model.ts';
import type { GradeKey } from './scheme.ts';

/** An exact number, as a fraction in lowest terms ('7/3', '2'), and the decimal that is shown (two places, half up). */
export interface Score {
  readonly exact: string;
  readonly shown: string;
}

/** One criterion's part in its level. */
export interface CriterionStep {
  readonly criterionId: string;
  /** Null where nobody has answered; it then counts as worth nothing. */
  readonly grade: GradeKey | null;
  /** Worth as in the scheme; null where it leaves the denominator. */
  readonly worth: string | null;
}

/** How one level of a cell was judged. */
export interface LevelStep {
  readonly level: LevelNumber;
  readonly criteria: readonly CriterionStep[];
  /** Sum of the worths of the applicable criteria. */
  readonly sum: Score;
  readonly applicable: number;
  /** Sum over the number of applicable criteria; null where none is applicable. */
  readonly share: Score | null;
  readonly gate: string;
  /** Without applicable criteria a level passes if a criterion above it is applicable, and only then. */
  readonly passes: boolean;
}

/** One part of a combination, with its weight; a part without a score is left out. */
export interface CombinedPart {
  readonly id: string;
  readonly weight: string;
  readonly score: Score | null;
}

export interface CellResult {
  readonly cellId: string;
  /** All five; none where the cell is excluded. */
  readonly levels: readonly LevelStep[];
  /** Highest level whose gate, and every gate below, is passed; 0 where none is. */
  readonly reached: 0 | LevelNumber;
  /** Reached level and share of the next, before floor and rounding. */
  readonly raw: Score | null;
  /** Null where the cell is excluded, or every criterion is 不适用. */
  readonly score: Score | null;
  readonly exclusion: string | null;
  readonly unanswered: number;
}

export interface ItemResult {
  readonly itemId: string;
  readonly cells: readonly CellResult[];
  readonly parts: readonly CombinedPart[];
  /** The combination before rounding. */
  readonly raw: Score | null;
  readonly score: Score | null;
  /** Whole part of the score as shown; 0 where there is none. */
  readonly reached: number;
}

export interface DomainResult {
  readonly domainId: string;
  readonly items: readonly ItemResult[];
  readonly parts: readonly CombinedPart[];
  /** The combination before rounding. */
  readonly raw: Score | null;
  readonly score: Score | null;
  /** Whole part of the score as shown, so that figure and level never disagree. */
  readonly level: number | null;
}

/** A result with every step that made it, down to the answers. Radar, gaps, report and export all read this object. */
export interface Derivation {
  readonly modelId: string;
  readonly modelDigest: string;
  readonly schemeId: string;
  readonly schemeDigest: string;
  readonly domains: readonly DomainResult[];
  readonly parts: readonly CombinedPart[];
  /** The combination of the domains before rounding. */
  readonly raw: Score | null;
  readonly overall: Score | null;
  /** Whole part of the overall score as rounded by the scheme; null where nothing is applicable. */
  readonly level: number | null;
  /** Criteria of cells that aren't excluded; how many have a grade; how many of those are 不适用. */
  readonly criteria: number;
  readonly answered: number;
  readonly notApplicable: number;
}
