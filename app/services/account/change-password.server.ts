import { getOwnAccount } from '#db/queries/account.read.ts';
import { lockOwnCredential, updatePassword } from '#db/queries/account.write.ts';
import { endOwnSessions } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { passwordMismatch, passwordProblem } from '#app/domain/account/password.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { mailPasswordChanged } from './mail-link.step.server.ts';

const WRONG_PASSWORD = words('当前密码不正确。', 'Not your present password.');

/** Changes one's own password and ends one's other sessions. */
export async function changePassword(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords' | 'site'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { currentPassword: string; password: string; passwordAgain: string; sessionId: string },
): Promise<Result<null>> {
  const mismatch = passwordMismatch(input);
  if (mismatch) return refuse('invalid', { fields: { passwordAgain: mismatch } });
  const { accountId } = actor;
  const scope = accountScope(accountId);
  const before = await ports.db.transaction(scope, async (trx) => ({
    account: await getOwnAccount(trx, accountId),
    credential: await lockOwnCredential(trx, accountId),
  }));
  if (!before.account || !before.credential) return refuse('signed_out');
  if (!(await ports.passwords.verify(before.credential.passwordHash, input.currentPassword))) {
    return refuse('invalid', { fields: { currentPassword: WRONG_PASSWORD } });
  }
  const email = ports.sealer.open('account.email', before.account.emailCipher, accountId);
  const problem = passwordProblem(input.password, email);
  if (problem) return refuse('invalid', { fields: { password: problem } });
  const passwordHash = await ports.passwords.hash(input.password);
  await ports.db.transaction(scope, async (trx) => {
    await updatePassword(trx, accountId, passwordHash);
    const ended = await endOwnSessions(trx, input.sessionId);
    await mailPasswordChanged(trx, ports, moment, { accountId, email });
    await recordAccountEvent(trx, actor, moment, 'account.password-changed', { sessionsEnded: ended });
  });
  return done(null);
}
