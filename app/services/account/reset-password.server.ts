import { getLinkByDigest, getOwnAccount } from '#db/queries/account.read.ts';
import { updateEmailVerified, updatePassword, useOneTimeLink } from '#db/queries/account.write.ts';
import { endOwnSessions } from '#db/queries/session.write.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { passwordMismatch } from '#app/domain/account/password.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { mailPasswordChanged } from './mail-link.step.server.ts';
import { newPasswordProblem } from './new-password.step.server.ts';
import { tokenDigest } from './one-time-token.step.server.ts';

/** Sets a new password by a mailed link, ends every session, lifts a lock-out, and counts the address as verified. */
export async function resetPassword(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords' | 'site'>,
  moment: Moment,
  input: { token: string; password: string; passwordAgain: string },
): Promise<Result<null>> {
  const mismatch = passwordMismatch(input);
  if (mismatch) return refuse('invalid', { fields: { passwordAgain: mismatch } });
  const digest = tokenDigest(input.token);
  const link = await ports.db.transaction({ kind: 'anonymous' }, (trx) => getLinkByDigest(trx, digest));
  if (
    link?.purpose !== 'reset-password' ||
    link.usedAt ||
    Date.parse(link.expiresAt) <= Date.parse(moment.now)
  ) {
    return refuse('gone');
  }
  const { accountId } = link;
  const scope = accountScope(accountId);
  const account = await ports.db.transaction(scope, (trx) => getOwnAccount(trx, accountId));
  if (!account) return refuse('gone');
  const email = ports.sealer.open('account.email', account.emailCipher, accountId);
  const problem = await newPasswordProblem(ports, input.password, email);
  if (problem) return refuse('invalid', { fields: { password: problem } });
  const passwordHash = await ports.passwords.hash(input.password);
  return ports.db.transaction(scope, async (trx) => {
    if (!(await useOneTimeLink(trx, { digest, accountId, now: moment.now }))) return refuse('gone');
    await updatePassword(trx, accountId, passwordHash);
    await updateEmailVerified(trx, accountId, moment.now);
    const ended = await endOwnSessions(trx);
    await mailPasswordChanged(trx, ports, moment, { accountId, email });
    await recordAccountEvent(
      trx,
      { scope, accountId, name: account.name, side: 'visitor' },
      moment,
      'account.password-reset',
      { sessionsEnded: ended },
    );
    return done(null);
  });
}
