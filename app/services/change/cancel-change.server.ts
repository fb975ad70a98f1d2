import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { CANCEL_REASONS, type CancelChange } from '#app/domain/filing/change-form.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateChangeClosed } from '#db/queries/change.write.ts';
import type { Ports } from '../ports.ts';
import { lockAmendable } from './amend-change.step.server.ts';
import { tellChange } from './tell-change.step.server.ts';

/**
 * Cancels a reported change while nothing was submitted for it. A draft begun for it stays with the enterprise,
 * without a due date.
 */
export async function cancelChange(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: CancelChange & { readonly id: string },
): Promise<Result<{ id: string }>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const locked = await lockAmendable(trx, actor, input.id);
    if (!locked.ok) return locked;
    const { change, tell } = locked.value;
    const name = CANCEL_REASONS[input.reason].zh;
    const reason = input.explanation === '' ? name : `${name}：${input.explanation}`;
    await updateChangeClosed(trx, change, { at: moment.now, reason });
    const { seq } = await appendJournal(trx, actor, moment, {
      organisationId: change.organisationId,
      type: 'change.cancelled',
      payload: { change: change.id, reason: input.reason, reasonName: name, dueOn: change.dueOn },
      subjectId: change.id,
      shared: true,
    });
    await tellChange(trx, ports, moment, {
      ...change,
      changeId: change.id,
      isProvisional: false,
      rule: 'change.cancelled',
      seq,
      to: tell,
    });
    return done({ id: change.id });
  });
}
