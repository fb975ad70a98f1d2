import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ThreadBody } from '#app/domain/assessment/thread.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { listAnswersOfCells } from '#db/queries/answer.read.ts';
import { markReturned } from '#db/queries/answer.write.ts';
import { insertAssessmentComment, insertAssessmentThread } from '#db/queries/assessment-thread.write.ts';
import { updateAssessment } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { tellPeople } from '../assessment-thread/tell-people.step.server.ts';
import { cellOf, locateWork } from './locate-item.step.server.ts';
import { notValidating } from './not-validating.step.server.ts';

const NOTHING = words('该处没有可退回的结论。', 'There is no answer here to send back.');

/**
 * 退回: sends the answers of a cell back with a question. They are open to the evaluator again, and whoever wrote them
 * is told; the question is a thread that a later validation settles.
 */
export async function returnItem(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly cellId: string } & ThreadBody,
): Promise<Result<{ threadId: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId, 'validate');
    if (!located.ok) return notValidating(located);
    const { organisationId, assessment, model, standing, accountId } = located.value;
    const cell = cellOf(model, input.cellId);
    if (!cell) return refuse('not_found');
    const answers = (await listAnswersOfCells(trx, organisationId, assessment.id, [cell.id])).filter(
      ({ grade }) => grade !== null,
    );
    if (answers.length === 0) return refuse('not_allowed_now', { words: NOTHING });
    const place = { organisationId, assessmentId: assessment.id, side: assessment.side };
    const criteria = answers.map(({ criterionId }) => criterionId);
    await markReturned(trx, place, criteria, moment.now);
    const threadId = newId(moment.now);
    await insertAssessmentThread(trx, {
      ...place,
      id: threadId,
      cellId: cell.id,
      isReturn: true,
      createdById: accountId,
      createdByName: actor.name,
      now: moment.now,
    });
    await insertAssessmentComment(trx, {
      ...place,
      id: newId(moment.now),
      threadId,
      authorId: accountId,
      authorSide: standing.party === 'enterprise' ? 'enterprise' : 'consultant',
      authorName: actor.name,
      body: input.body,
      now: moment.now,
    });
    await updateAssessment(trx, organisationId, assessment.id, { updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'answers.returned',
      payload: { cell: cell.id, criteria, thread: threadId },
      subjectId: assessment.id,
      shared: false,
    });
    const authors = new Set(answers.flatMap((answer) => [...answer.authors]));
    await tellPeople(trx, ports, actor, moment, located.value, {
      rule: 'assessment.returned',
      occurrence: threadId,
      cellId: cell.id,
      people: ({ accountId: id }) => id !== null && authors.has(id),
    });
    return done({ threadId });
  });
}
