import { isCellOpen, isReturned } from '#app/domain/assessment/answer.ts';
import { carryOver } from '#app/domain/assessment/carry-over.ts';
import { itemsAround, progressOf } from '#app/domain/assessment/item-order.ts';
import {
  criteriaOf,
  itemsOf,
  type Domain,
  type Item,
  type MaturityModel,
} from '#app/domain/assessment/model.ts';
import { RESULT_NOTES, STATE_SIGNS } from '#app/domain/assessment/state.ts';
import { threadIntents } from '#app/domain/assessment/thread.ts';
import { standingOf } from '#app/domain/assessment/standing.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { EVIDENCE_TERMS, evidenceTerm } from '#app/domain/evidence/evidence.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { crosswalkFor } from '#assessments/crosswalk.ts';
import type { Trx } from '#db/client.ts';
import { listAnswers, type AnswerView } from '#db/queries/answer.read.ts';
import { listAssessmentThreads, type AssessmentThreadView } from '#db/queries/assessment-thread.read.ts';
import {
  getAssessment,
  listDomainAssignments,
  listExclusions,
  listLinkedEvidence,
  type LinkedEvidence,
} from '#db/queries/assessment.read.ts';
import { listEvidence } from '#db/queries/evidence.read.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import { requireAssessmentHouse, type AssessmentHouse } from './house.server.ts';
import { loadAssessment } from './load-assessment.server.ts';

/** An answer as the page needs it; `isOwn`: the visitor wrote or changed it. */
export function answerFacts(answer: AnswerView, accountId: string) {
  return {
    criterionId: answer.criterionId,
    grade: answer.grade,
    note: answer.note,
    isCarried: answer.isCarried,
    authorName: answer.authorName,
    updatedAt: answer.updatedAt,
    validatedByName: answer.validatedByName,
    validatedAt: answer.validatedAt,
    isReturned: isReturned(answer),
    isOwn: answer.authors.includes(accountId),
  };
}
export type AnswerFacts = ReturnType<typeof answerFacts>;

/** A thread as pages draw it, with what the visitor may do. */
export function threadFacts(thread: AssessmentThreadView, house: AssessmentHouse, isOpen: boolean) {
  const standing = standingOf(house.visit.scope);
  const intents =
    isOpen && standing?.mayEdit ? threadIntents(thread, standing.party, house.visit.session.accountId) : [];
  return {
    id: thread.id,
    cellId: thread.cellId,
    state: thread.state,
    isReturn: thread.isReturn,
    comments: thread.comments,
    mayReply: intents.includes('reply'),
    mayResolve: intents.includes('resolve'),
  };
}
export type ThreadFacts = ReturnType<typeof threadFacts>;

function evidenceFacts(evidence: LinkedEvidence, today: PlainDate) {
  const { cellId, id, kind, title, reference, fileName, effectiveFrom, effectiveUntil } = evidence;
  return {
    cellId,
    id,
    kind,
    title,
    detail: fileName ?? reference,
    effectiveFrom,
    effectiveUntil,
    term: EVIDENCE_TERMS[evidenceTerm(evidence, today)],
    isExpired: evidenceTerm(evidence, today) === 'expired',
    isRetired: evidence.retiredAt !== null,
  };
}

/** What the assessment with which this one began said: beside the same criteria, and related ones for reference. */
async function previousOf(
  trx: Trx,
  house: AssessmentHouse,
  model: MaturityModel,
  item: Item,
  previousId: string | null,
) {
  const { organisationId } = house;
  const before = previousId === null ? undefined : await getAssessment(trx, organisationId, previousId);
  const from = before && (await findModel(trx, before.modelId));
  const crosswalk = from && crosswalkFor(from, model);
  if (!before || !from || !crosswalk) return null;
  const exclusions = await listExclusions(trx, organisationId, before.id);
  const carried = carryOver(from, model, crosswalk, {
    answers: await listAnswers(trx, organisationId, before.id),
    exclusions: Object.fromEntries(exclusions.map(({ cellId, reason }) => [cellId, reason])),
    evidence: [],
  });
  const own = new Set(item.cells.flatMap(({ criteria }) => criteria.map(({ id }) => id)));
  const texts = new Map(criteriaOf(from).map(({ id, text }) => [id, text]));
  return {
    id: before.id,
    title: before.title,
    at: before.signedAt ?? before.updatedAt,
    answers: carried.answers.filter(({ criterionId }) => own.has(criterionId)),
    references: carried.references
      .filter(({ itemId }) => itemId === item.id)
      .map(({ criterionId, grade, note }) => ({
        criterionId,
        text: texts.get(criterionId) ?? '',
        grade,
        note,
      })),
  };
}

function findItem(model: MaturityModel, itemId: string): { domain: Domain; item: Item } {
  for (const domain of model.domains) {
    const item = domain.items.find(({ id }) => id === itemId);
    if (item) return { domain, item };
  }
  throw refusalResponse(refuse('not_found').refusal);
}

/** Everything that the page of one item shows. 404 where the assessment or the item isn't there, 403 while it is closed. */
export async function loadItemPage(incoming: Incoming, params: Readonly<Record<string, string | undefined>>) {
  const house = await requireAssessmentHouse(incoming, params);
  const loaded = await loadAssessment(incoming, house, params['assessmentId']);
  const { assessment, model, scheme, sheet, answers, intents } = loaded;
  const { domain, item } = findItem(model, params['itemId'] ?? '');
  const { visit, organisationId } = house;
  const { today } = visit.moment;
  const cellIds = item.cells.map(({ id }) => id);
  const cells = item.cells.map((cell) => ({
    id: cell.id,
    dimension: model.dimensions.find(({ id }) => id === cell.dimensionId)?.name ?? null,
    criteria: cell.criteria,
    exclusion: sheet.exclusions[cell.id] ?? null,
    isOpen:
      sheet.exclusions[cell.id] === undefined &&
      isCellOpen(
        intents,
        answers.filter(({ cellId }) => cellId === cell.id),
      ),
  }));
  const isOpen = cells.some((cell) => cell.isOpen);
  const more = await incoming.context.ports.db.transaction(visit.scope, async (trx) => ({
    previous: await previousOf(trx, house, model, item, assessment.previousId),
    evidence: await listLinkedEvidence(trx, organisationId, assessment.id),
    choices: isOpen
      ? (
          await listEvidence(
            trx,
            organisationId,
            { state: 'live', kind: '', owner: '', q: '', after: '' },
            today,
            100,
          )
        ).rows
      : [],
    threads: await listAssessmentThreads(trx, organisationId, assessment.id, cellIds),
    assigned: (await listDomainAssignments(trx, organisationId, assessment.id)).find(
      ({ domainId }) => domainId === domain.id,
    ),
  }));
  const { accountId } = visit.session;
  const items = itemsOf(model);
  const around = itemsAround(model, sheet, item.id);
  const nameOf = (id: string | null) => {
    const found = items.find((one) => one.id === id);
    return found ? { id: found.id, name: found.name } : null;
  };
  return {
    base: house.base,
    client: house.client,
    assessment: {
      id: assessment.id,
      title: assessment.title,
      unit: assessment.unit,
      state: assessment.state,
      sign: STATE_SIGNS[assessment.state],
      side: assessment.side,
      note: RESULT_NOTES[assessment.side],
    },
    domain: { id: domain.id, name: domain.name },
    item: {
      id: item.id,
      clause: item.clause,
      name: item.name,
      place: items.indexOf(item) + 1,
      of: items.length,
    },
    levels: model.levels.map(({ level, name, summary }) => ({ level, name, summary })),
    rules: rulesOf(scheme),
    cells,
    answers: answers
      .filter(({ cellId }) => cellIds.includes(cellId))
      .map((one) => answerFacts(one, accountId)),
    savedAt: assessment.updatedAt,
    previous: more.previous,
    evidence: more.evidence
      .filter(({ cellId }) => cellIds.includes(cellId))
      .map((evidence) => evidenceFacts(evidence, today)),
    choices: more.choices.map(({ id, title, kind }) => ({ id, title, kind })),
    threads: more.threads.map((thread) => threadFacts(thread, house, isTalking(assessment.state))),
    progress: {
      item: progressOf([item], sheet),
      domain: progressOf(domain.items, sheet),
      all: progressOf(items, sheet),
    },
    around: {
      previous: nameOf(around.previous),
      next: nameOf(around.next),
      previousUnanswered: around.previousUnanswered,
      nextUnanswered: around.nextUnanswered,
    },
    assigned: {
      evaluator: more.assigned?.evaluatorName ?? null,
      validator: more.assigned?.validatorName ?? null,
    },
    isOpen,
    mayAsk: intents.includes('edit'),
    mayTailor: intents.includes('tailor'),
    mayValidate: intents.includes('validate'),
    mayAnswerReturned: intents.includes('answerReturned'),
    accountId,
    accountName: visit.actor.name,
    actingId: visit.acting.organisationId,
  };
}

/** What may be done with threads: nothing once the assessment is closed. */
export function isTalking(state: 'evaluating' | 'validating' | 'signed' | 'withdrawn'): boolean {
  return state === 'evaluating' || state === 'validating';
}

/** What the page needs of a scheme to try out grades, without where its numbers come from. */
function rulesOf(scheme: Awaited<ReturnType<typeof loadAssessment>>['scheme']) {
  const { grades, gates, floor, combine, weights, rounding } = scheme;
  return { grades, gates, floor, combine, weights, rounding };
}

export type ItemPage = Awaited<ReturnType<typeof loadItemPage>>;
