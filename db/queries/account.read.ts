import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** What signing in needs to know of an account. */
export interface CredentialFound {
  readonly accountId: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly emailVerifiedAt: string | null;
  readonly disabledAt: string | null;
  readonly hasTotp: boolean;
  readonly emailCipher: string;
}

/** The account that a blind index of an e-mail or a mobile number belongs to. Nobody is signed in yet. */
export async function getCredentialByIndex(trx: Trx, index: string): Promise<CredentialFound | undefined> {
  const { rows } = await sql<CredentialFound>`
    select account_id as "accountId", name, password_hash as "passwordHash", email_verified_at as "emailVerifiedAt",
           disabled_at as "disabledAt", has_totp as "hasTotp", email_cipher as "emailCipher"
    from credential_by_index(${index})`.execute(trx);
  return rows[0];
}

/** The first account found under any of several indexes (one for each sealing key in use). */
export async function getCredentialByIndexes(
  trx: Trx,
  indexes: readonly string[],
): Promise<CredentialFound | undefined> {
  for (const index of indexes) {
    const found = await getCredentialByIndex(trx, index);
    if (found) return found;
  }
  return undefined;
}

/** A person's own account, as the account page shows it; sealed values stay sealed. */
export interface OwnAccount {
  readonly name: string;
  readonly createdAt: string;
  readonly emailIndex: string;
  readonly emailCipher: string;
  readonly emailMask: string;
  readonly mobileCipher: string | null;
  readonly emailVerifiedAt: string | null;
  readonly totpConfirmedAt: string | null;
}

/** The account in scope. */
export async function getOwnAccount(trx: Trx, accountId: string): Promise<OwnAccount | undefined> {
  return trx
    .selectFrom('account')
    .innerJoin('credential', 'credential.account_id', 'account.id')
    .select([
      'account.name',
      'account.created_at as createdAt',
      'credential.email_index as emailIndex',
      'credential.email_cipher as emailCipher',
      'credential.email_mask as emailMask',
      'credential.mobile_cipher as mobileCipher',
      'credential.email_verified_at as emailVerifiedAt',
      'credential.totp_confirmed_at as totpConfirmedAt',
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirst();
}

/** A link that was mailed and counts once. */
export interface OneTimeLink {
  readonly purpose: 'verify-email' | 'reset-password';
  readonly accountId: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

/** The link with this digest. Nobody is signed in yet. */
export async function getLinkByDigest(trx: Trx, digest: string): Promise<OneTimeLink | undefined> {
  const { rows } = await sql<OneTimeLink>`
    select purpose, account_id as "accountId", expires_at as "expiresAt", used_at as "usedAt"
    from link_by_digest(${digest})`.execute(trx);
  return rows[0];
}
