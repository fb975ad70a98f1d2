import { getLinkByDigest } from '#db/queries/account.read.ts';
import { getOwnAccount } from '#db/queries/account.read.ts';
import { lockOwnCredential, updateEmailVerified, useOneTimeLink } from '#db/queries/account.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';
import { tokenDigest } from './one-time-token.step.server.ts';

const WRONG_PASSWORD = words(
  '密码不正确：请填写注册时设置的密码；忘记了可以重置，重置后邮箱即为已验证。',
  'Not the password chosen at registration. If you forgot it, reset it: that verifies the address too.',
);

/** Takes a verification link together with the password chosen at registration; the account may then sign in. */
export async function verifyEmail(
  ports: Pick<Ports, 'db' | 'passwords'>,
  moment: Moment,
  input: { token: string; password: string },
): Promise<Result<{ accountId: string; hasTotp: boolean }>> {
  const digest = tokenDigest(input.token);
  const link = await ports.db.transaction({ kind: 'anonymous' }, (trx) => getLinkByDigest(trx, digest));
  if (
    link?.purpose !== 'verify-email' ||
    link.usedAt ||
    Date.parse(link.expiresAt) <= Date.parse(moment.now)
  ) {
    return refuse('gone');
  }
  const { accountId } = link;
  const scope = accountScope(accountId);
  const hash = await ports.db.transaction(
    scope,
    async (trx) => (await lockOwnCredential(trx, accountId))?.passwordHash ?? null,
  );
  if (!(await ports.passwords.verify(hash, input.password))) {
    return refuse('invalid', { fields: { password: WRONG_PASSWORD } });
  }
  return ports.db.transaction(scope, async (trx) => {
    if (!(await useOneTimeLink(trx, { digest, accountId, now: moment.now }))) return refuse('gone');
    await updateEmailVerified(trx, accountId, moment.now);
    const account = await getOwnAccount(trx, accountId);
    const actor: Actor = { scope, accountId, name: account?.name ?? '', side: 'visitor' };
    await recordAccountEvent(trx, actor, moment, 'account.email-verified');
    await recordAccountEvent(trx, actor, moment, 'account.signed-in');
    return done({ accountId, hasTotp: account?.totpConfirmedAt != null });
  });
}
