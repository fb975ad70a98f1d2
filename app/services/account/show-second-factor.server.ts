import { lockOwnCredential, updateTotpStep } from '#db/queries/account.write.ts';
import { setSecondFactor } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { refuseWrongPassword } from './confirm-password.step.server.ts';

/** Answers the time step at which a code is good, or null; `app/http/second-factor.server.ts` has it. */
export type CodeMatcher = (secret: string, lastStep: number) => number | null;

const WRONG_CODE = words(
  '动态码不正确或已使用过：请等待验证器显示下一个动态码后再填。',
  'The code is wrong or was used before: wait for the next one.',
);

/**
 * Takes a code of the second factor for a session. With `confirms`, it is the first code of a factor being set up,
 * which is in force from then on; setting it up asks for the password too, unless the caller knows that it was shown just
 * now (`password: null`). A code counts once. The session goes on as `renewedId` (a digest, as `sessionId`):
 * who held its id before the code was shown holds nothing after.
 */
export async function showSecondFactor(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: {
    sessionId: string;
    renewedId: string;
    match: CodeMatcher;
    confirms: false | { readonly password: string | null };
  },
): Promise<Result<null>> {
  const { accountId } = actor;
  const password = input.confirms ? input.confirms.password : null;
  const stop = password === null ? null : await refuseWrongPassword(ports, accountId, password);
  if (stop) return stop;
  return ports.db.transaction(actor.scope, async (trx) => {
    const credential = await lockOwnCredential(trx, accountId);
    const cipher = credential?.totpSecretCipher;
    if (!credential || !cipher || Boolean(input.confirms) === (credential.totpConfirmedAt !== null)) {
      return refuse('not_allowed_now');
    }
    const step = input.match(ports.sealer.open('account.totp', cipher, accountId), credential.totpLastStep);
    if (step === null) return refuse('invalid', { fields: { code: WRONG_CODE } });
    await updateTotpStep(trx, accountId, { step, ...(input.confirms ? { confirmedAt: moment.now } : {}) });
    await setSecondFactor(trx, input.sessionId, moment.now, input.renewedId);
    await recordAccountEvent(
      trx,
      actor,
      moment,
      input.confirms ? 'account.second-factor-set' : 'account.second-factor-shown',
    );
    return done(null);
  });
}
