import { lockOwnCredential, updateTotpSecret } from '#db/queries/account.write.ts';
import { endOwnSessions } from '#db/queries/session.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { mailSecondFactorReset } from '../account/mail-link.step.server.ts';
import type { Ports } from '../ports.ts';
import { findAccount, recordCommand } from './command-line.step.server.ts';

const NONE_SET = words('该账号没有启用动态码。', 'This account has no second factor.');

/**
 * Takes a lost second factor off an account, on the command of whoever runs the installation and has checked who asks.
 * Every session of the account ends, and its address is told. Who must have a factor sets a new one up at the next
 * sign-in.
 */
export async function resetSecondFactor(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  moment: Moment,
  input: { email: string },
): Promise<Result<{ ended: number }>> {
  const found = await findAccount(ports, input.email);
  if (!found.ok) return found;
  const { accountId, emailCipher } = found.value;
  const scope = accountScope(accountId);
  const email = ports.sealer.open('account.email', emailCipher, accountId);
  return ports.db.transaction(scope, async (trx): Promise<Result<{ ended: number }>> => {
    const credential = await lockOwnCredential(trx, accountId);
    if (!credential?.totpConfirmedAt) return refuse('not_allowed_now', { words: NONE_SET });
    await updateTotpSecret(trx, accountId, null);
    const ended = await endOwnSessions(trx);
    await mailSecondFactorReset(trx, ports, moment, { accountId, email });
    await recordCommand(
      trx,
      scope,
      moment,
      'account.second-factor-reset',
      { sessionsEnded: ended },
      accountId,
    );
    return done({ ended });
  });
}
