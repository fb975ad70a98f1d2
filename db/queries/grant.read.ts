import { isId } from '../identifier.ts';
import type { GrantPurpose, GrantRights } from '../../app/domain/account/scope.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** A grant that lets a consultancy in at the moment. */
export interface LiveGrant {
  readonly id: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly purpose: GrantPurpose;
  readonly rights: GrantRights;
  readonly expiresOn: PlainDate;
}

/** The grant if it is alive on that day and visible in scope, or undefined. */
export async function getLiveGrant(
  trx: Trx,
  grantId: string,
  today: PlainDate,
): Promise<LiveGrant | undefined> {
  if (!isId(grantId)) return undefined;
  return trx
    .selectFrom('client_grant')
    .select([
      'id',
      'organisation_id as clientId',
      'client_name as clientName',
      'purpose',
      'rights',
      'expires_on as expiresOn',
    ])
    .where('id', '=', grantId)
    .where('revoked_at', 'is', null)
    .where('expires_on', '>=', today)
    .executeTakeFirst();
}

/** A grant as its client sees it. */
export interface ClientGrantView {
  readonly id: string;
  readonly consultancyId: string;
  readonly consultancyName: string;
  readonly purpose: GrantPurpose;
  readonly rights: GrantRights;
  readonly expiresOn: PlainDate;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** All grants that a client gave, the latest first. */
export async function listGrantsOfClient(trx: Trx, organisationId: string): Promise<ClientGrantView[]> {
  return trx
    .selectFrom('client_grant')
    .select([
      'id',
      'consultancy_id as consultancyId',
      'consultancy_name as consultancyName',
      'purpose',
      'rights',
      'expires_on as expiresOn',
      'created_by_name as createdByName',
      'created_at as createdAt',
      'revoked_at as revokedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}
