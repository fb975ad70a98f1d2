import { getOwnAccount } from '#db/queries/account.read.ts';
import { updatePassword } from '#db/queries/account.write.ts';
import { endOwnSessions } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { passwordMismatch } from '#app/domain/account/password.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { refuseWrongPassword } from './confirm-password.step.server.ts';
import { mailPasswordChanged } from './mail-link.step.server.ts';
import { newPasswordProblem } from './new-password.step.server.ts';

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
  const account = await ports.db.transaction(scope, (trx) => getOwnAccount(trx, accountId));
  if (!account) return refuse('signed_out');
  const stop = await refuseWrongPassword(ports, accountId, input.currentPassword);
  if (stop) return stop;
  const email = ports.sealer.open('account.email', account.emailCipher, accountId);
  const problem = await newPasswordProblem(ports, input.password, email);
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
