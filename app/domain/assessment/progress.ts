import { words, type Words } from '../words.ts';
import type { MaturityModel } from './model.ts';
import type { AssessmentSide, AssessmentState } from './state.ts';

/** Counted answers of one cell. */
export interface CellCount {
  readonly cellId: string;
  readonly answered: number;
  readonly carried: number;
  readonly validated: number;
  readonly returned: number;
}

/** How far a part of an assessment is; cells that are left out aren't in it. */
export interface Progress {
  readonly criteria: number;
  readonly answered: number;
  readonly carried: number;
  readonly validated: number;
  readonly returned: number;
}

/** How far one domain is, and the item where its work goes on. */
export interface DomainProgress extends Progress {
  readonly domainId: string;
  readonly name: Words;
  readonly items: number;
  readonly excludedCells: number;
  /** First item with something unanswered or unconfirmed; null where there is none. */
  readonly nextItemId: string | null;
  /** First item with something that is graded and not validated; null where there is none. */
  readonly nextToValidate: string | null;
}

function sumOf(parts: readonly Progress[]): Progress {
  const total = (pick: (part: Progress) => number) => parts.reduce((sum, part) => sum + pick(part), 0);
  return {
    criteria: total((part) => part.criteria),
    answered: total((part) => part.answered),
    carried: total((part) => part.carried),
    validated: total((part) => part.validated),
    returned: total((part) => part.returned),
  };
}

const NOTHING = { answered: 0, carried: 0, validated: 0, returned: 0 };

/** Progress of an assessment and of each domain. */
export function progressOf(
  model: MaturityModel,
  counts: readonly CellCount[],
  excludedCells: readonly string[],
): { readonly whole: Progress; readonly domains: readonly DomainProgress[] } {
  const excluded = new Set(excludedCells);
  const byCell = new Map(counts.map((count) => [count.cellId, count]));
  const domains = model.domains.map((domain): DomainProgress => {
    const items = domain.items.map((item) => {
      const cells = item.cells.filter(({ id }) => !excluded.has(id));
      const progress = sumOf(
        cells.map(({ id, criteria }) => ({
          ...NOTHING,
          ...byCell.get(id),
          criteria: criteria.length,
        })),
      );
      return { id: item.id, progress };
    });
    const cellIds = domain.items.flatMap(({ cells }) => cells.map(({ id }) => id));
    const open = items.find(({ progress }) => progress.answered < progress.criteria || progress.carried > 0);
    const toValidate = items.find(({ progress }) => progress.validated < progress.answered);
    return {
      domainId: domain.id,
      name: domain.name,
      items: items.length,
      excludedCells: cellIds.filter((id) => excluded.has(id)).length,
      ...sumOf(items.map(({ progress }) => progress)),
      nextItemId: open?.id ?? null,
      nextToValidate: toValidate?.id ?? null,
    };
  });
  return { whole: sumOf(domains), domains };
}

const TURNS = {
  evaluating: words('评估人', 'Evaluators'),
  validating: words('复核人', 'Validators'),
  returned: words('评估人（退回待改）', 'Evaluators (sent back)'),
  assessor: words('评估机构', 'The assessor'),
} as const satisfies Record<string, Words>;

/** Who moves an assessment on; null when nobody has to. */
export function turnOf(
  assessment: { readonly state: AssessmentState; readonly side: AssessmentSide },
  returned: number,
): Words | null {
  const { state, side } = assessment;
  if (state !== 'evaluating' && state !== 'validating') return null;
  if (side === 'independent') return TURNS.assessor;
  return state === 'validating' && returned > 0 ? TURNS.returned : TURNS[state];
}
