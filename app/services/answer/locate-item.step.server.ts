import type { Actor } from '#app/domain/account/actor.ts';
import { cellsOf, type Cell, type Item, type MaturityModel } from '#app/domain/assessment/model.ts';
import { intentsFor } from '#app/domain/assessment/standing.ts';
import type { AssessmentIntent } from '#app/domain/assessment/state.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words, type Words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { locateAssessment, type LocatedAssessment } from '../assessment/locate-assessment.step.server.ts';
import { findModel } from '../model/find-model.step.server.ts';

/** An assessment locked for work on its contents, with its model. */
export interface LocatedWork extends LocatedAssessment {
  readonly model: MaturityModel;
  readonly intents: readonly AssessmentIntent[];
}

/** Nothing can be said any more: signed off or withdrawn. */
export const CLOSED: Words = words(
  '该评估已签署或撤销，内容不能再改动。',
  'The assessment is signed off or withdrawn: its contents stand.',
);

/** Locks an assessment for somebody who may do this to its contents. Who may never gets 403, who is too late is told so. */
export async function locateWork(
  trx: Trx,
  actor: Actor,
  assessmentId: string,
  intent: AssessmentIntent = 'edit',
): Promise<Result<LocatedWork>> {
  const located = await locateAssessment(trx, actor, assessmentId, intent);
  if (!located.ok) {
    const { refusal } = located;
    return refusal.code === 'not_allowed_now' && intent === 'edit'
      ? refuse('not_allowed_now', { words: CLOSED })
      : located;
  }
  const { assessment, standing } = located.value;
  const model = await findModel(trx, assessment.modelId);
  if (!model) return refuse('not_found');
  return done({ ...located.value, model, intents: intentsFor(standing, assessment) });
}

/** The item with this id. */
export function itemOf(model: MaturityModel, itemId: string): Item | undefined {
  return model.domains.flatMap(({ items }) => items).find(({ id }) => id === itemId);
}

/** The cell with this id. */
export function cellOf(model: MaturityModel, cellId: string): Cell | undefined {
  return cellsOf(model).find(({ id }) => id === cellId);
}
