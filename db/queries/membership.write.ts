import type { Role } from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';

/** A member's row, as far as rules about members read it. */
export interface LockedMember {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
}

/** Locks all present members of an organisation, so that rules such as "one owner stays" hold. */
export async function lockMembers(trx: Trx, organisationId: string): Promise<LockedMember[]> {
  return trx
    .selectFrom('membership')
    .select(['id', 'account_id as accountId', 'account_name as name', 'role'])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Inserts a member. The database refuses a second membership of the same person. */
export async function insertMembership(
  trx: Trx,
  member: {
    id: string;
    organisationId: string;
    accountId: string;
    role: Role;
    accountName: string;
    emailMask: string;
    now: string;
  },
): Promise<void> {
  await trx
    .insertInto('membership')
    .values({
      organisation_id: member.organisationId,
      id: member.id,
      account_id: member.accountId,
      role: member.role,
      programme_id: null,
      region_code: null,
      account_name: member.accountName,
      email_mask: member.emailMask,
      created_at: member.now,
      ended_at: null,
    })
    .execute();
}

/** Gives a member another role. */
export async function updateRole(trx: Trx, organisationId: string, id: string, role: Role): Promise<void> {
  await trx
    .updateTable('membership')
    .set({ role })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends a membership; the row stays. */
export async function endMembership(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('membership')
    .set({ ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}
