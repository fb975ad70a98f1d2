import { getCredentialByIndexes } from '#db/queries/account.read.ts';
import { lockOwnCredential, updateFailures } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { afterFailure, isLocked, LOCKOUT_FAILURES, LOCKOUT_MINUTES } from '#app/domain/account/lockout.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { identifierOf, type SignInInput } from '#app/domain/account/sign-in.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/** The one answer to a wrong password, an unknown account and a locked one. */
const NOT_SIGNED_IN = words(
  `账号或密码不正确。连续 ${LOCKOUT_FAILURES} 次失败后账号锁定 ${LOCKOUT_MINUTES} 分钟，期间正确的密码也不能登录。`,
  `The account or the password is not right. After ${LOCKOUT_FAILURES} failures in a row an account is locked for ${LOCKOUT_MINUTES} minutes, even for the right password.`,
);

const UNVERIFIED = words(
  '该账号的邮箱尚未验证：请打开验证邮件中的链接，或重新发送验证邮件。',
  'The e-mail of this account is not verified yet: open the link in the mail, or have it sent again.',
);

/** The account that may begin a session. */
export interface SignedInAccount {
  readonly accountId: string;
  readonly hasTotp: boolean;
}

/**
 * Checks an e-mail or a mobile number and a password. The answer and its time don't tell whether the account
 * exists; failures in a row lock it.
 */
export async function signIn(
  ports: Pick<Ports, 'db' | 'sealer' | 'passwords'>,
  moment: Moment,
  input: SignInInput,
): Promise<Result<SignedInAccount>> {
  const { purpose, value } = identifierOf(input.identifier);
  const indexes = ports.sealer.blindIndexes(purpose, value);
  const found = await ports.db.transaction({ kind: 'anonymous' }, (trx) =>
    getCredentialByIndexes(trx, indexes),
  );
  const matches = await ports.passwords.verify(found?.passwordHash ?? null, input.password);
  if (!found || found.disabledAt) return refuse('invalid', { words: NOT_SIGNED_IN });

  const { accountId, name, hasTotp } = found;
  const scope = accountScope(accountId);
  const actor: Actor = { scope, accountId, name, side: 'visitor' };
  return ports.db.transaction(scope, async (trx) => {
    const credential = await lockOwnCredential(trx, accountId);
    if (!credential || isLocked(credential.lockedUntil, moment.now)) {
      return refuse('invalid', { words: NOT_SIGNED_IN });
    }
    if (!matches) {
      const next = afterFailure(
        { count: credential.failedCount, lockedUntil: credential.lockedUntil },
        moment.now,
      );
      await updateFailures(trx, accountId, next);
      if (next.locksNow) await recordAccountEvent(trx, actor, moment, 'account.locked');
      return refuse('invalid', { words: NOT_SIGNED_IN });
    }
    await updateFailures(trx, accountId, { count: 0, lockedUntil: null });
    if (!credential.emailVerifiedAt) return refuse('not_allowed_now', { words: UNVERIFIED });
    await recordAccountEvent(trx, actor, moment, 'account.signed-in');
    return done({ accountId, hasTotp });
  });
}
