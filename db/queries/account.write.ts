import type { Trx } from '../client.ts';

/** The credentials of the account in scope, locked until the transaction ends. */
export interface LockedCredential {
  readonly passwordHash: string;
  readonly emailVerifiedAt: string | null;
  readonly totpSecretCipher: string | null;
  readonly totpConfirmedAt: string | null;
  readonly totpLastStep: number;
  readonly failedCount: number;
  readonly lockedUntil: string | null;
}

/** Locks the credentials of the account in scope. */
export async function lockOwnCredential(trx: Trx, accountId: string): Promise<LockedCredential | undefined> {
  return trx
    .selectFrom('credential')
    .select([
      'password_hash as passwordHash',
      'email_verified_at as emailVerifiedAt',
      'totp_secret_cipher as totpSecretCipher',
      'totp_confirmed_at as totpConfirmedAt',
      'totp_last_step as totpLastStep',
      'failed_count as failedCount',
      'locked_until as lockedUntil',
    ])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

/** Sets the count of failures in a row and the end of a lock-out. */
export async function updateFailures(
  trx: Trx,
  accountId: string,
  failures: { count: number; lockedUntil: string | null },
): Promise<void> {
  await trx
    .updateTable('credential')
    .set({ failed_count: failures.count, locked_until: failures.lockedUntil })
    .where('account_id', '=', accountId)
    .execute();
}

/** Keeps a sealed secret of a second factor that isn't confirmed yet. */
export async function updateTotpSecret(trx: Trx, accountId: string, cipher: string | null): Promise<void> {
  await trx
    .updateTable('credential')
    .set({ totp_secret_cipher: cipher, totp_confirmed_at: null, totp_last_step: 0 })
    .where('account_id', '=', accountId)
    .execute();
}

/** Notes the step of the code last used; with `confirmedAt`, the second factor is in force from then on. */
export async function updateTotpStep(
  trx: Trx,
  accountId: string,
  change: { step: number; confirmedAt?: string },
): Promise<void> {
  await trx
    .updateTable('credential')
    .set({
      totp_last_step: change.step,
      ...(change.confirmedAt ? { totp_confirmed_at: change.confirmedAt } : {}),
    })
    .where('account_id', '=', accountId)
    .execute();
}
