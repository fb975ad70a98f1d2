import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';
import type { EnterpriseReach } from './organisation.read.ts';

/** A person's request to join an enterprise, or to get it back. */
export interface AccessRequest {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: 'join' | 'reclaim';
  readonly accountName: string;
  readonly emailMask: string;
  readonly message: string;
  readonly createdAt: string;
}

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'kind',
  'account_name as accountName',
  'email_mask as emailMask',
  'message',
  'created_at as createdAt',
] as const;

/** Open requests of one kind about one organisation, oldest first. */
export async function listOpenRequests(
  trx: Trx,
  organisationId: string,
  kind: 'join' | 'reclaim',
): Promise<AccessRequest[]> {
  return trx
    .selectFrom('access_request')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Open requests for ownership of enterprises within reach, with the enterprise's name, oldest first. */
export async function listOpenReclaims(
  trx: Trx,
  reach: EnterpriseReach,
): Promise<(AccessRequest & { enterpriseName: string })[]> {
  let query = trx
    .selectFrom('access_request')
    .innerJoin('organisation', 'organisation.id', 'access_request.organisation_id')
    .where('access_request.kind', '=', 'reclaim')
    .where('access_request.state', '=', 'open');
  if (reach.programmeId) query = query.where('access_request.programme_id', '=', reach.programmeId);
  if (reach.regionCode) {
    const { from, to } = regionBounds(reach.regionCode);
    query = query
      .where('access_request.region_code', '>=', from)
      .where('access_request.region_code', '<=', to);
  }
  return query
    .select([
      'access_request.id',
      'access_request.organisation_id as organisationId',
      'access_request.kind',
      'access_request.account_name as accountName',
      'access_request.email_mask as emailMask',
      'access_request.message',
      'access_request.created_at as createdAt',
      'organisation.name as enterpriseName',
    ])
    .orderBy('access_request.created_at')
    .orderBy('access_request.id')
    .limit(100)
    .execute();
}

/** Whether the account has an open request of this kind about this organisation. */
export async function hasOpenRequest(trx: Trx, organisationId: string, accountId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('access_request')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row !== undefined;
}
