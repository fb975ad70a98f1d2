import { cellsOf, itemsOf, type MaturityModel } from '#app/domain/assessment/model.ts';
import { progressOf, type DomainProgress } from '#app/domain/assessment/progress.ts';
import { signedLevel } from '#app/domain/assessment/snapshot.ts';
import type { AssessmentIntent } from '#app/domain/assessment/state.ts';
import type { Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listAssessmentThreads } from '#db/queries/assessment-thread.read.ts';
import {
  listAssessmentsOfScope,
  listDomainAssignments,
  listProgress,
  listSnapshots,
  type ExclusionRow,
} from '#db/queries/assessment.read.ts';
import { listTimeline } from '#db/queries/filing.read.ts';
import type { Incoming } from '../../http/context.server.ts';
import { assessmentWords as w, stepWords } from '../../i18n/assessment.ts';
import type { AssessmentHouse } from './house.server.ts';
import type { LoadedHead } from './load-assessment.server.ts';

/** The one thing to do next. */
interface NextStep {
  readonly label: Words;
  /** From the assessment's own address. */
  readonly path: string;
}

/** What to do next, by state, progress and what the visitor may do; null when nothing is his. */
export function nextStep(
  state: LoadedHead['assessment']['state'],
  domains: readonly DomainProgress[],
  intents: readonly AssessmentIntent[],
): NextStep | null {
  const may = (intent: AssessmentIntent) => intents.includes(intent);
  if (state === 'signed') return { label: w.result, path: '/result' };
  const open = domains.find(({ nextItemId }) => nextItemId !== null)?.nextItemId;
  if (may('answer') && open) return { label: w.goOn, path: `/items/${open}` };
  if (may('requestValidation')) return { label: stepWords.validation.title, path: '/step/validation' };
  const toValidate = domains.find(({ nextToValidate }) => nextToValidate !== null)?.nextToValidate;
  if (may('validate') && toValidate) return { label: w.goValidate, path: `/items/${toValidate}` };
  return may('sign') ? { label: w.sign, path: '/sign' } : null;
}

/** Cells that are left out, by the name of their item and dimension. */
export function exclusionNames(model: MaturityModel, exclusions: readonly ExclusionRow[]) {
  const dimensions = new Map(model.dimensions.map(({ id, name }) => [id, name]));
  const cells = new Map(
    itemsOf(model).flatMap((item) => item.cells.map((cell) => [cell.id, { item, cell }] as const)),
  );
  return exclusions.map(({ cellId, reason, excludedByName, excludedAt }) => {
    const place = cells.get(cellId);
    const dimension = place?.cell.dimensionId ? dimensions.get(place.cell.dimensionId) : undefined;
    return {
      cellId,
      itemId: place?.item.id ?? cellId,
      name: place?.item.name ?? { zh: cellId, en: cellId },
      dimension: dimension ?? null,
      reason,
      excludedByName,
      excludedAt,
    };
  });
}

async function readRecord(trx: Trx, organisationId: string, head: LoadedHead) {
  const { assessment, isHidden } = head;
  const others = (await listAssessmentsOfScope(trx, organisationId, assessment.scopeId)).filter(
    ({ id, state }) => id !== assessment.id && state !== 'withdrawn',
  );
  if (isHidden) {
    return { others, progress: [], assignments: [], threads: [], timeline: [], snapshots: [] };
  }
  return {
    others,
    progress: await listProgress(trx, organisationId, assessment.id),
    assignments: await listDomainAssignments(trx, organisationId, assessment.id),
    threads: await listAssessmentThreads(trx, organisationId, assessment.id),
    timeline: await listTimeline(trx, organisationId, assessment.id),
    snapshots: await listSnapshots(trx, organisationId, assessment.id),
  };
}

/** Everything that the record page of an assessment shows. */
export async function loadRecord(incoming: Incoming, house: AssessmentHouse, head: LoadedHead) {
  const { assessment, model, exclusions, intents } = head;
  const read = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    readRecord(trx, house.organisationId, head),
  );
  const { whole, domains } = progressOf(
    model,
    read.progress,
    exclusions.map(({ cellId }) => cellId),
  );
  const itemOf = new Map(
    itemsOf(model).flatMap((item) => item.cells.map((cell) => [cell.id, item] as const)),
  );
  return {
    whole,
    domains: domains.map((domain) => {
      const assigned = read.assignments.find(({ domainId }) => domainId === domain.domainId);
      const first = model.domains.find(({ id }) => id === domain.domainId)?.items[0]?.id ?? '';
      return {
        ...domain,
        firstItemId: first,
        evaluatorName: assigned?.evaluatorName ?? null,
        validatorName: assigned?.validatorName ?? null,
      };
    }),
    cells: cellsOf(model).length,
    exclusions: head.isHidden ? [] : exclusionNames(model, exclusions),
    threads: read.threads
      .filter(({ state }) => state !== 'resolved')
      .flatMap((thread) => {
        const item = itemOf.get(thread.cellId);
        return item
          ? [
              {
                id: thread.id,
                itemId: item.id,
                name: item.name,
                state: thread.state,
                isReturn: thread.isReturn,
                createdByName: thread.createdByName,
                createdAt: thread.createdAt,
              },
            ]
          : [];
      }),
    timeline: read.timeline.map(({ payload: _, ...event }) => event),
    snapshots: read.snapshots.map(({ versionNo, digest, scores, signedByName, signedAt, submittedAt }) => ({
      versionNo,
      digest,
      level: signedLevel(scores),
      overall: scores.overall ?? null,
      signedByName,
      signedAt,
      submittedAt,
    })),
    others: read.others.map(
      ({ id, title, side, state, orderId, submittedAt, revealedAt, consultancyName }) => ({
        id,
        title,
        side,
        state,
        orderId,
        submittedAt,
        isRevealed: revealedAt !== null,
        consultancyName,
      }),
    ),
    next: head.isHidden ? null : nextStep(assessment.state, domains, intents),
  };
}
