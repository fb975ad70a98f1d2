import { sql, type Insertable } from 'kysely';
import type { LicenceKind, VerificationState } from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';
import type { OrganisationTable } from '../schema.ts';

/** An enterprise or a consultancy that a person founds, and the membership that comes with it. */
export interface NewOrganisation {
  readonly id: string;
  readonly kind: 'enterprise' | 'consultancy';
  readonly name: string;
  readonly uscc: string;
  readonly licenceKind: LicenceKind | null;
  readonly programmeId: string | null;
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly isBranch: boolean;
  readonly licenceNumbers: string;
  readonly colour: string;
  readonly isDemo: boolean;
  readonly membershipId: string;
  readonly role: 'owner' | 'consultant';
  readonly accountName: string;
  readonly emailMask: string;
  readonly now: string;
}

/** Founds an organisation with the account in scope as its first member; false when the credit code is taken. */
export async function insertFoundedOrganisation(trx: Trx, one: NewOrganisation): Promise<boolean> {
  const { rows } = await sql<{ founded: boolean }>`
    select found_organisation(${one.id}::uuid, ${one.kind}, ${one.name}, ${one.uscc}, ${one.licenceKind}, ${one.programmeId},
      ${one.regionCode}, ${one.industryCode}, ${one.isBranch}, ${one.licenceNumbers}, ${one.colour}, ${one.isDemo},
      ${one.membershipId}::uuid, ${one.role}, ${one.accountName}, ${one.emailMask}, ${one.now}::timestamptz) as founded`.execute(
    trx,
  );
  return rows[0]?.founded === true;
}

/** Inserts a regulator's house, as the operator. */
export async function insertRegulator(trx: Trx, house: Insertable<OrganisationTable>): Promise<void> {
  await trx.insertInto('organisation').values(house).execute();
}

/** The state of an organisation, locked until the transaction ends. */
export async function lockOrganisation(
  trx: Trx,
  id: string,
): Promise<{ kind: string; name: string; verification: VerificationState } | undefined> {
  return trx
    .selectFrom('organisation')
    .select(['kind', 'name', 'verification'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** What an owner may change of the own organisation. */
export interface ProfileChange {
  readonly name: string;
  readonly licenceKind: LicenceKind | null;
  readonly licenceNumbers: string;
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly isBranch: boolean;
  readonly colour: string;
}

/** Changes the profile of the own organisation. */
export async function updateOrganisationProfile(
  trx: Trx,
  id: string,
  change: Partial<ProfileChange>,
): Promise<void> {
  await trx
    .updateTable('organisation')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.licenceKind === undefined ? {} : { licence_kind: change.licenceKind }),
      ...(change.licenceNumbers === undefined ? {} : { licence_numbers: change.licenceNumbers }),
      ...(change.regionCode === undefined ? {} : { region_code: change.regionCode }),
      ...(change.industryCode === undefined ? {} : { industry_code: change.industryCode }),
      ...(change.isBranch === undefined ? {} : { is_branch: change.isBranch }),
      ...(change.colour === undefined ? {} : { colour: change.colour }),
    })
    .where('id', '=', id)
    .execute();
}

/** Sets what a regulator or the operator found about an enterprise. */
export async function updateVerification(
  trx: Trx,
  id: string,
  finding: { state: VerificationState; note: string; byName: string; now: string },
): Promise<void> {
  await trx
    .updateTable('organisation')
    .set({
      verification: finding.state,
      verification_note: finding.note,
      verified_at: finding.state === 'verified' ? finding.now : null,
      verified_by_name: finding.byName,
    })
    .where('id', '=', id)
    .execute();
}
