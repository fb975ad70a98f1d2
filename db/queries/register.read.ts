import { type Expression, sql, type SqlBool } from 'kysely';
import { addDays, isUtcInstant, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { RegisterFilter } from '../../app/domain/register/register-filter.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import { searchConditions } from './filing-search.ts';
import { type RegulatorScope, withQueuePlan } from './queue.read.ts';

/** A record that stood in the register. */
export interface RegisterRow {
  readonly id: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly licenceNumbers: string;
  readonly hasA1: boolean;
  readonly hasA2: boolean;
  readonly hasB1: boolean;
  readonly hasB2: boolean;
  readonly hasDomain: boolean;
  readonly cdoName: string;
  readonly versionNo: number;
  readonly serialNo: string | null;
  readonly isVoluntary: boolean;
  readonly recordedAt: string;
  /** Null while nothing has replaced it. */
  readonly supersededAt: string | null;
}

/** What a page of the register is asked for. */
export interface RegisterQuery {
  readonly filter: RegisterFilter;
  readonly asAt: PlainDate;
}

type Condition = Expression<SqlBool>;
const is = (condition: ReturnType<typeof sql<SqlBool>>): Condition => condition;

/** The first instant after a day in Shanghai. */
const endOf = (day: PlainDate) => sql`${`${addDays(day, 1)}T00:00:00+08:00`}::timestamptz`;

interface Place {
  readonly recordedAt: string;
  readonly id: string;
}

function writePlace({ recordedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([recordedAt, id])).toString('base64url');
}

/** The place in the register that a cursor names; null for anything that isn't one of ours. */
function placeOf(cursor: string): Place | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null; // not JSON: typed by hand, or cut off
  }
  if (!Array.isArray(parts)) return null;
  const [recordedAt, id] = parts as unknown[];
  if (typeof recordedAt !== 'string' || typeof id !== 'string' || !isId(id)) return null;
  return isUtcInstant(recordedAt) ? { recordedAt, id } : null;
}

function conditionsOf(scope: RegulatorScope, { filter, asAt }: RegisterQuery): Condition[] {
  const own = regionBounds(scope.regionCode);
  const part = filter.region === '' ? null : regionBounds(filter.region);
  const place = filter.after === '' ? null : placeOf(filter.after);
  return [
    is(sql`filing.programme_id = ${scope.programmeId}`),
    is(sql`filing.region_code between ${own.from} and ${own.to}`),
    is(sql`filing.recorded_at < ${endOf(asAt)}`),
    is(sql`(filing.superseded_at is null or filing.superseded_at >= ${endOf(asAt)})`),
    ...(part ? [is(sql`filing.region_code between ${part.from} and ${part.to}`)] : []),
    ...(filter.licence === 'all' ? [] : [is(sql`${sql.ref(`filing.has_${filter.licence}`)}`)]),
    ...(filter.kind === 'any' ? [] : [is(sql`filing.is_voluntary = ${filter.kind === 'voluntary'}`)]),
    ...searchConditions(filter.q, scope.programmeId),
    ...(place
      ? [is(sql`(filing.recorded_at, filing.id) < (${place.recordedAt}::timestamptz, ${place.id}::uuid)`)]
      : []),
  ];
}

function pageOf(trx: Trx, scope: RegulatorScope, query: RegisterQuery, limit: number) {
  const conditions = conditionsOf(scope, query);
  return trx
    .selectFrom('filing')
    .select([
      'id',
      'organisation_id as organisationId',
      'region_code as regionCode',
      'enterprise_name as enterpriseName',
      'uscc',
      'licence_numbers as licenceNumbers',
      'has_a1 as hasA1',
      'has_a2 as hasA2',
      'has_b1 as hasB1',
      'has_b2 as hasB2',
      'has_domain as hasDomain',
      'cdo_name as cdoName',
      'current_version_no as versionNo',
      'serial_no as serialNo',
      'is_voluntary as isVoluntary',
      'recorded_at as recordedAt',
      'superseded_at as supersededAt',
    ])
    .where((eb) => eb.and(conditions))
    .$narrowType<{ recordedAt: string }>()
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
}

/**
 * One page of the register as at the end of a day: the records that stood then, the latest recorded first; `next` is the
 * place after it, null at the end.
 */
export async function listRegister(
  trx: Trx,
  scope: RegulatorScope,
  query: RegisterQuery,
  limit = 50,
): Promise<{ rows: RegisterRow[]; next: string | null }> {
  const found = await withQueuePlan(trx, query.filter, () => pageOf(trx, scope, query, limit + 1).execute());
  const rows = found.slice(0, limit);
  const last = rows[rows.length - 1];
  return { rows, next: found.length > limit && last ? writePlace(last) : null };
}

/** How many records a filter holds, counted up to `most` + 1: beyond that the number says "more than". */
export async function countRegister(
  trx: Trx,
  scope: RegulatorScope,
  query: RegisterQuery,
  most = 1000,
): Promise<number> {
  const row = await withQueuePlan(trx, query.filter, () =>
    trx
      .selectFrom(
        trx
          .selectFrom('filing')
          .select('id')
          .where((eb) => eb.and(conditionsOf(scope, { ...query, filter: { ...query.filter, after: '' } })))
          .limit(most + 1)
          .as('some'),
      )
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return row.count;
}

/** A submitted version of one of an enterprise's filings. */
export interface VersionOfEnterprise {
  readonly filingId: string;
  readonly no: number;
  readonly submittedAt: string;
}

/** All submitted versions of an enterprise's filings in the office's programme, by filing and number. */
export async function listVersionsOfEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<VersionOfEnterprise[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('filing_version')
    .select(['filing_id as filingId', 'no', 'submitted_at as submittedAt'])
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('submitted_at', 'is not', null)
    .orderBy('filing_id')
    .orderBy('no')
    .$narrowType<{ submittedAt: string }>()
    .limit(1000)
    .execute();
}

/** One return of a filing, from the journal. */
export interface ReturnEvent {
  readonly filingId: string;
  /** JSON of the event. */
  readonly payload: string;
  readonly actorName: string;
  readonly at: string;
}

/** Every return of an enterprise's filings, the earliest first. */
export async function listReturnsOfEnterprise(trx: Trx, organisationId: string): Promise<ReturnEvent[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('journal')
    .select(['subject_id as filingId', 'payload', 'actor_name as actorName', 'at'])
    .where('organisation_id', '=', organisationId)
    .where('type', '=', 'filing.returned')
    .where('is_shared', '=', true)
    .where('subject_id', 'is not', null)
    .$narrowType<{ filingId: string }>()
    .orderBy('seq')
    .limit(1000)
    .execute();
}

/** A certificate that an enterprise submitted, as its history shows it. */
export interface CertificateOfEnterprise {
  readonly id: string;
  readonly kind: 'dcmm' | 'dsmm' | 'dsm';
  readonly level: number | null;
  readonly number: string;
  readonly agency: string;
  readonly issuedOn: PlainDate;
  readonly expiresOn: PlainDate;
  readonly withdrawnAt: string | null;
}

/** Certificates that an enterprise submitted to the office's programme, the latest issued first. */
export async function listCertificatesOfEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<CertificateOfEnterprise[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('certificate')
    .select([
      'id',
      'kind',
      'level',
      'number',
      'agency',
      'issued_on as issuedOn',
      'expires_on as expiresOn',
      'withdrawn_at as withdrawnAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('submitted_at', 'is not', null)
    .orderBy('issued_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** A designation that an enterprise carries or carried. */
export interface DesignationOfEnterprise {
  readonly id: string;
  readonly kind:
    | 'chief_data_engineer_pilot'
    | 'data_element_enterprise'
    | 'data_trader'
    | 'benchmark_enterprise'
    | 'data_it_demonstrator';
  readonly sinceOn: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly basis: string;
}

/** Designations that an enterprise was given in the office's programme, the latest first; those given by mistake are left out. */
export async function listDesignationsOfEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<DesignationOfEnterprise[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('designation')
    .select(['id', 'kind', 'since_on as sinceOn', 'ended_on as endedOn', 'basis'])
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('removed_at', 'is', null)
    .orderBy('since_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}
