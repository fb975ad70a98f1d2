import { sql } from 'kysely';
import type { Role } from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';

/** An invitation that is still open, as the list shows it. */
export interface OpenInvitation {
  readonly id: string;
  readonly role: Role;
  readonly emailMask: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Invitations of an organisation that are neither accepted nor revoked; those whose time is over are among them. */
export async function listOpenInvitations(
  trx: Trx,
  organisationId: string,
  purpose: 'colleague' | 'regulator',
): Promise<OpenInvitation[]> {
  const rows = await trx
    .selectFrom('invitation')
    .select([
      'id',
      'role',
      'email_mask as emailMask',
      'created_by_name as createdByName',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('purpose', '=', purpose)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** An invitation as whoever holds its link sees it. */
export interface InvitationByLink {
  readonly organisationId: string;
  readonly id: string;
  readonly purpose: 'colleague' | 'roster' | 'regulator';
  readonly role: Role;
  readonly organisationName: string;
  readonly emailMask: string;
  readonly emailIndex: string;
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
  readonly revokedAt: string | null;
  readonly createdByName: string;
  readonly rosterName: string | null;
  readonly rosterUscc: string | null;
  readonly rosterLicences: string | null;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
}

/** The invitation with this digest, across tenants: who holds the link may read it. */
export async function getInvitationByDigest(trx: Trx, digest: string): Promise<InvitationByLink | undefined> {
  const { rows } = await sql<InvitationByLink>`
    select organisation_id as "organisationId", id, purpose, role, organisation_name as "organisationName",
           email_mask as "emailMask", email_index as "emailIndex", expires_at as "expiresAt", accepted_at as "acceptedAt",
           revoked_at as "revokedAt", created_by_name as "createdByName", roster_name as "rosterName",
           roster_uscc as "rosterUscc", roster_licences as "rosterLicences", programme_id as "programmeId",
           region_code as "regionCode"
    from invitation_by_digest(${digest})`.execute(trx);
  return rows[0];
}
