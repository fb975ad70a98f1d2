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
  /** Sum of worths over the number of applicable criteria; null where none is applicable (the level then passes). */
  readonly share: Score | null;
  readonly gate: string;
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
  readonly levels: readonly LevelStep[];
  /** Highest level whose gate, and every gate below, is passed; 0 where none is. */
  readonly reached: 0 | LevelNumber;
  /** Null where the cell is excluded, or every criterion is 不适用. */
  readonly score: Score | null;
  readonly exclusion: string | null;
  readonly unanswered: number;
}

export interface ItemResult {
  readonly itemId: string;
  readonly cells: readonly CellResult[];
  readonly parts: readonly CombinedPart[];
  readonly score: Score | null;
  readonly reached: number;
}

export interface DomainResult {
  readonly domainId: string;
  readonly items: readonly ItemResult[];
  readonly parts: readonly CombinedPart[];
  readonly score: Score | null;
  /** Whole part of the score. */
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
  readonly overall: Score | null;
  /** Whole part of the overall score as rounded by the scheme; null where nothing is applicable. */
  readonly level: number | null;
  readonly criteria: number;
  readonly answered: number;
  readonly notApplicable: number;
}
