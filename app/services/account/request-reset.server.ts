import { getCredentialByIndexes } from '#db/queries/account.read.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { mailResetLink } from './mail-link.step.server.ts';

/** Mails a reset link if the address has an account. The answer is the same for every address. */
export async function requestReset(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  input: { email: string },
): Promise<Result<null>> {
  const indexes = ports.sealer.blindIndexes('account.email', input.email);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  if (!found || found.disabledAt) return done(null);
  const { accountId, name } = found;
  const scope = accountScope(accountId);
  await ports.db.transaction(scope, async (trx) => {
    await mailResetLink(trx, ports, moment, { accountId, email: input.email });
    await recordAccountEvent(
      trx,
      { scope, accountId, name, side: 'visitor' },
      moment,
      'account.reset-requested',
    );
  });
  return done(null);
}
