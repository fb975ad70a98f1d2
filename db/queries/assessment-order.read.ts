import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';

/** A regulator's order to have a second, independent assessment made. */
export interface OrderRecord {
  readonly id: string;
  /** The enterprise. */
  readonly organisationId: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly basis: string;
  readonly dueOn: PlainDate | null;
  readonly orderedByName: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'programme_id as programmeId',
  'region_code as regionCode',
  'enterprise_name as enterpriseName',
  'basis',
  'due_on as dueOn',
  'ordered_by_name as orderedByName',
  'created_at as createdAt',
  'revoked_at as revokedAt',
] as const;

/** Orders that an enterprise was given, the latest first; revoked ones too. */
export async function listOrders(trx: Trx, organisationId: string): Promise<OrderRecord[]> {
  return trx
    .selectFrom('assessment_order')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

/** Orders within a programme and region, the latest first; revoked ones too. */
export async function listOrdersOfRegulator(
  trx: Trx,
  reach: { readonly programmeId: string; readonly regionCode: string },
): Promise<OrderRecord[]> {
  const { from, to } = regionBounds(reach.regionCode);
  return trx
    .selectFrom('assessment_order')
    .select(COLUMNS)
    .where('programme_id', '=', reach.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}
