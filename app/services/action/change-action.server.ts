import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ActionInput } from '#app/domain/assessment/action.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { isId } from '#db/identifier.ts';
import { lockAction } from '#db/queries/action.read.ts';
import { updateAction } from '#db/queries/action.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { checkAction, checkPlace } from './check-action.step.server.ts';

const CLOSED = words(
  '该行动已结束；如需修改，请先恢复为进行中。',
  'This action is closed: take it up again before you change it.',
);

/** Changes what an open action says. */
export async function changeAction(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  { assessmentId, id }: { readonly assessmentId: string; readonly id: string },
  input: ActionInput,
): Promise<Result<null>> {
  if (!isId(id)) return refuse('not_found');
  return ports.db.transaction(actor.scope, async (trx) => {
    const place = await checkPlace(trx, actor, assessmentId);
    if (!place.ok) return place;
    const { organisationId } = place.value;
    const current = await lockAction(trx, organisationId, assessmentId, id);
    if (!current) return refuse('not_found');
    if (current.state !== 'open') return refuse('not_allowed_now', { words: CLOSED });
    const checked = await checkAction(trx, place.value, input, current);
    if (!checked.ok) return checked;
    const content = checked.value;
    await updateAction(trx, organisationId, id, content);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'action.changed',
      payload: {
        assessment: assessmentId,
        cell: content.cellId,
        dueOn: content.dueOn,
        previousDueOn: current.dueOn,
        effort: content.effort,
        expectedLevel: content.expectedLevel,
      },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
