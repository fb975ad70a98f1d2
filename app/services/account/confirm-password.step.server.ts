import { lockOwnCredential } from '#db/queries/account.write.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';

const NEEDED = words(
  '请填写当前密码，以确认是您本人操作。',
  'Enter your present password: it shows that it is you.',
);
const WRONG = words('当前密码不正确。', 'Not your present password.');

/** Refuses, beside `currentPassword`, whoever doesn't know the account's password; null for who does. */
export async function refuseWrongPassword(
  ports: Pick<Ports, 'db' | 'passwords'>,
  accountId: string,
  currentPassword: string,
): Promise<Extract<Result<never>, { ok: false }> | null> {
  if (currentPassword === '') return refuse('invalid', { fields: { currentPassword: NEEDED } });
  const hash = await ports.db.transaction(
    accountScope(accountId),
    async (trx) => (await lockOwnCredential(trx, accountId))?.passwordHash ?? null,
  );
  if (await ports.passwords.verify(hash, currentPassword)) return null;
  return refuse('invalid', { fields: { currentPassword: WRONG } });
}
