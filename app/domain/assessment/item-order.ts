import { itemsOf, type Item, type MaturityModel } from './model.ts';
import type { AnswerSheet } from './scheme.ts';

/** A place that still waits for an answer. */
export interface OpenPlace {
  readonly itemId: string;
  readonly criterionId: string;
}

/** The items around one, in the order of the standard; unanswered ones are looked for around the end, too. */
export interface ItemsAround {
  readonly previous: string | null;
  readonly next: string | null;
  /** First unanswered criterion of the nearest other item that has one. */
  readonly previousUnanswered: OpenPlace | null;
  readonly nextUnanswered: OpenPlace | null;
}

/** The first criterion of an item that is in scope and has no grade. */
function firstUnanswered(item: Item, sheet: AnswerSheet): OpenPlace | null {
  const criterion = item.cells
    .filter(({ id }) => !Object.hasOwn(sheet.exclusions, id))
    .flatMap(({ criteria }) => criteria)
    .find(({ id }) => !Object.hasOwn(sheet.grades, id));
  return criterion ? { itemId: item.id, criterionId: criterion.id } : null;
}

/** Where one may go from an item. */
export function itemsAround(model: MaturityModel, sheet: AnswerSheet, itemId: string): ItemsAround {
  const items = itemsOf(model);
  const at = items.findIndex(({ id }) => id === itemId);
  const after = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))];
  const nearest = (others: readonly Item[]): OpenPlace | null => {
    for (const item of others) {
      const place = firstUnanswered(item, sheet);
      if (place) return place;
    }
    return null;
  };
  return {
    previous: items[at - 1]?.id ?? null,
    next: items[at + 1]?.id ?? null,
    previousUnanswered: nearest([...after].reverse()),
    nextUnanswered: nearest(after),
  };
}

/** Criteria in scope, and how many have a grade. */
export interface Progress {
  readonly answered: number;
  readonly criteria: number;
}

/** How far some items are. */
export function progressOf(items: readonly Item[], sheet: AnswerSheet): Progress {
  const criteria = items
    .flatMap(({ cells }) => cells)
    .filter(({ id }) => !Object.hasOwn(sheet.exclusions, id))
    .flatMap((cell) => cell.criteria);
  return {
    criteria: criteria.length,
    answered: criteria.filter(({ id }) => Object.hasOwn(sheet.grades, id)).length,
  };
}
