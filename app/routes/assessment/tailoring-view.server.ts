import { cellName } from '#app/domain/assessment/explanation.ts';
import { itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { plainDateInShanghai } from '#app/domain/calendar/plain-date.ts';
import type { ExclusionRow } from '#db/queries/assessment.read.ts';

/** What is left out, by name, in the order of the model. */
export function exclusionsView(model: MaturityModel, exclusions: readonly ExclusionRow[]) {
  const rows = new Map(exclusions.map((row) => [row.cellId, row]));
  return itemsOf(model).flatMap((item) =>
    item.cells.flatMap((cell) => {
      const row = rows.get(cell.id);
      if (!row) return [];
      return [
        {
          cellId: cell.id,
          name: cellName(model, item, cell),
          reason: row.reason,
          by: row.excludedByName,
          on: plainDateInShanghai(row.excludedAt),
        },
      ];
    }),
  );
}
