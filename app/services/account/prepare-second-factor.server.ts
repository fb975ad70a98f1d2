import { lockOwnCredential, updateTotpSecret } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/**
 * The secret to set a second factor up with: the one that waits for its first code, else `freshSecret`. Asking again
 * answers the same secret, so that a page that is loaded twice shows one QR code.
 */
export async function prepareSecondFactor(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  freshSecret: string,
): Promise<Result<{ secret: string }>> {
  const { accountId } = actor;
  return ports.db.transaction(actor.scope, async (trx) => {
    const credential = await lockOwnCredential(trx, accountId);
    if (!credential || credential.totpConfirmedAt) return refuse('not_allowed_now');
    if (credential.totpSecretCipher) {
      return done({ secret: ports.sealer.open('account.totp', credential.totpSecretCipher, accountId) });
    }
    await updateTotpSecret(trx, accountId, ports.sealer.seal('account.totp', freshSecret, accountId));
    await recordAccountEvent(trx, actor, moment, 'account.second-factor-prepared');
    return done({ secret: freshSecret });
  });
}
