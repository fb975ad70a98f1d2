import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { requeueNotice } from '#db/queries/notice.write.ts';
import type { Ports } from '../ports.ts';

/** Puts a message that failed or waits back to the head of the outbox, at the operator's word. */
export async function retryNotice(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  id: string,
): Promise<Result<null>> {
  if (actor.scope.kind !== 'operator') return refuse('forbidden');
  return ports.db.transaction({ kind: 'job', name: 'delivery' }, async (trx) => {
    const rule = await requeueNotice(trx, id, moment.now);
    if (rule === undefined) return refuse('not_found');
    await appendJournal(trx, actor, moment, {
      organisationId: PLATFORM_ORGANISATION_ID,
      type: 'notice.retried',
      payload: { rule },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
