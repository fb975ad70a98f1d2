import { crosswalkBetween } from '#assessments/crosswalk.ts';
import { maturityModels } from '#assessments/model.ts';
import { itemsOf, type MaturityModel } from '../../domain/assessment/model.ts';
import type { Words } from '../../domain/words.ts';

/** How a shipped model stands to each other one that a crosswalk leads to, with the items named. */
export function crosswalkViews(model: MaturityModel) {
  return [...maturityModels().values()].flatMap((to) => {
    const crosswalk = crosswalkBetween(model.id, to.id);
    if (!crosswalk) return [];
    const before = namesOf(model);
    const after = namesOf(to);
    const { kind, source, pairs, gone, added } = crosswalk;
    const lone = { confidence: null, note: '' };
    return [
      {
        kind,
        source,
        from: { id: model.id, standard: model.standard },
        to: { id: to.id, standard: to.standard },
        rows: [
          ...pairs.map((pair) => ({ ...pair, from: before(pair.from), to: after(pair.to) })),
          ...added.map((id) => ({ relation: 'added' as const, from: [], to: after([id]), ...lone })),
          ...gone.map((id) => ({ relation: 'gone' as const, from: before([id]), to: [], ...lone })),
        ],
      },
    ];
  });
}

function namesOf(model: MaturityModel) {
  const names = new Map(itemsOf(model).map(({ id, name }) => [id, name]));
  return (ids: readonly string[]): { id: string; name: Words | null }[] =>
    ids.map((id) => ({ id, name: names.get(id) ?? null }));
}
