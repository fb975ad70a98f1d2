import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { endProblem } from '#app/domain/designation/designation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { type DesignationKey, lockDesignation } from '#db/queries/designation.read.ts';
import { updateDesignationEnded } from '#db/queries/designation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { designatorScope } from './designator.step.server.ts';

const OVER = words('该称号已终止或已删除。', 'This designation has ended or was removed already.');

/** 终止: the enterprise doesn't hold the designation from that day on; what was counted before stays. */
export async function endDesignation(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly key: DesignationKey; readonly endedOn: PlainDate },
): Promise<Result<{ name: string }>> {
  const designator = designatorScope(actor);
  if (!designator.ok) return designator;
  return ports.db.transaction(designator.value, async (trx) => {
    const found = await lockDesignation(trx, designator.value, input.key);
    if (!found) return refuse('not_found');
    if (found.removedAt !== null || found.endedOn !== null) return refuse('not_allowed_now', { words: OVER });
    const problem = endProblem(input.endedOn, found.sinceOn, moment.today);
    if (problem) return refuse('invalid', { fields: { endedOn: problem } });
    await updateDesignationEnded(trx, found, input.endedOn);
    await appendJournal(trx, actor, moment, {
      organisationId: found.organisationId,
      type: 'designation.ended',
      payload: { kind: found.kind, ended: input.endedOn },
      subjectId: found.id,
      shared: true,
    });
    return done({ name: found.enterpriseName });
  });
}
