import type { Words } from '../words.ts';
import type { DomainProgress } from './progress.ts';
import type { AssessmentState } from './state.ts';

/** Something about assessments that waits for one person. */
export interface WorkItem {
  readonly kind: 'evaluate' | 'validate' | 'returned' | 'thread';
  readonly assessmentId: string;
  readonly title: string;
  /** The domain that was assigned, or the item that it is about. */
  readonly about: Words;
  /** How many criteria, answers or threads. */
  readonly count: number;
  /** Where it is done, from the house's start. */
  readonly path: string;
}

/** What is known of one assessment that the person's house works on. */
export interface WorkSource {
  readonly id: string;
  readonly title: string;
  readonly state: AssessmentState;
  readonly domains: readonly DomainProgress[];
  readonly assignments: readonly {
    readonly domainId: string;
    readonly evaluatorId: string | null;
    readonly validatorId: string | null;
  }[];
  /** Answers that came back to the person, by cell. */
  readonly returned: readonly { readonly cellId: string; readonly count: number }[];
  readonly threads: readonly {
    readonly cellId: string;
    readonly state: 'open' | 'answered' | 'resolved';
    readonly createdById: string;
  }[];
  readonly placeOf: (cellId: string) => {
    readonly domainId: string;
    readonly itemId: string;
    readonly name: Words;
  } | null;
}

function domainWork(source: WorkSource, accountId: string): WorkItem[] {
  const { id, title, state, domains, assignments } = source;
  return domains.flatMap((domain): WorkItem[] => {
    const assignment = assignments.find(({ domainId }) => domainId === domain.domainId);
    const open = domain.criteria - domain.answered + domain.carried;
    const base = { assessmentId: id, title, about: domain.name };
    const at = (itemId: string) => `/assessments/${id}/items/${itemId}`;
    if (state === 'evaluating' && assignment?.evaluatorId === accountId && domain.nextItemId !== null) {
      return [{ ...base, kind: 'evaluate', count: open, path: at(domain.nextItemId) }];
    }
    if (state === 'validating' && assignment?.validatorId === accountId && domain.nextToValidate !== null) {
      return [
        {
          ...base,
          kind: 'validate',
          count: domain.answered - domain.validated,
          path: at(domain.nextToValidate),
        },
      ];
    }
    return [];
  });
}

/** Counts by item: one entry for each item, with the sum of its cells. */
function byItem(
  source: WorkSource,
  kind: 'returned' | 'thread',
  cells: readonly { readonly cellId: string; readonly count: number }[],
): WorkItem[] {
  const items = new Map<string, WorkItem>();
  for (const { cellId, count } of cells) {
    const place = source.placeOf(cellId);
    if (!place) continue;
    const before = items.get(place.itemId)?.count ?? 0;
    items.set(place.itemId, {
      kind,
      assessmentId: source.id,
      title: source.title,
      about: place.name,
      count: before + count,
      path: `/assessments/${source.id}/items/${place.itemId}`,
    });
  }
  return [...items.values()];
}

/**
 * What waits for a person in one assessment: answers that came back, questions to answer or to close, domains to
 * evaluate or to validate. Nothing once it is signed or withdrawn, except questions.
 */
export function workOn(source: WorkSource, accountId: string): WorkItem[] {
  const isEvaluator = (cellId: string) =>
    source.assignments.some(
      ({ domainId, evaluatorId }) =>
        evaluatorId === accountId && domainId === source.placeOf(cellId)?.domainId,
    );
  const threads = source.threads.filter(({ state, createdById, cellId }) =>
    createdById === accountId ? state === 'answered' : state === 'open' && isEvaluator(cellId),
  );
  const isOpen = source.state === 'evaluating' || source.state === 'validating';
  return [
    ...(isOpen ? byItem(source, 'returned', source.returned) : []),
    ...byItem(
      source,
      'thread',
      threads.map(({ cellId }) => ({ cellId, count: 1 })),
    ),
    ...domainWork(source, accountId),
  ];
}
