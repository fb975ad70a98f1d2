import type { GrantPurpose, GrantRights } from '../../app/domain/account/scope.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** A grant that a client gives to a consultancy. */
export interface NewGrant {
  readonly organisationId: string;
  readonly id: string;
  readonly consultancyId: string;
  readonly consultancyName: string;
  readonly clientName: string;
  readonly purpose: GrantPurpose;
  readonly rights: GrantRights;
  readonly expiresOn: PlainDate;
  readonly createdByName: string;
  readonly now: string;
}

/** Inserts a grant. */
export async function insertGrant(trx: Trx, grant: NewGrant): Promise<void> {
  await trx
    .insertInto('client_grant')
    .values({
      organisation_id: grant.organisationId,
      id: grant.id,
      consultancy_id: grant.consultancyId,
      consultancy_name: grant.consultancyName,
      client_name: grant.clientName,
      purpose: grant.purpose,
      rights: grant.rights,
      expires_on: grant.expiresOn,
      created_by_name: grant.createdByName,
      created_at: grant.now,
      revoked_at: null,
    })
    .execute();
}

/** A grant of the client that isn't revoked, locked until the transaction ends. */
export async function lockGrant(
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<{ consultancyId: string; consultancyName: string; clientName: string } | undefined> {
  return trx
    .selectFrom('client_grant')
    .select([
      'consultancy_id as consultancyId',
      'consultancy_name as consultancyName',
      'client_name as clientName',
    ])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Revokes a grant from this instant on. */
export async function updateGrantRevoked(
  trx: Trx,
  organisationId: string,
  id: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('client_grant')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}
