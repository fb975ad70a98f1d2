import { sql } from 'kysely';
import type { Role } from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';

/** An invitation of a person into an organisation; the token itself is never stored. */
export interface NewInvitation {
  readonly organisationId: string;
  readonly id: string;
  readonly purpose: 'colleague' | 'regulator';
  readonly role: Role;
  readonly programmeId: string | null;
  readonly regionCode: string | null;
  readonly emailIndex: string;
  readonly emailCipher: string;
  readonly emailMask: string;
  readonly digest: string;
  readonly createdByName: string;
  readonly now: string;
  readonly expiresAt: string;
}

/** Inserts an invitation; an open one to the same address is revoked by it. */
export async function insertInvitation(trx: Trx, invitation: NewInvitation): Promise<void> {
  await trx
    .updateTable('invitation')
    .set({ revoked_at: invitation.now })
    .where('organisation_id', '=', invitation.organisationId)
    .where('purpose', '=', invitation.purpose)
    .where('email_index', '=', invitation.emailIndex)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await trx
    .insertInto('invitation')
    .values({
      organisation_id: invitation.organisationId,
      id: invitation.id,
      purpose: invitation.purpose,
      role: invitation.role,
      programme_id: invitation.programmeId,
      region_code: invitation.regionCode,
      roster_entry_id: null,
      email_index: invitation.emailIndex,
      email_cipher: invitation.emailCipher,
      email_mask: invitation.emailMask,
      digest: invitation.digest,
      created_by_name: invitation.createdByName,
      created_at: invitation.now,
      expires_at: invitation.expiresAt,
      accepted_at: null,
      accepted_by: null,
      revoked_at: null,
    })
    .execute();
}

/** Revokes an open invitation; false when it isn't open any more. */
export async function updateInvitationRevoked(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Accepts an invitation for the account in scope, whose verified e-mail must be the invited one; false otherwise. */
export async function acceptInvitationByDigest(
  trx: Trx,
  acceptance: { digest: string; membershipId: string; accountName: string; emailMask: string; now: string },
): Promise<boolean> {
  const { rows } = await sql<{ organisation: string | null }>`
    select accept_invitation(${acceptance.digest}, ${acceptance.membershipId}::uuid, ${acceptance.accountName},
      ${acceptance.emailMask}, ${acceptance.now}::timestamptz) as organisation`.execute(trx);
  return rows[0]?.organisation != null;
}

/** Verifies an enterprise of the account in scope by an invitation from the roster; false when it doesn't fit. */
export async function redeemRosterInvitationByDigest(
  trx: Trx,
  redemption: { digest: string; enterpriseId: string; now: string },
): Promise<boolean> {
  const { rows } = await sql<{ redeemed: boolean }>`
    select redeem_roster_invitation(${redemption.digest}, ${redemption.enterpriseId}::uuid,
      ${redemption.now}::timestamptz) as redeemed`.execute(trx);
  return rows[0]?.redeemed === true;
}
