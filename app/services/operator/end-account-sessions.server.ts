import { endOwnSessions } from '#db/queries/session.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { findAccount, recordCommand } from './command-line.step.server.ts';

/** Ends all sessions of one person, on the command of whoever runs the installation. Answers how many. */
export async function endAccountSessions(
  ports: Pick<Ports, 'db' | 'sealer'>,
  moment: Moment,
  input: { email: string },
): Promise<Result<{ ended: number }>> {
  const found = await findAccount(ports, input.email);
  if (!found.ok) return found;
  const { accountId } = found.value;
  const scope = accountScope(accountId);
  return ports.db.transaction(scope, async (trx) => {
    const ended = await endOwnSessions(trx);
    await recordCommand(
      trx,
      scope,
      moment,
      'account.sessions-ended-by-operator',
      { count: ended },
      accountId,
    );
    return done({ ended });
  });
}
