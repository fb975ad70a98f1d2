import { endOwnSession, endOwnSessions } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/** Ends one of one's own sessions, or all but the one in use. Answers how many. */
export async function endSessions(
  ports: Pick<Ports, 'db'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { which: string | 'others'; currentSessionId: string },
): Promise<Result<number>> {
  return ports.db.transaction(accountScope(actor.accountId), async (trx) => {
    const count =
      input.which === 'others'
        ? await endOwnSessions(trx, input.currentSessionId)
        : Number(await endOwnSession(trx, input.which));
    if (count === 0 && input.which !== 'others') return refuse('not_found');
    await recordAccountEvent(trx, actor, moment, 'account.sessions-ended', { count });
    return done(count);
  });
}
