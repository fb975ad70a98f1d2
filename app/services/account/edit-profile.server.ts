import { isUniqueViolation } from '#db/conflict.ts';
import { updateProfile } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Profile } from '#app/domain/account/registration.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

const MOBILE_NOT_USABLE = words(
  '该手机号码无法绑定到此账号，请核对或留空。',
  'This mobile number can’t be bound to the account; check it or leave it empty.',
);

/** Sets one's own name and mobile number. Names within memberships and past events stay as they were. */
export async function editProfile(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  profile: Profile,
): Promise<Result<null>> {
  const { accountId } = actor;
  const { mobile, name } = profile;
  try {
    await ports.db.transaction(accountScope(accountId), async (trx) => {
      await updateProfile(trx, accountId, {
        name,
        mobileIndex: mobile ? ports.sealer.blindIndex('account.mobile', mobile) : null,
        mobileCipher: mobile ? ports.sealer.seal('account.mobile', mobile, accountId) : null,
      });
      await recordAccountEvent(trx, actor, moment, 'account.profile-edited', { mobile: mobile !== '' });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return refuse('invalid', { fields: { mobile: MOBILE_NOT_USABLE } });
  }
  return done(null);
}
