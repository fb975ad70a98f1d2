import { sql } from 'kysely';
import type {
  LicenceKind,
  OrganisationKind,
  VerificationState,
} from '../../app/domain/organisation/organisation.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';

/** An organisation with what its page shows. */
export interface OrganisationView {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly licenceKind: LicenceKind | null;
  readonly programmeId: string | null;
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly isBranch: boolean;
  readonly licenceNumbers: string;
  readonly verification: VerificationState;
  readonly verifiedAt: string | null;
  readonly verifiedByName: string | null;
  readonly verificationNote: string;
  readonly colour: string;
  readonly isDemo: boolean;
  readonly createdAt: string;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'uscc',
  'licence_kind as licenceKind',
  'programme_id as programmeId',
  'region_code as regionCode',
  'industry_code as industryCode',
  'is_branch as isBranch',
  'licence_numbers as licenceNumbers',
  'verification',
  'verified_at as verifiedAt',
  'verified_by_name as verifiedByName',
  'verification_note as verificationNote',
  'colour',
  'is_demo as isDemo',
  'created_at as createdAt',
] as const;

/** An organisation that is visible in scope. */
export async function getOrganisation(trx: Trx, id: string): Promise<OrganisationView | undefined> {
  return trx.selectFrom('organisation').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** What a person with a verified e-mail may learn of whoever holds a credit code. */
export interface OrganisationByCode {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly programmeId: string | null;
  readonly regionCode: string;
}

/** The organisation with this credit code, across tenants; undefined too when the e-mail isn't verified. */
export async function getOrganisationByUscc(trx: Trx, uscc: string): Promise<OrganisationByCode | undefined> {
  const { rows } = await sql<OrganisationByCode>`
    select id, kind, name, programme_id as "programmeId", region_code as "regionCode"
    from organisation_by_uscc(${uscc})`.execute(trx);
  return rows[0];
}

/** Whose enterprises a list is about: a regulator's own, or all for the operator. */
export interface EnterpriseReach {
  readonly programmeId: string | null;
  readonly regionCode: string | null;
}

/** What the list of enterprises to verify is narrowed to. */
export interface EnterpriseFilter {
  readonly state: VerificationState | 'all';
  readonly region: string;
  readonly text: string;
  /** The last row of the page before: `createdAt` and `id`. */
  readonly after: { readonly createdAt: string; readonly id: string } | null;
  readonly limit: number;
}

function enterprises(trx: Trx, reach: EnterpriseReach, filter: EnterpriseFilter) {
  let query = trx.selectFrom('organisation').where('kind', '=', 'enterprise');
  if (reach.programmeId) query = query.where('programme_id', '=', reach.programmeId);
  for (const region of [reach.regionCode, filter.region]) {
    if (!region) continue;
    const { from, to } = regionBounds(region);
    query = query.where('region_code', '>=', from).where('region_code', '<=', to);
  }
  if (filter.state !== 'all') query = query.where('verification', '=', filter.state);
  if (filter.text) {
    const like = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([
        eb('name', 'like', like),
        eb('uscc', 'like', like.toUpperCase()),
        eb('licence_numbers', 'like', like),
      ]),
    );
  }
  return query;
}

/** Enterprises within reach, the longest waiting first; one more than the limit shows that there is a next page. */
export async function listEnterprises(
  trx: Trx,
  reach: EnterpriseReach,
  filter: EnterpriseFilter,
): Promise<OrganisationView[]> {
  let query = enterprises(trx, reach, filter).select(COLUMNS);
  const { after } = filter;
  if (after) {
    query = query.where(
      sql<boolean>`(created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
    );
  }
  return query
    .orderBy('created_at')
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute();
}

/** How many enterprises a filter leaves. */
export async function countEnterprises(
  trx: Trx,
  reach: EnterpriseReach,
  filter: EnterpriseFilter,
): Promise<number> {
  const row = await enterprises(trx, reach, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** An event about an organisation itself, for its timeline. */
export interface OrganisationEvent {
  readonly seq: number;
  readonly type: string;
  readonly payload: string;
  readonly actorName: string;
  readonly at: string;
}

/** Events about the organisation itself (founding, verification, ownership), the latest first. */
export async function listOrganisationEvents(trx: Trx, organisationId: string): Promise<OrganisationEvent[]> {
  return trx
    .selectFrom('journal')
    .select(['seq', 'type', 'payload', 'actor_name as actorName', 'at'])
    .where('organisation_id', '=', organisationId)
    .where('type', 'like', 'organisation.%')
    .orderBy('seq', 'desc')
    .limit(30)
    .execute();
}

/** A regulator's house, for the operator. */
export interface RegulatorHouse {
  readonly id: string;
  readonly name: string;
  readonly programmeId: string | null;
  readonly regionCode: string;
  readonly isDemo: boolean;
  readonly createdAt: string;
}

/** The houses of regulators, for the operator. */
export async function listRegulators(trx: Trx): Promise<RegulatorHouse[]> {
  return trx
    .selectFrom('organisation')
    .select([
      'id',
      'name',
      'programme_id as programmeId',
      'region_code as regionCode',
      'is_demo as isDemo',
      'created_at as createdAt',
    ])
    .where('kind', '=', 'regulator')
    .orderBy('region_code')
    .orderBy('id')
    .execute();
}
