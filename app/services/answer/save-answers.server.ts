import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { AnswerEdit } from '#app/domain/assessment/answer.ts';
import type { Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { locateWork } from './locate-item.step.server.ts';
import { writeAnswers, type SavedAnswers } from './write-answers.step.server.ts';

/** Saves several answers at once, merging each with what others saved meanwhile. */
export async function saveAnswers(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly edits: readonly AnswerEdit[] },
): Promise<Result<SavedAnswers>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId);
    return located.ok ? writeAnswers(trx, actor, moment, located.value, input.edits) : located;
  });
}
