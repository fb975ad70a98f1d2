import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ActionInput } from '#app/domain/assessment/action.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { insertAction } from '#db/queries/action.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { checkAction, checkPlace } from './check-action.step.server.ts';

/** Plans an improvement action; a member who becomes responsible for it is told, unless he planned it himself. */
export async function createAction(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  assessmentId: string,
  input: ActionInput,
): Promise<Result<{ id: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const place = await checkPlace(trx, actor, assessmentId);
    if (!place.ok) return place;
    const { organisationId } = place.value;
    const checked = await checkAction(trx, place.value, input, null);
    if (!checked.ok) return checked;
    const content = checked.value;
    const id = newId(moment.now);
    await insertAction(trx, {
      ...content,
      organisationId,
      assessmentId,
      id,
      createdByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'action.planned',
      payload: {
        assessment: assessmentId,
        cell: content.cellId,
        dueOn: content.dueOn,
        effort: content.effort,
        expectedLevel: content.expectedLevel,
      },
      subjectId: id,
      shared: false,
    });
    if (content.ownerId !== null && content.ownerId !== actor.accountId) {
      const people = await recipientsOfOrganisation(trx, ports, organisationId);
      await queueNotices(
        trx,
        ports,
        moment,
        {
          organisationId,
          rule: 'action.planned',
          occurrence: id,
          subject: words(`改进行动由您负责：${content.title}`, `You are responsible for: ${content.title}`),
          body: words(
            `${actor.name}安排了改进行动“${content.title}”，完成期限 ${content.dueOn}，预计 ${content.effort} 人日，预期达到 ${content.expectedLevel} 级。`,
            `${actor.name} planned “${content.title}”: due ${content.dueOn}, ${content.effort} person-days, expected to reach level ${content.expectedLevel}.`,
          ),
          link: `/assessments/${assessmentId}/actions#action-${id}`,
        },
        people.filter(({ accountId }) => accountId === content.ownerId),
      );
    }
    return done({ id });
  });
}
