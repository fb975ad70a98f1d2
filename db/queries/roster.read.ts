import { type Expression, sql, type SqlBool } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { FilingStatus } from '../../app/domain/filing/state.ts';
import type { RosterFilter, RosterState } from '../../app/domain/roster/roster-filter.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import { searchForm } from './filing-term.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A licence holder with what is known of its filing. */
export interface RosterEntry {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly licenceNumber: string;
  readonly businessCodes: string;
  readonly regionCode: string;
  readonly contactCipher: string | null;
  readonly contactMask: string;
  readonly lastUrgedAt: string | null;
  /** The registered enterprise with this code, if the office can see it. */
  readonly enterpriseId: string | null;
  readonly isRecorded: boolean;
  /** State of a filing under way, if there is one. */
  readonly openStatus: FilingStatus | null;
  /** Due date of the most pressing reported change that is still owed a filing. */
  readonly owedOn: PlainDate | null;
}

type Condition = Expression<SqlBool>;
const is = (condition: ReturnType<typeof sql<SqlBool>>): Condition => condition;

/** The office's roster joined with what each holder has filed. */
function entries(trx: Trx, scope: RegulatorScope) {
  const { from, to } = regionBounds(scope.regionCode);
  const inner = trx
    .selectFrom('roster_entry as r')
    .leftJoin('organisation as o', (join) =>
      join.onRef('o.uscc', '=', 'r.uscc').on('o.kind', '=', 'enterprise'),
    )
    .select([
      'r.id as id',
      'r.name as name',
      'r.uscc as uscc',
      'r.licence_number as licenceNumber',
      'r.business_codes as businessCodes',
      'r.region_code as regionCode',
      'r.contact_cipher as contactCipher',
      'r.contact_mask as contactMask',
      'r.last_urged_at as lastUrgedAt',
      'o.id as enterpriseId',
    ])
    .select([
      sql<boolean>`exists (select 1 from filing f where f.organisation_id = o.id and f.programme_id = r.programme_id
        and f.status = 'on_record')`.as('isRecorded'),
      sql<FilingStatus | null>`(select f.status from filing f where f.organisation_id = o.id
        and f.programme_id = r.programme_id and f.status in ('submitted', 'in_review', 'returned') limit 1)`.as(
        'openStatus',
      ),
      sql<PlainDate | null>`(select min(c.due_on) from change_report c where c.organisation_id = o.id
        and c.programme_id = r.programme_id and c.closed_at is null and c.first_submitted_on is null)`.as(
        'owedOn',
      ),
    ])
    .where('r.organisation_id', '=', scope.organisationId)
    .where('r.programme_id', '=', scope.programmeId)
    .where('r.region_code', '>=', from)
    .where('r.region_code', '<=', to)
    .where('r.removed_at', 'is', null);
  return trx.selectFrom(inner.as('entry'));
}

function stateCondition(state: RosterState, today: PlainDate): Condition | null {
  switch (state) {
    case 'all':
      return null;
    case 'missing':
      return is(sql`not entry."isRecorded" and entry."openStatus" is null`);
    case 'pending':
      return is(sql`not entry."isRecorded" and entry."openStatus" is not null`);
    case 'recorded':
      return is(sql`entry."isRecorded"`);
    case 'overdue':
      return is(sql`entry."owedOn" < ${today}::date`);
    case 'unregistered':
      return is(sql`entry."enterpriseId" is null`);
  }
}

function conditionsOf(filter: RosterFilter, today: PlainDate): Condition[] {
  const state = stateCondition(filter.state, today);
  const q = searchForm(filter.q);
  const bounds = filter.region === '' ? null : regionBounds(filter.region);
  return [
    ...(state ? [state] : []),
    ...(bounds ? [is(sql`entry."regionCode" between ${bounds.from} and ${bounds.to}`)] : []),
    ...(q === ''
      ? []
      : [
          is(
            sql`strpos(upper(normalize(concat_ws('|', entry.name, entry.uscc, entry."licenceNumber"), NFKC)), ${q}) > 0`,
          ),
        ]),
    ...(filter.after === '' ? [] : [is(sql`entry.uscc > ${filter.after}`)]),
  ];
}

/** One page of the roster in the order of the codes; `next` is the code to go on after, null at the end. */
export async function listRoster(
  trx: Trx,
  scope: RegulatorScope,
  filter: RosterFilter,
  today: PlainDate,
  limit = 50,
): Promise<{ rows: RosterEntry[]; next: string | null }> {
  const found = await entries(trx, scope)
    .selectAll()
    .where((eb) => eb.and(conditionsOf(filter, today)))
    .orderBy('uscc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows[rows.length - 1]?.uscc ?? null) : null };
}

/** Some entries by their ids, in the order of the codes; removed ones and those of others are left out. */
export async function listRosterEntries(
  trx: Trx,
  scope: RegulatorScope,
  ids: readonly string[],
): Promise<RosterEntry[]> {
  const wanted = ids.filter(isId);
  if (wanted.length === 0) return [];
  return entries(trx, scope).selectAll().where('id', 'in', wanted).orderBy('uscc').execute();
}

/** Numbers over the whole roster; `all` is the denominator of the others. */
export type RosterCounts = Readonly<Record<RosterState, number>>;

/** Counts by state over the office's whole roster. */
export async function countRoster(trx: Trx, scope: RegulatorScope, today: PlainDate): Promise<RosterCounts> {
  const count = (state: RosterState) => {
    const condition = stateCondition(state, today);
    const filter = condition ? sql` filter (where ${condition})` : sql``;
    return sql<number>`count(*)${filter}`.as(state);
  };
  return entries(trx, scope)
    .select([
      count('all'),
      count('missing'),
      count('pending'),
      count('recorded'),
      count('overdue'),
      count('unregistered'),
    ])
    .executeTakeFirstOrThrow();
}

/** Codes that stand in the office's roster. */
export async function listRosterCodes(trx: Trx, scope: RegulatorScope): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('roster_entry')
    .select('uscc')
    .where('organisation_id', '=', scope.organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('removed_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.uscc));
}

/** An import, previewed or applied; what its rows and problems are is the service's matter. */
export interface ImportRun {
  readonly id: string;
  readonly fileName: string;
  readonly rows: unknown;
  readonly problems: unknown;
  readonly state: 'previewed' | 'applied' | 'discarded';
  readonly createdByName: string;
  readonly createdAt: string;
  readonly appliedAt: string | null;
}

function importQuery(trx: Trx, scope: RegulatorScope) {
  return trx
    .selectFrom('import_run')
    .select([
      'id',
      'file_name as fileName',
      'rows',
      'problems',
      'state',
      'created_by_name as createdByName',
      'created_at as createdAt',
      'applied_at as appliedAt',
    ])
    .where('organisation_id', '=', scope.organisationId)
    .where('kind', '=', 'roster');
}

/** One import of the office, or undefined. */
export async function getImportRun(
  trx: Trx,
  scope: RegulatorScope,
  runId: string,
): Promise<ImportRun | undefined> {
  if (!isId(runId)) return undefined;
  return importQuery(trx, scope).where('id', '=', runId).executeTakeFirst();
}

/** The same, locked until commit: an import is applied once. */
export async function lockImportRun(
  trx: Trx,
  scope: RegulatorScope,
  runId: string,
): Promise<ImportRun | undefined> {
  if (!isId(runId)) return undefined;
  return importQuery(trx, scope).where('id', '=', runId).forUpdate().executeTakeFirst();
}
