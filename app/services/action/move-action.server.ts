import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ActionState } from '#app/domain/assessment/action.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { isId } from '#db/identifier.ts';
import { lockAction } from '#db/queries/action.read.ts';
import { updateActionState } from '#db/queries/action.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { checkPlace } from './check-action.step.server.ts';

const EVENTS = { open: 'action.resumed', done: 'action.completed', cancelled: 'action.cancelled' } as const;

/** Closes an action as done or cancelled, or takes a closed one up again. Moving it where it stands changes nothing. */
export async function moveAction(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  action: { readonly assessmentId: string; readonly id: string; readonly state: ActionState },
): Promise<Result<null>> {
  const { assessmentId, id, state } = action;
  if (!isId(id)) return refuse('not_found');
  return ports.db.transaction(actor.scope, async (trx) => {
    const place = await checkPlace(trx, actor, assessmentId);
    if (!place.ok) return place;
    const { organisationId } = place.value;
    const current = await lockAction(trx, organisationId, assessmentId, id);
    if (!current) return refuse('not_found');
    if (current.state === state) return done(null);
    await updateActionState(trx, organisationId, id, state, state === 'open' ? null : moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: EVENTS[state],
      payload: { assessment: assessmentId, cell: current.cellId, from: current.state },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
