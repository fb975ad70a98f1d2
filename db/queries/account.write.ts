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

/** A person who registers; nothing is verified yet. */
export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly emailIndex: string;
  readonly emailCipher: string;
  readonly emailMask: string;
  readonly mobileIndex: string | null;
  readonly mobileCipher: string | null;
  readonly passwordHash: string;
  readonly now: string;
}

/** Inserts an account with its credentials, in the scope of that account. */
export async function insertAccount(trx: Trx, account: NewAccount): Promise<void> {
  await trx
    .insertInto('account')
    .values({ id: account.id, name: account.name, created_at: account.now })
    .execute();
  await trx
    .insertInto('credential')
    .values({
      account_id: account.id,
      email_index: account.emailIndex,
      email_cipher: account.emailCipher,
      email_mask: account.emailMask,
      mobile_index: account.mobileIndex,
      mobile_cipher: account.mobileCipher,
      password_hash: account.passwordHash,
    })
    .execute();
}

/** Replaces name, mobile number and password of an account that was never verified. */
export async function updateUnverifiedAccount(
  trx: Trx,
  account: Pick<NewAccount, 'id' | 'name' | 'mobileIndex' | 'mobileCipher' | 'passwordHash'>,
): Promise<void> {
  await trx.updateTable('account').set({ name: account.name }).where('id', '=', account.id).execute();
  await trx
    .updateTable('credential')
    .set({
      mobile_index: account.mobileIndex,
      mobile_cipher: account.mobileCipher,
      password_hash: account.passwordHash,
    })
    .where('account_id', '=', account.id)
    .where('email_verified_at', 'is', null)
    .execute();
}

/** Sets the name of the account in scope and, where one is given, its mobile number: null takes it away. */
export async function updateProfile(
  trx: Trx,
  accountId: string,
  profile: { name: string; mobile?: { index: string | null; cipher: string | null } },
): Promise<void> {
  await trx.updateTable('account').set({ name: profile.name }).where('id', '=', accountId).execute();
  const { mobile } = profile;
  if (!mobile) return;
  await trx
    .updateTable('credential')
    .set({ mobile_index: mobile.index, mobile_cipher: mobile.cipher })
    .where('account_id', '=', accountId)
    .execute();
}

/** Sets the password and lifts a lock-out. */
export async function updatePassword(trx: Trx, accountId: string, passwordHash: string): Promise<void> {
  await trx
    .updateTable('credential')
    .set({ password_hash: passwordHash, failed_count: 0, locked_until: null })
    .where('account_id', '=', accountId)
    .execute();
}

/** Notes that the e-mail belongs to the person, unless that was known. */
export async function updateEmailVerified(trx: Trx, accountId: string, now: string): Promise<void> {
  await trx
    .updateTable('credential')
    .set({ email_verified_at: now })
    .where('account_id', '=', accountId)
    .where('email_verified_at', 'is', null)
    .execute();
}

/** Keeps the digest of a link that is mailed; earlier ones of the same purpose stop counting. */
export async function insertOneTimeLink(
  trx: Trx,
  link: {
    digest: string;
    purpose: 'verify-email' | 'reset-password';
    accountId: string;
    now: string;
    expiresAt: string;
  },
): Promise<void> {
  await trx
    .updateTable('one_time_link')
    .set({ used_at: link.now })
    .where('account_id', '=', link.accountId)
    .where('purpose', '=', link.purpose)
    .where('used_at', 'is', null)
    .execute();
  await trx
    .insertInto('one_time_link')
    .values({
      digest: link.digest,
      purpose: link.purpose,
      account_id: link.accountId,
      created_at: link.now,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Uses a link up; false when somebody was faster or it is over. */
export async function useOneTimeLink(
  trx: Trx,
  link: { digest: string; accountId: string; now: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('one_time_link')
    .set({ used_at: link.now })
    .where('digest', '=', link.digest)
    .where('account_id', '=', link.accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', link.now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
