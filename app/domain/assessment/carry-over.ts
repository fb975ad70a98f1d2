import type { Crosswalk, PairRelation } from './crosswalk.ts';
import { itemsOf, type Cell, type Criterion, type Item, type MaturityModel } from './model.ts';
import type { GradeKey } from './scheme.ts';

/** What was concluded before on one criterion. */
export interface FormerAnswer {
  readonly criterionId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
}

/** An assessment that another begins with. */
export interface FormerAssessment {
  readonly answers: readonly FormerAnswer[];
  /** Cell id → why it wasn't applicable. */
  readonly exclusions: Readonly<Record<string, string>>;
  readonly evidence: readonly { readonly cellId: string; readonly evidenceId: string }[];
}

/** A former answer that holds for a criterion of the new model, because it asks the same. */
export interface CarriedAnswer {
  readonly criterionId: string;
  readonly fromCriterionId: string;
  readonly grade: GradeKey | null;
  readonly note: string;
}

/** A former answer that is shown beside a new item and decides nothing. */
export interface ReferenceAnswer extends FormerAnswer {
  /** The item of the new model beside which it is shown. */
  readonly itemId: string;
}

/** What became of items: ids of the former and of the new model, and how many of the new criteria ask the same as before. */
export interface ItemChange {
  readonly relation: Exclude<PairRelation, 'related'> | 'new' | 'gone';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly note: string;
  readonly criteria: number;
  readonly unchanged: number;
}

/** What a new assessment begins with, and what its people have to know. */
export interface CarryOver {
  readonly answers: readonly CarriedAnswer[];
  readonly references: readonly ReferenceAnswer[];
  /** Cell id of the new model → reason. */
  readonly exclusions: Readonly<Record<string, string>>;
  readonly evidence: readonly { readonly cellId: string; readonly evidenceId: string }[];
  readonly changes: readonly ItemChange[];
  /** Former answers and evidence of items that are gone. */
  readonly left: {
    readonly answers: readonly FormerAnswer[];
    readonly evidence: readonly { readonly cellId: string; readonly evidenceId: string }[];
  };
}

/**
 * Carries a former assessment over to another edition. A grade is carried only to a criterion with the very same words
 * in an item that the crosswalk pairs; where two former criteria have those words and were graded differently, neither
 * is. What isn't carried is shown for reference beside the item that follows. Evidence goes to every item that follows
 * its own. An exclusion is carried where one item follows one; a split or merged item needs a reason of its own.
 * @throws RangeError where the crosswalk isn't one between editions of these two models: a bug of the caller
 */
export function carryOver(
  from: MaturityModel,
  to: MaturityModel,
  crosswalk: Crosswalk,
  former: FormerAssessment,
): CarryOver {
  if (crosswalk.kind !== 'edition' || crosswalk.from !== from.id || crosswalk.to !== to.id) {
    throw new RangeError(`no crosswalk of editions from ${from.id} to ${to.id}`);
  }
  const olds = new Map(itemsOf(from).map((item) => [item.id, item]));
  const news = new Map(itemsOf(to).map((item) => [item.id, item]));
  const answers = new Map(former.answers.filter(isSaid).map((answer) => [answer.criterionId, answer]));
  const blocks = crosswalk.pairs.map((pair) => {
    const block = {
      pair,
      before: pair.from.flatMap((id) => olds.get(id) ?? []),
      after: pair.to.flatMap((id) => news.get(id) ?? []),
    };
    return { ...block, ...carryBlock(block.before, block.after, answers) };
  });
  const gone = crosswalk.gone.flatMap((id) => olds.get(id) ?? []);
  const goneCells = new Set(gone.flatMap(({ cells }) => cells.map(({ id }) => id)));
  return {
    answers: blocks.flatMap((block) => block.carried),
    references: blocks.flatMap((block) => block.references),
    exclusions: Object.fromEntries(
      blocks
        .filter(({ pair }) => pair.relation === 'same' || pair.relation === 'renamed')
        .flatMap(({ before, after }) => carryExclusions(before, after, former.exclusions)),
    ),
    evidence: unique(blocks.flatMap(({ before, after }) => carryEvidence(before, after, former.evidence))),
    changes: [
      ...blocks.flatMap(({ pair: { relation, from: olds, to: news, note }, after, same }) =>
        // Merely related items stand in themes alone.
        relation === 'related'
          ? []
          : [{ relation, from: olds, to: news, note, criteria: criteriaIn(after).length, unchanged: same }],
      ),
      ...crosswalk.added.map((id) => ({ ...lone('new', news.get(id)), from: [], to: [id] })),
      ...crosswalk.gone.map((id) => ({ ...lone('gone', undefined), from: [id], to: [] })),
    ],
    left: {
      answers: criteriaIn(gone).flatMap(({ id }) => answers.get(id) ?? []),
      evidence: former.evidence.filter(({ cellId }) => goneCells.has(cellId)),
    },
  };
}

function isSaid(answer: FormerAnswer): boolean {
  return answer.grade !== null || answer.note !== '';
}

function lone(relation: 'new' | 'gone', item: Item | undefined) {
  return { relation, note: '', criteria: item ? criteriaIn([item]).length : 0, unchanged: 0 };
}

function criteriaIn(items: readonly Item[]): Criterion[] {
  return items.flatMap(({ cells }) => cells.flatMap(({ criteria }) => criteria));
}

/** What a criterion asks: its words, in the dimension in which it stands. Blanks and widths of signs ask nothing. */
function questions(items: readonly Item[]): { criterion: Criterion; asks: string }[] {
  return items.flatMap(({ cells }) =>
    cells.flatMap(({ dimensionId, criteria }) =>
      criteria.map((criterion) => ({
        criterion,
        asks: `${dimensionId ?? ''}\u0000${criterion.text.normalize('NFKC').replace(/\s+/g, '')}`,
      })),
    ),
  );
}

function carryBlock(
  before: readonly Item[],
  after: readonly Item[],
  answers: ReadonlyMap<string, FormerAnswer>,
): { carried: CarriedAnswer[]; references: ReferenceAnswer[]; same: number } {
  const asked = questions(before);
  const carried: CarriedAnswer[] = [];
  let same = 0;
  for (const { criterion, asks } of questions(after)) {
    const partners = asked.filter((one) => one.asks === asks);
    if (partners.length > 0) same += 1;
    const said = partners.flatMap((one) => answers.get(one.criterion.id) ?? []);
    const [first] = said;
    if (!first || said.some((answer) => answer.grade !== first.grade)) continue;
    carried.push({
      criterionId: criterion.id,
      fromCriterionId: first.criterionId,
      grade: first.grade,
      note: first.note,
    });
  }
  const used = new Set(carried.map(({ fromCriterionId }) => fromCriterionId));
  const references = asked
    .filter(({ criterion }) => !used.has(criterion.id))
    .flatMap(({ criterion }) => answers.get(criterion.id) ?? [])
    .flatMap((answer) => after.map(({ id }) => ({ itemId: id, ...answer })));
  return { carried, references, same };
}

/** Cells that follow a cell: those in the same dimension of the items that follow. */
function following(before: readonly Item[], after: readonly Item[]): { old: Cell; next: Cell }[] {
  const nexts = after.flatMap(({ cells }) => cells);
  return before
    .flatMap(({ cells }) => cells)
    .flatMap((old) =>
      nexts.filter(({ dimensionId }) => dimensionId === old.dimensionId).map((next) => ({ old, next })),
    );
}

function carryExclusions(
  before: readonly Item[],
  after: readonly Item[],
  exclusions: Readonly<Record<string, string>>,
): [string, string][] {
  return following(before, after).flatMap(({ old, next }): [string, string][] => {
    const reason = Object.hasOwn(exclusions, old.id) ? exclusions[old.id] : undefined;
    return reason === undefined ? [] : [[next.id, reason]];
  });
}

type Link = FormerAssessment['evidence'][number];

function carryEvidence(before: readonly Item[], after: readonly Item[], evidence: readonly Link[]): Link[] {
  return following(before, after).flatMap(({ old, next }) =>
    evidence
      .filter(({ cellId }) => cellId === old.id)
      .map(({ evidenceId }) => ({ cellId: next.id, evidenceId })),
  );
}

function unique(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [`${link.cellId} ${link.evidenceId}`, link])).values()];
}
