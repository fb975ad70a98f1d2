import type { MaturityModel } from '#app/domain/assessment/model.ts';
import type { AnswerSheet } from '#app/domain/assessment/scheme.ts';
import { score } from '#app/domain/assessment/score.ts';
import { sheetOf } from '#app/domain/assessment/sheet.ts';
import { intentsFor, standingOf } from '#app/domain/assessment/standing.ts';
import { isHidden, type AssessmentIntent } from '#app/domain/assessment/state.ts';
import { refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listAnswers } from '#db/queries/answer.read.ts';
import {
  getAssessment,
  listExclusions,
  type AssessmentRecord,
  type ExclusionRow,
} from '#db/queries/assessment.read.ts';
import type { Trx } from '#db/client.ts';
import type { Incoming } from '../../http/context.server.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { findModel } from '../../services/model/find-model.step.server.ts';
import type { AssessmentHouse } from './house.server.ts';

const HIDDEN = words(
  '自评估与独立评估均签署后，双方才能看到对方的内容。',
  'Each side is shown to the other once both the self-assessment and the independent one are signed off.',
);

/** The head of an assessment: what it is, its model, what is left out, and what the visitor may do. */
export interface LoadedHead {
  readonly assessment: AssessmentRecord;
  readonly model: MaturityModel;
  readonly exclusions: readonly ExclusionRow[];
  readonly intents: readonly AssessmentIntent[];
  /** The contents are closed to the visitor until both sides are signed. */
  readonly isHidden: boolean;
}

async function readHead(trx: Trx, house: AssessmentHouse, id: string): Promise<LoadedHead | null> {
  const assessment = await getAssessment(trx, house.organisationId, id);
  const model = assessment && (await findModel(trx, assessment.modelId));
  const standing = standingOf(house.visit.scope);
  if (!assessment || !model || !standing) return null;
  return {
    assessment,
    model,
    exclusions: await listExclusions(trx, house.organisationId, assessment.id),
    intents: intentsFor(standing, assessment),
    isHidden: isHidden(assessment, standing.party),
  };
}

/** An assessment without its answers, also while they are closed to the visitor; 404 when it isn't there. */
export async function loadAssessmentHead(
  incoming: Incoming,
  house: AssessmentHouse,
  id: string | undefined,
): Promise<LoadedHead> {
  const found = await incoming.context.ports.db.transaction(house.visit.scope, (trx) =>
    readHead(trx, house, id ?? ''),
  );
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  return found;
}

/**
 * An assessment of the house with model, scheme, answers and result. 404 when it isn't there; 403 with the reason while
 * its contents are closed to the visitor.
 */
export async function loadAssessment(incoming: Incoming, house: AssessmentHouse, id: string | undefined) {
  const found = await incoming.context.ports.db.transaction(house.visit.scope, async (trx) => {
    const head = await readHead(trx, house, id ?? '');
    return head && { ...head, answers: await listAnswers(trx, house.organisationId, head.assessment.id) };
  });
  if (!found) throw refusalResponse(refuse('not_found').refusal);
  if (found.isHidden) throw refusalResponse(refuse('forbidden', { words: HIDDEN }).refusal);
  const { scheme } = found.assessment;
  const sheet: AnswerSheet = sheetOf(found.answers, found.exclusions);
  return { ...found, scheme, sheet, result: score(found.model, scheme, sheet) };
}
