import type { Trx } from '../client.ts';
import type { OrganisationTable, ProgrammeTable } from '../schema.ts';
import { PLATFORM_ORGANISATION_ID } from '../platform.ts';
import type { Insertable } from 'kysely';

/** Whether the platform's own organisation is there: the mark of an installed database. */
export async function isInstalled(trx: Trx): Promise<boolean> {
  const row = await trx
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', PLATFORM_ORGANISATION_ID)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether any organisation of the demonstration is in the database. */
export async function hasDemoOrganisations(trx: Trx): Promise<boolean> {
  const row = await trx
    .selectFrom('organisation')
    .select('id')
    .where('is_demo', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Inserts a duty, unless it is there. */
export async function insertProgramme(trx: Trx, programme: Insertable<ProgrammeTable>): Promise<void> {
  await trx
    .insertInto('programme')
    .values(programme)
    .onConflict((c) => c.column('id').doNothing())
    .execute();
}

/** Inserts an organisation as the installer: the platform's, or one of the demonstration. */
export async function insertInstalledOrganisation(
  trx: Trx,
  organisation: Insertable<OrganisationTable>,
): Promise<void> {
  await trx.insertInto('organisation').values(organisation).execute();
}

/** An account with its sealed credentials. */
export interface InstalledAccount {
  readonly id: string;
  readonly name: string;
  readonly emailIndex: string;
  readonly emailCipher: string;
  readonly emailMask: string;
  readonly passwordHash: string;
  readonly totpSecretCipher: string | null;
  readonly isDemo: boolean;
  readonly now: string;
}

/** Inserts an account whose e-mail counts as verified, as the installer. */
export async function insertInstalledAccount(trx: Trx, account: InstalledAccount): Promise<void> {
  await trx
    .insertInto('account')
    .values({ id: account.id, name: account.name, is_demo: account.isDemo, created_at: account.now })
    .execute();
  await trx
    .insertInto('credential')
    .values({
      account_id: account.id,
      email_index: account.emailIndex,
      email_cipher: account.emailCipher,
      email_mask: account.emailMask,
      password_hash: account.passwordHash,
      email_verified_at: account.now,
      totp_secret_cipher: account.totpSecretCipher,
      totp_confirmed_at: account.totpSecretCipher ? account.now : null,
    })
    .execute();
}

/** Makes an account a member, as the installer. */
export async function insertInstalledMembership(
  trx: Trx,
  membership: {
    id: string;
    organisationId: string;
    accountId: string;
    role: string;
    programmeId: string | null;
    regionCode: string | null;
    accountName: string;
    emailMask: string;
    now: string;
  },
): Promise<void> {
  await trx
    .insertInto('membership')
    .values({
      organisation_id: membership.organisationId,
      id: membership.id,
      account_id: membership.accountId,
      role: membership.role as 'owner',
      programme_id: membership.programmeId,
      region_code: membership.regionCode,
      account_name: membership.accountName,
      email_mask: membership.emailMask,
      created_at: membership.now,
    })
    .execute();
}
