import { itemsOf, modelName, type MaturityModel } from '#app/domain/assessment/model.ts';
import { progressOf, turnOf } from '#app/domain/assessment/progress.ts';
import { signedLevel } from '#app/domain/assessment/snapshot.ts';
import { isHidden } from '#app/domain/assessment/state.ts';
import { standingOf, type Standing } from '#app/domain/assessment/standing.ts';
import { workOn, type WorkItem } from '#app/domain/assessment/work.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { Trx } from '#db/client.ts';
import { listOpenAssessmentThreads } from '#db/queries/assessment-thread.read.ts';
import {
  listAssessments,
  listDomainAssignments,
  listExclusions,
  listProgress,
  listReturnedTo,
  listSnapshots,
  type AssessmentListing,
} from '#db/queries/assessment.read.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';

/** The models of some assessments by id; each is read once. */
async function modelsOf(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, MaturityModel>> {
  const models = new Map<string, MaturityModel>();
  for (const id of new Set(ids)) {
    const model = await findModel(trx, id);
    if (model) models.set(id, model);
  }
  return models;
}

/** Everything that boards and lists of a house's assessments are made of. */
async function readBoard(trx: Trx, standing: Standing) {
  const { organisationId } = standing;
  const assessments = await listAssessments(trx, organisationId);
  return {
    assessments,
    models: await modelsOf(
      trx,
      assessments.map(({ modelId }) => modelId),
    ),
    progress: await listProgress(trx, organisationId, null),
    exclusions: await listExclusions(trx, organisationId, null),
    snapshots: await listSnapshots(trx, organisationId, null),
  };
}

type Board = Awaited<ReturnType<typeof readBoard>>;

/** An assessment as lists and boards show it. */
function cardOf(board: Board, standing: Standing, assessment: AssessmentListing) {
  const model = board.models.get(assessment.modelId);
  const hidden = isHidden(assessment, standing.party);
  const mine = <T extends { readonly assessmentId: string }>(rows: readonly T[]) =>
    rows.filter(({ assessmentId }) => assessmentId === assessment.id);
  const excluded = mine(board.exclusions).map(({ cellId }) => cellId);
  const progress = model && !hidden ? progressOf(model, mine(board.progress), excluded).whole : null;
  const snapshot = mine(board.snapshots).find(({ versionNo }) => versionNo === assessment.versionNo);
  return {
    id: assessment.id,
    title: assessment.title,
    unit: assessment.unit,
    side: assessment.side,
    consultancyName: assessment.consultancyName,
    orderId: assessment.orderId,
    model: model
      ? { standard: model.standard, edition: model.edition, title: model.title, name: modelName(model) }
      : null,
    state: assessment.state,
    versionNo: assessment.versionNo,
    targetLevel: assessment.targetLevel,
    targetOn: assessment.targetOn,
    isHidden: hidden,
    progress,
    level: snapshot ? signedLevel(snapshot.scores) : null,
    overall: snapshot?.scores.overall ?? null,
    turn: turnOf(assessment, progress?.returned ?? 0),
    updatedAt: assessment.updatedAt,
    submittedAt: assessment.submittedAt,
  };
}

/** An assessment as lists and boards show it. */
export type AssessmentCard = ReturnType<typeof cardOf>;

/** The assessments of a house that the scope may see, the newest first; progress of those that are being worked on. */
export async function listCards(trx: Trx, scope: Scope): Promise<AssessmentCard[]> {
  const standing = standingOf(scope);
  if (!standing) return [];
  const board = await readBoard(trx, standing);
  return board.assessments.map((assessment) => cardOf(board, standing, assessment));
}

async function workOf(trx: Trx, board: Board, standing: Standing, accountId: string): Promise<WorkItem[]> {
  const { organisationId, side } = standing;
  const assignments = await listDomainAssignments(trx, organisationId, null);
  const returned = await listReturnedTo(trx, organisationId, accountId);
  const threads = await listOpenAssessmentThreads(trx, organisationId);
  return board.assessments
    .filter((assessment) => assessment.side === side && assessment.state !== 'withdrawn')
    .flatMap((assessment) => {
      const model = board.models.get(assessment.modelId);
      if (!model) return [];
      const mine = <T extends { readonly assessmentId: string }>(rows: readonly T[]) =>
        rows.filter(({ assessmentId }) => assessmentId === assessment.id);
      const excluded = mine(board.exclusions).map(({ cellId }) => cellId);
      const places = placesIn(model);
      return workOn(
        {
          id: assessment.id,
          title: assessment.title,
          state: assessment.state,
          domains: progressOf(model, mine(board.progress), excluded).domains,
          assignments: mine(assignments),
          returned: mine(returned),
          threads: mine(threads),
          placeOf: (cellId) => places.get(cellId) ?? null,
        },
        accountId,
      );
    });
}

/** What of a house's assessments waits for a person. */
export async function listWork(trx: Trx, scope: Scope, accountId: string): Promise<WorkItem[]> {
  const standing = standingOf(scope);
  return standing ? workOf(trx, await readBoard(trx, standing), standing, accountId) : [];
}

/** For a portfolio: the assessments of a house that the scope may see, and how many things wait for the person. */
export async function portfolioBoard(trx: Trx, scope: Scope, accountId: string) {
  const standing = standingOf(scope);
  if (!standing) return { cards: [], waiting: 0 };
  const board = await readBoard(trx, standing);
  return {
    cards: board.assessments.map((assessment) => cardOf(board, standing, assessment)),
    waiting: (await workOf(trx, board, standing, accountId)).length,
  };
}

/** For a start page: the assessments that are being worked on, and what of them waits for the person. */
export async function startBoard(
  trx: Trx,
  scope: Scope,
  accountId: string,
): Promise<{ readonly cards: AssessmentCard[]; readonly work: WorkItem[] }> {
  const standing = standingOf(scope);
  if (!standing) return { cards: [], work: [] };
  const board = await readBoard(trx, standing);
  const running = board.assessments.filter(({ state }) => state === 'evaluating' || state === 'validating');
  const work = running.length === 0 ? [] : await workOf(trx, board, standing, accountId);
  return { cards: running.map((assessment) => cardOf(board, standing, assessment)), work };
}

/** Cell id → its domain and item. */
function placesIn(model: MaturityModel) {
  return new Map(
    model.domains.flatMap((domain) =>
      itemsOf({ ...model, domains: [domain] }).flatMap((item) =>
        item.cells.map(
          (cell) => [cell.id, { domainId: domain.id, itemId: item.id, name: item.name }] as const,
        ),
      ),
    ),
  );
}
