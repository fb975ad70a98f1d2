import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ThreadBody } from '#app/domain/assessment/thread.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { newId } from '#db/identifier.ts';
import { insertAssessmentComment, insertAssessmentThread } from '#db/queries/assessment-thread.write.ts';
import { listDomainAssignments } from '#db/queries/assessment.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { cellOf, locateWork } from '../answer/locate-item.step.server.ts';
import type { Ports } from '../ports.ts';
import { tellPeople } from './tell-people.step.server.ts';

/**
 * Asks something about a cell. Told are those to whom its domain is assigned; where an assessor asks, everyone of the
 * enterprise, which answers from its list of questions.
 */
export async function openAssessmentThread(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly assessmentId: string; readonly cellId: string } & ThreadBody,
): Promise<Result<{ threadId: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateWork(trx, actor, input.assessmentId);
    if (!located.ok) return located;
    const { organisationId, assessment, model, standing, accountId } = located.value;
    const cell = cellOf(model, input.cellId);
    if (!cell) return refuse('not_found');
    const place = { organisationId, assessmentId: assessment.id, side: assessment.side };
    const threadId = newId(moment.now);
    await insertAssessmentThread(trx, {
      ...place,
      id: threadId,
      cellId: cell.id,
      isReturn: false,
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
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment-thread.opened',
      payload: { thread: threadId, cell: cell.id },
      subjectId: assessment.id,
      shared: false,
    });
    const domain = model.domains.find(({ items }) => items.some(({ cells }) => cells.includes(cell)));
    const assigned = (await listDomainAssignments(trx, organisationId, assessment.id)).filter(
      ({ domainId }) => domainId === domain?.id,
    );
    const people = new Set(assigned.flatMap(({ evaluatorId, validatorId }) => [evaluatorId, validatorId]));
    await tellPeople(trx, ports, actor, moment, located.value, {
      rule: 'assessment.asked',
      occurrence: threadId,
      cellId: cell.id,
      people: (one) =>
        standing.party === 'assessor' ? one.organisationId === organisationId : people.has(one.accountId),
    });
    return done({ threadId });
  });
}
