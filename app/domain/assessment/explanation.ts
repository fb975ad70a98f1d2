import { words, type Words } from '../words.ts';
import { itemsOf, type Cell, type Item, type MaturityModel } from './model.ts';
import type { CellResult, CombinedPart, Derivation, DomainResult, ItemResult, Score } from './result.ts';
import type { Combination, Ground, ScoringScheme } from './scheme.ts';

/** What a figure is about. */
export const FIGURE_KINDS = ['overall', 'domain', 'item', 'cell'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** One criterion with what was concluded on it. */
export interface ExplainedCriterion {
  readonly id: string;
  readonly text: string;
  /** Null where nobody has answered. */
  readonly grade: Words | null;
  readonly worth: string | null;
}

/** One level of a cell: its criteria, the sum, the share and the gate. */
export interface ExplainedLevel {
  readonly level: number;
  readonly name: Words;
  readonly criteria: readonly ExplainedCriterion[];
  readonly sum: Score;
  readonly applicable: number;
  readonly share: Score | null;
  readonly gate: string;
  readonly passes: boolean;
}

interface Explained {
  readonly id: string;
  readonly name: Words;
  readonly clause: string | null;
  readonly raw: Score | null;
  readonly score: Score | null;
  /** Decimals to which the score is rounded; null where it stays exact. */
  readonly places: number | null;
  readonly ground: Ground;
}

/** How a cell came to its score. */
export interface ExplainedCell extends Explained {
  readonly kind: 'cell';
  readonly itemId: string;
  readonly levels: readonly ExplainedLevel[];
  readonly reached: number;
  readonly floor: string;
  readonly exclusion: string | null;
}

/** One part of a combination. */
export interface ExplainedPart {
  readonly kind: Exclude<FigureKind, 'overall'>;
  readonly id: string;
  readonly name: Words;
  readonly weight: string;
  readonly score: Score | null;
}

/** How parts became one score. */
export interface ExplainedCombination extends Explained {
  readonly kind: 'overall' | 'domain' | 'item';
  readonly combination: Combination;
  readonly parts: readonly ExplainedPart[];
  /** The calculation as one line, with exact numbers; null where no part has a score. */
  readonly sum: string | null;
  readonly level: number | null;
  /** What each part comes from; empty where the reader goes there by its link. */
  readonly inside: readonly Explanation[];
}

export type Explanation = ExplainedCell | ExplainedCombination;

/** The overall figure's name and key. */
const OVERALL = { id: 'all', name: words('总体', 'Overall') } as const;

interface Reading {
  readonly model: MaturityModel;
  readonly scheme: ScoringScheme;
  readonly isWhole: boolean;
}

/** A cell's name: its item's, with the dimension where the model has them. */
export function cellName(model: MaturityModel, item: Item, cell: Cell): Words {
  const dimension = model.dimensions.find(({ id }) => id === cell.dimensionId);
  if (!dimension) return item.name;
  return words(`${item.name.zh} · ${dimension.name.zh}`, `${item.name.en}: ${dimension.name.en}`);
}

function explainCell({ model, scheme }: Reading, item: Item, cell: Cell, result: CellResult): ExplainedCell {
  const grades = new Map(scheme.grades.map(({ grade, name }) => [grade, name]));
  const texts = new Map(cell.criteria.map(({ id, text }) => [id, text]));
  return {
    kind: 'cell',
    id: cell.id,
    itemId: item.id,
    name: cellName(model, item, cell),
    clause: item.clause,
    levels: result.levels.map((step) => ({
      level: step.level,
      name: model.levels.find(({ level }) => level === step.level)?.name ?? words('', ''),
      criteria: step.criteria.map(({ criterionId, grade, worth }) => ({
        id: criterionId,
        text: texts.get(criterionId) ?? '',
        grade: grade && (grades.get(grade) ?? null),
        worth,
      })),
      sum: step.sum,
      applicable: step.applicable,
      share: step.share,
      gate: step.gate,
      passes: step.passes,
    })),
    reached: result.reached,
    raw: result.raw,
    score: result.score,
    places: scheme.rounding.cell,
    floor: scheme.floor.value,
    exclusion: result.exclusion,
    ground: scheme.grounds.reading,
  };
}

/** The calculation in one line: `(1 × 7/3 + 1 × 2) ÷ 2 = 13/6`. */
function sumLine(how: Combination, parts: readonly CombinedPart[], raw: Score | null): string | null {
  const counted = parts.flatMap(({ weight, score }) => (score ? [{ weight, exact: score.exact }] : []));
  if (!raw || counted.length === 0) return null;
  if (how === 'lowest') return `min(${counted.map(({ exact }) => exact).join(', ')}) = ${raw.exact}`;
  const isEven = counted.every(({ weight }) => weight === '1');
  const above = counted.map(({ weight, exact }) => (isEven ? exact : `${weight} × ${exact}`)).join(' + ');
  const below = isEven ? String(counted.length) : `(${counted.map(({ weight }) => weight).join(' + ')})`;
  return `(${above}) ÷ ${below} = ${raw.exact}`;
}

function explainItem(reading: Reading, item: Item, result: ItemResult): Explanation {
  const { model, scheme } = reading;
  const cells = result.cells.flatMap((cellResult) => {
    const cell = item.cells.find(({ id }) => id === cellResult.cellId);
    return cell ? [explainCell(reading, item, cell, cellResult)] : [];
  });
  const [only] = cells;
  // A model without dimensions scores the item as a whole: the cell is the item, unless the scheme rounds it again.
  if (model.dimensions.length === 0 && only && scheme.rounding.item === null) return only;
  return {
    kind: 'item',
    id: item.id,
    name: item.name,
    clause: item.clause,
    combination: scheme.combine.cells,
    parts: result.parts.map((part) => ({
      ...part,
      kind: 'cell',
      name: cells.find(({ id }) => id === part.id)?.name ?? words(part.id, part.id),
    })),
    sum: sumLine(scheme.combine.cells, result.parts, result.raw),
    raw: result.raw,
    score: result.score,
    places: scheme.rounding.item,
    level: result.score ? result.reached : null,
    ground: scheme.grounds.cells,
    inside: cells,
  };
}

function explainDomain(reading: Reading, result: DomainResult): ExplainedCombination {
  const { model, scheme } = reading;
  const domain = model.domains.find(({ id }) => id === result.domainId);
  const items = domain?.items ?? [];
  return {
    kind: 'domain',
    id: result.domainId,
    name: domain?.name ?? words(result.domainId, result.domainId),
    clause: domain?.clause ?? null,
    combination: scheme.combine.items,
    parts: result.parts.map((part) => ({
      ...part,
      kind: 'item',
      name: items.find(({ id }) => id === part.id)?.name ?? words(part.id, part.id),
    })),
    sum: sumLine(scheme.combine.items, result.parts, result.raw),
    raw: result.raw,
    score: result.score,
    places: scheme.rounding.domain,
    level: result.level,
    ground: scheme.grounds.items,
    inside: reading.isWhole
      ? result.items.flatMap((itemResult) => {
          const item = items.find(({ id }) => id === itemResult.itemId);
          return item ? [explainItem(reading, item, itemResult)] : [];
        })
      : [],
  };
}

function explainOverall(reading: Reading, result: Derivation): ExplainedCombination {
  const { model, scheme } = reading;
  return {
    kind: 'overall',
    ...OVERALL,
    clause: null,
    combination: scheme.combine.domains,
    parts: result.parts.map((part) => ({
      ...part,
      kind: 'domain',
      name: model.domains.find(({ id }) => id === part.id)?.name ?? words(part.id, part.id),
    })),
    sum: sumLine(scheme.combine.domains, result.parts, result.raw),
    raw: result.raw,
    score: result.overall,
    places: scheme.rounding.overall,
    level: result.level,
    ground: scheme.grounds.domains,
    inside: reading.isWhole ? result.domains.map((domain) => explainDomain(reading, domain)) : [],
  };
}

/**
 * The steps that made a figure, down to the answers. `isWhole` takes in everything below; otherwise a domain and the
 * overall figure stop at their parts, which have figures of their own. Null for a figure that the model doesn't have.
 */
export function explainFigure(
  model: MaturityModel,
  scheme: ScoringScheme,
  result: Derivation,
  figure: { readonly kind: FigureKind; readonly id: string; readonly isWhole: boolean },
): Explanation | null {
  const reading = { model, scheme, isWhole: figure.isWhole };
  if (figure.kind === 'overall') return figure.id === OVERALL.id ? explainOverall(reading, result) : null;
  if (figure.kind === 'domain') {
    const domain = result.domains.find(({ domainId }) => domainId === figure.id);
    return domain ? explainDomain(reading, domain) : null;
  }
  const items = new Map(itemsOf(model).map((item) => [item.id, item]));
  for (const itemResult of result.domains.flatMap((domain) => domain.items)) {
    const item = items.get(itemResult.itemId);
    if (!item) continue;
    if (figure.kind === 'item' && item.id === figure.id) return explainItem(reading, item, itemResult);
    const cell = item.cells.find(({ id }) => id === figure.id);
    const cellResult = itemResult.cells.find(({ cellId }) => cellId === figure.id);
    if (figure.kind === 'cell' && cell && cellResult) return explainCell(reading, item, cell, cellResult);
  }
  return null;
}
