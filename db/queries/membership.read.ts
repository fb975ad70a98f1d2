import type { Role } from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';

/** A member, as the list of members shows it. */
export interface Member {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly emailMask: string;
  readonly role: Role;
  readonly regionCode: string | null;
  readonly createdAt: string;
}

/** The members of an organisation at present, oldest first. */
export async function listMembers(trx: Trx, organisationId: string): Promise<Member[]> {
  return trx
    .selectFrom('membership')
    .select([
      'id',
      'account_id as accountId',
      'account_name as name',
      'email_mask as emailMask',
      'role',
      'region_code as regionCode',
      'created_at as createdAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
