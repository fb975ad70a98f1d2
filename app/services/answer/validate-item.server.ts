import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words, type Words } from '#app/domain/words.ts';
import { listAnswersOfCells } from '#db/queries/answer.read.ts';
import { markValidated } from '#db/queries/answer.write.ts';
import { resolveReturnThreads } from '#db/queries/assessment-thread.write.ts';
import { listExclusions } from '#db/queries/assessment.read.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { itemOf, locateWork } from './locate-item.step.server.ts';
import { notValidating } from './not-validating.step.server.ts';

const NOTHING = words('本项没有待复核的结论。', 'No answer of this item waits for validation.');
const OWN = words(
  '复核人不能是填写人：本项待复核的结论都由您填写或修改过，请由其他成员复核。',
  'Nobody validates what he wrote: you wrote or changed every answer here that waits. Ask a colleague.',
);
const CARRIED = words(
  '本项的结论沿用自上次评估，尚未确认；请评估人先确认，再复核。',
  'These answers are carried over and not yet confirmed; the evaluator confirms them first.',
);

/** What a validation left open, and why. */
export interface Validated {
  readonly validated: number;
  /** Written by the validator himself: for somebody else. */
  readonly own: number;
  /** Carried over, not yet confirmed. */
  readonly carried: number;
}

/**
 * 通过复核: validates every graded answer of an item that the validator neither wrote nor ever changed (the database
 * holds that too), and settles the questions by which it was sent back.
 */
export async function validateItem(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly itemId: string },
): Promise<Result<Validated>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId, 'validate');
    if (!located.ok) return notValidating(located);
    const { organisationId, assessment, model, accountId } = located.value;
    const item = itemOf(model, input.itemId);
    if (!item) return refuse('not_found');
    const excluded = (await listExclusions(trx, organisationId, assessment.id)).map(({ cellId }) => cellId);
    const cellIds = item.cells.map(({ id }) => id).filter((id) => !excluded.includes(id));
    const waiting = (await listAnswersOfCells(trx, organisationId, assessment.id, cellIds)).filter(
      ({ grade, validatedAt }) => grade !== null && validatedAt === null,
    );
    const carried = waiting.filter(({ isCarried }) => isCarried);
    const own = waiting.filter(({ authors, isCarried }) => !isCarried && authors.includes(accountId));
    const free = waiting.filter(({ authors, isCarried }) => !isCarried && !authors.includes(accountId));
    if (free.length === 0) return refuse(...noneFree(own.length, carried.length));
    const place = { organisationId, assessmentId: assessment.id };
    const criteria = free.map(({ criterionId }) => criterionId);
    await markValidated(trx, place, criteria, { accountId, name: actor.name, now: moment.now });
    const open = new Set([...own, ...carried].map(({ cellId }) => cellId));
    await resolveReturnThreads(
      trx,
      place,
      cellIds.filter((id) => !open.has(id)),
      moment.now,
    );
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'answers.validated',
      payload: { item: item.id, criteria },
      subjectId: assessment.id,
      shared: false,
    });
    return done({ validated: free.length, own: own.length, carried: carried.length });
  });
}

function noneFree(own: number, carried: number): ['forbidden' | 'not_allowed_now', { words: Words }] {
  if (own > 0) return ['forbidden', { words: OWN }];
  return ['not_allowed_now', { words: carried > 0 ? CARRIED : NOTHING }];
}
