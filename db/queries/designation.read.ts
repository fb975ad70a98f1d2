import { sql } from 'kysely';
import { isPlainDate, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { DesignationFilter } from '../../app/domain/designation/designation.ts';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { DesignationKind } from '../../app/domain/target/plan.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** What an authority gave an enterprise. */
export interface Designation {
  /** The enterprise. */
  readonly organisationId: string;
  readonly id: string;
  readonly enterpriseName: string;
  readonly regionCode: RegionCode;
  readonly kind: DesignationKind;
  readonly sinceOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly basis: string;
  readonly givenByName: string;
  readonly createdAt: string;
  readonly removedAt: string | null;
  readonly removeReason: string | null;
}

const DESIGNATION = [
  'designation.organisation_id as organisationId',
  'designation.id as id',
  'designation.enterprise_name as enterpriseName',
  'designation.region_code as regionCode',
  'designation.kind as kind',
  'designation.since_on as sinceOn',
  'designation.ended_on as endedOn',
  'designation.basis as basis',
  'designation.given_by_name as givenByName',
  'designation.created_at as createdAt',
  'designation.removed_at as removedAt',
  'designation.remove_reason as removeReason',
] as const;

/** A designation with the credit code of its enterprise. */
export interface ListedDesignation extends Designation {
  readonly uscc: string | null;
  readonly isDemo: boolean;
}

/** Which designations, and as at which day they are held or ended. */
export interface DesignationQuery {
  readonly filter: DesignationFilter;
  readonly on: PlainDate;
}

function readPlace(cursor: string): { sinceOn: PlainDate; id: string } | null {
  const [sinceOn = '', id = ''] = cursor.split('_');
  return isPlainDate(sinceOn) && isId(id) ? { sinceOn, id } : null;
}

function filtered(trx: Trx, scope: RegulatorScope, { filter, on }: DesignationQuery) {
  const own = regionBounds(scope.regionCode);
  let query = trx
    .selectFrom('designation')
    .leftJoin('organisation as o', 'o.id', 'designation.organisation_id')
    .where('designation.programme_id', '=', scope.programmeId)
    .where('designation.region_code', '>=', own.from)
    .where('designation.region_code', '<=', own.to);
  if (filter.kind !== '') query = query.where('designation.kind', '=', filter.kind);
  if (filter.region !== '') {
    const { from, to } = regionBounds(filter.region);
    query = query.where('designation.region_code', '>=', from).where('designation.region_code', '<=', to);
  }
  query = query.where('designation.removed_at', filter.state === 'removed' ? 'is not' : 'is', null);
  if (filter.state === 'held') {
    query = query.where((eb) =>
      eb.or([eb('designation.ended_on', 'is', null), eb('designation.ended_on', '>', on)]),
    );
  }
  if (filter.state === 'ended') query = query.where('designation.ended_on', '<=', on);
  if (filter.q !== '') {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([eb('designation.enterprise_name', 'like', like), eb('o.uscc', 'like', like.toUpperCase())]),
    );
  }
  return query;
}

/** One page of designations within the house's region, the latest first; `next` goes on after it, null at the end. */
export async function listDesignations(
  trx: Trx,
  scope: RegulatorScope,
  query: DesignationQuery,
  limit = 50,
): Promise<{ rows: ListedDesignation[]; next: string | null }> {
  const place = readPlace(query.filter.after);
  let page = filtered(trx, scope, query);
  if (place) {
    page = page.where(
      sql<boolean>`(designation.since_on, designation.id) < (${place.sinceOn}::date, ${place.id}::uuid)`,
    );
  }
  const found = await page
    .select(DESIGNATION)
    .select(['o.uscc as uscc', sql<boolean>`coalesce(o.is_demo, false)`.as('isDemo')])
    .orderBy('designation.since_on', 'desc')
    .orderBy('designation.id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = rows[rows.length - 1];
  return { rows, next: found.length > limit && last ? `${last.sinceOn}_${last.id}` : null };
}

/** How many designations a filter holds. */
export async function countDesignations(
  trx: Trx,
  scope: RegulatorScope,
  query: DesignationQuery,
): Promise<number> {
  const row = await filtered(trx, scope, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How a designation is addressed: by its enterprise and its id. */
export interface DesignationKey {
  readonly organisationId: string;
  readonly id: string;
}

function one(trx: Trx, scope: RegulatorScope, key: DesignationKey) {
  return trx
    .selectFrom('designation')
    .select(DESIGNATION)
    .where('programme_id', '=', scope.programmeId)
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id);
}

/** One designation within the house's reach, or undefined. */
export async function getDesignation(
  trx: Trx,
  scope: RegulatorScope,
  key: DesignationKey,
): Promise<Designation | undefined> {
  if (!isId(key.organisationId) || !isId(key.id)) return undefined;
  return one(trx, scope, key).executeTakeFirst();
}

/** The same, locked until commit. */
export async function lockDesignation(
  trx: Trx,
  scope: RegulatorScope,
  key: DesignationKey,
): Promise<Designation | undefined> {
  if (!isId(key.organisationId) || !isId(key.id)) return undefined;
  return one(trx, scope, key).forUpdate().executeTakeFirst();
}

/** What an enterprise was given and wasn't taken back as a mistake, the latest first. */
export async function listDesignationsOf(trx: Trx, organisationId: string): Promise<Designation[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('designation')
    .select(DESIGNATION)
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .orderBy('since_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}
