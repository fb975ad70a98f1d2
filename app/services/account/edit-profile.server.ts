import { isUniqueViolation } from '#db/conflict.ts';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { updateProfile } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Profile } from '#app/domain/account/registration.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { refuseWrongPassword } from './confirm-password.step.server.ts';

const MOBILE_NOT_USABLE = words(
  '该手机号码无法绑定到此账号，请核对或留空。',
  'This mobile number can’t be bound to the account; check it or leave it empty.',
);

/**
 * Sets one's own name and mobile number. The number is a way in, so another one asks for the password; a name doesn't.
 * Names within memberships and past events stay as they were.
 */
export async function editProfile(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  profile: Profile,
): Promise<Result<{ passwordShown: boolean }>> {
  const { accountId } = actor;
  const { mobile, name, currentPassword } = profile;
  const scope = accountScope(accountId);
  const account = await ports.db.transaction(scope, (trx) => getOwnAccount(trx, accountId));
  if (!account) return refuse('signed_out');
  const cipher = account.mobileCipher;
  const isMoved = mobile !== (cipher ? ports.sealer.open('account.mobile', cipher, accountId) : '');
  const stop = isMoved ? await refuseWrongPassword(ports, accountId, currentPassword) : null;
  if (stop) return stop;
  try {
    await ports.db.transaction(scope, async (trx) => {
      await updateProfile(trx, accountId, {
        name,
        ...(isMoved ? { mobile: sealedMobile(ports, mobile, accountId) } : {}),
      });
      await recordAccountEvent(trx, actor, moment, 'account.profile-edited', {
        mobile: mobile !== '',
        mobileChanged: isMoved,
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse('invalid', { fields: { mobile: MOBILE_NOT_USABLE } });
  }
  return done({ passwordShown: isMoved });
}

function sealedMobile(ports: Pick<Ports, 'sealer'>, mobile: string, accountId: string) {
  if (mobile === '') return { index: null, cipher: null };
  return {
    index: ports.sealer.blindIndex('account.mobile', mobile),
    cipher: ports.sealer.seal('account.mobile', mobile, accountId),
  };
}
