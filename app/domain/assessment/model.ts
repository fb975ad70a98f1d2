import type { PlainDate } from '../calendar/plain-date.ts';
import { words, type Words } from '../words.ts';

/** Maturity levels, lowest to highest (GB/T 36073, GB/T 37988: five each). */
export const LEVELS = [1, 2, 3, 4, 5] as const;
export type LevelNumber = (typeof LEVELS)[number];

/** How sure a fact is: confirmed, confirmed by web sources only, likely, unknown. */
export type Confidence = 'C' | 'C-w' | 'L' | 'U';

/** Something that an assessor can observe to be so, partly so or not. Written in our own words. */
export interface Criterion {
  /** Stable within the model: the cell's id, the level, the number (`6.1-L2-1`, `PA01/process-L3-2`). */
  readonly id: string;
  readonly level: LevelNumber;
  readonly text: string;
  /** What usually shows it. */
  readonly evidence: string;
  /** One line of how to get there. */
  readonly improve: string;
}

/**
 * What gets a score of its own: a capability item (DCMM), or one capability dimension of a process area (DSMM).
 * Criteria stand by level, then in the file's order.
 */
export interface Cell {
  /** The item's id (`6.1`), or item and dimension (`PA01/process`). */
  readonly id: string;
  /** Null where the model has no dimensions. */
  readonly dimensionId: string | null;
  readonly criteria: readonly Criterion[];
}

/** A capability item (能力项) or a process area (过程域). */
export interface Item {
  readonly id: string;
  /** Clause of the standard; null where it isn't known. */
  readonly clause: string | null;
  readonly name: Words;
  readonly cells: readonly Cell[];
}

/** A capability domain (能力域) or a group of process areas (过程域组). */
export interface Domain {
  readonly id: string;
  readonly clause: string | null;
  readonly name: Words;
  readonly items: readonly Item[];
}

export interface Dimension {
  readonly id: string;
  readonly name: Words;
}

export interface Level {
  readonly level: LevelNumber;
  readonly name: Words;
  /** What the level means, in our own words. */
  readonly summary: string;
}

/** Families whose editions follow each other; an organisation's own models are `own`. */
export type ModelFamily = 'dcmm' | 'dsmm' | 'own';

/** A maturity model, frozen when it is loaded. */
export interface MaturityModel {
  /** `dcmm-2025`, `dcmm-2018`, `dsmm-2019`, or `own:<uuid>`. */
  readonly id: string;
  readonly family: ModelFamily;
  readonly edition: string;
  /** Number of the standard, such as GB/T 36073-2025; empty for an organisation's own. */
  readonly standard: string;
  readonly title: Words;
  readonly publishedOn: PlainDate | null;
  readonly effectiveOn: PlainDate | null;
  /** From this day another edition is current. */
  readonly supersededOn: PlainDate | null;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  /** Where names and structure come from, how sure that is, and that the criteria are our own. */
  readonly source: string;
  readonly confidence: Confidence;
  readonly levels: readonly Level[];
  /** Empty where an item is scored as a whole. */
  readonly dimensions: readonly Dimension[];
  readonly domains: readonly Domain[];
  /** SM3 of the canonical JSON of everything above. */
  readonly digest: string;
}

/** A model's short name: `DCMM 2025 · GB/T 36073-2025`; an organisation's own goes by its title. */
export function modelName(model: Pick<MaturityModel, 'family' | 'edition' | 'standard' | 'title'>): Words {
  if (model.family === 'own') return model.title;
  const name = `${model.family.toUpperCase()} ${model.edition} · ${model.standard}`;
  return words(name, name);
}

/** Every item of a model, in the order of the standard. */
export function itemsOf(model: MaturityModel): readonly Item[] {
  return model.domains.flatMap((domain) => domain.items);
}

/** Every cell of a model, in the order of the standard. */
export function cellsOf(model: MaturityModel): readonly Cell[] {
  return itemsOf(model).flatMap((item) => item.cells);
}

/** Every criterion of a model, in the order of the standard. */
export function criteriaOf(model: MaturityModel): readonly Criterion[] {
  return cellsOf(model).flatMap((cell) => cell.criteria);
}
