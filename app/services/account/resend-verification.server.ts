import { getCredentialByIndexes } from '#db/queries/account.read.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { mailVerificationLink } from './mail-link.step.server.ts';

/** Mails a new verification link if the address waits for one. The answer is the same for every address. */
export async function resendVerification(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  input: { email: string; back?: string | undefined },
): Promise<Result<null>> {
  const indexes = ports.sealer.blindIndexes('account.email', input.email);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  if (!found || found.emailVerifiedAt || found.disabledAt) return done(null);
  const { accountId, name } = found;
  const scope = accountScope(accountId);
  await ports.db.transaction(scope, async (trx) => {
    await mailVerificationLink(trx, ports, moment, { accountId, email: input.email }, input.back ?? '');
    await recordAccountEvent(
      trx,
      { scope, accountId, name, side: 'visitor' },
      moment,
      'account.verification-resent',
    );
  });
  return done(null);
}
