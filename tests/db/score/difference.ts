import { decimalText, parseFraction } from '#app/domain/assessment/fraction.ts';
import type { MaturityModel } from '#app/domain/assessment/model.ts';
import type { Score } from '#app/domain/assessment/result.ts';
import { score } from '#app/domain/assessment/score.ts';
import type { SheetUnderScheme, SqlScore } from './score.sql.ts';

/** Exact scores cut to the decimals that the database keeps, without zeros at the end. */
function twelve(given: Score): string {
  return decimalText(parseFraction(given.exact), 12).replace(/\.?0+$/, '');
}

/** Every figure of the product's own derivation that has a score, as `kind id` → score and level. */
export function figuresOf(model: MaturityModel, { scheme, answers }: SheetUnderScheme): Map<string, string> {
  const { domains, overall, level } = score(model, scheme, answers);
  const figures = new Map<string, string>();
  const put = (key: string, given: Score | null, whole: number | null) => {
    if (given) figures.set(key, `${twelve(given)} ${whole ?? '-'}`);
  };
  for (const domain of domains) {
    put(`domain ${domain.domainId}`, domain.score, domain.level);
    for (const item of domain.items) {
      put(`item ${item.itemId}`, item.score, null);
      for (const cell of item.cells) put(`cell ${cell.cellId}`, cell.score, null);
    }
  }
  put('overall ', overall, level);
  return figures;
}

/** Where the database and the product disagree on these sheets: one line each, and how many figures were compared. */
export function differences(
  model: MaturityModel,
  sheets: readonly SheetUnderScheme[],
  rows: readonly SqlScore[],
): { readonly figures: number; readonly lines: readonly string[] } {
  const found = sheets.map(() => new Map<string, string>());
  for (const { sheet, kind, id, score: value, level } of rows) {
    if (value !== null) found[sheet]?.set(`${kind} ${id}`, `${value} ${level ?? '-'}`);
  }
  let figures = 0;
  const lines = sheets.flatMap((given, sheet) => {
    const ours = figuresOf(model, given);
    const theirs = found[sheet] ?? new Map<string, string>();
    figures += ours.size;
    return [...new Set([...ours.keys(), ...theirs.keys()])]
      .filter((key) => ours.get(key) !== theirs.get(key))
      .map(
        (key) =>
          `sheet ${sheet}, ${key}: ${ours.get(key) ?? 'none'} here, ${theirs.get(key) ?? 'none'} in SQL`,
      );
  });
  return { figures, lines };
}
