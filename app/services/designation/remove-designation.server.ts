import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { type DesignationKey, lockDesignation } from '#db/queries/designation.read.ts';
import { updateDesignationRemoved } from '#db/queries/designation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { designatorScope } from './designator.step.server.ts';

const GONE = words('该称号已删除。', 'This designation was removed already.');

/** 删除: takes back a designation that was given by mistake, with the reason; it counts nowhere any more. */
export async function removeDesignation(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly key: DesignationKey; readonly reason: string },
): Promise<Result<{ name: string }>> {
  const designator = designatorScope(actor);
  if (!designator.ok) return designator;
  return ports.db.transaction(designator.value, async (trx) => {
    const found = await lockDesignation(trx, designator.value, input.key);
    if (!found) return refuse('not_found');
    if (found.removedAt !== null) return refuse('not_allowed_now', { words: GONE });
    await updateDesignationRemoved(trx, found, input.reason, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: found.organisationId,
      type: 'designation.removed',
      payload: { kind: found.kind, reason: input.reason },
      subjectId: found.id,
      shared: true,
    });
    return done({ name: found.enterpriseName });
  });
}
