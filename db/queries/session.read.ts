import { sql } from 'kysely';
import type {
  LicenceKind,
  OrganisationKind,
  Role,
  VerificationState,
} from '../../app/domain/organisation/organisation.ts';
import type { Executor, Trx } from '../client.ts';

/** One of the organisations that the person in scope belongs to. */
export interface MembershipView {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
  readonly colour: string;
  readonly verification: VerificationState;
  readonly uscc: string | null;
  readonly role: Role;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
  readonly licenceKind: LicenceKind | null;
  readonly isDemo: boolean;
}

/** A session as it stands, found by the digest of its id. */
export interface SessionRow {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string | null;
  readonly grantId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
  readonly secondFactorAt: string | null;
  readonly name: string;
  readonly isDemo: boolean;
  readonly hasTotp: boolean;
  /** The account's memberships, oldest first. */
  readonly memberships: readonly MembershipView[];
}

/** The session with this digest, or undefined. Crosses tenants by a narrow function: nobody is known yet. */
export async function getSessionByDigest(
  executor: Executor,
  digest: string,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select id, account_id as "accountId", organisation_id as "organisationId", grant_id as "grantId",
           created_at as "createdAt", expires_at as "expiresAt", last_seen_at as "lastSeenAt",
           second_factor_at as "secondFactorAt", name, is_demo as "isDemo", has_totp as "hasTotp", memberships
    from session_by_digest(${digest})`.execute(executor);
  return rows[0];
}

/** The memberships of the account in scope, oldest first. */
export async function listMyMemberships(trx: Trx): Promise<MembershipView[]> {
  const { rows } = await sql<MembershipView>`
    select organisation_id as "organisationId", organisation_name as "organisationName", organisation_kind as "organisationKind",
           colour, verification, uscc, role, programme_id as "programmeId", region_code as "regionCode",
           licence_kind as "licenceKind", is_demo as "isDemo"
    from my_memberships()`.execute(trx);
  return rows;
}

/** A session in the list of one's own. */
export interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly device: string;
}

/** The sessions of the account in scope, the last used first. */
export async function listOwnSessions(trx: Trx, accountId: string): Promise<OwnSession[]> {
  return trx
    .selectFrom('session')
    .select([
      'id',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
      'device',
    ])
    .where('account_id', '=', accountId)
    .orderBy('last_seen_at', 'desc')
    .execute();
}
