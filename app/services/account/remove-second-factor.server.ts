import { lockOwnCredential, updateTotpSecret } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/** Switches the second factor off, to set it up on another device or to go without where none is required. */
export async function removeSecondFactor(
  ports: Pick<Ports, 'db' | 'passwords'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { password: string },
): Promise<Result<null>> {
  const { accountId } = actor;
  const scope = accountScope(accountId);
  const credential = await ports.db.transaction(scope, (trx) => lockOwnCredential(trx, accountId));
  if (!(await ports.passwords.verify(credential?.passwordHash ?? null, input.password))) {
    return refuse('invalid', { fields: { password: words('密码不正确。', 'Not your password.') } });
  }
  return ports.db.transaction(scope, async (trx) => {
    const current = await lockOwnCredential(trx, accountId);
    if (!current?.totpConfirmedAt) return refuse('not_allowed_now');
    await updateTotpSecret(trx, accountId, null);
    await recordAccountEvent(trx, actor, moment, 'account.second-factor-removed');
    return done(null);
  });
}
