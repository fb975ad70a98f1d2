import { isId } from '../identifier.ts';
import { type Expression, sql, type SqlBool } from 'kysely';
import type { Scope } from '../../app/domain/account/scope.ts';
import { isPlainDate, isUtcInstant, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { FilingStatus } from '../../app/domain/filing/state.ts';
import type { QueueFilter, QueueLicence } from '../../app/domain/review/queue-filter.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';
import { searchConditions } from './filing-search.ts';
import { searchForm } from './filing-term.ts';

/** A regulator at work in one programme and region. */
export type RegulatorScope = Extract<Scope, { kind: 'regulator' }>;

/** A filing in the queue. Nothing in it is decrypted. */
export interface QueueRow {
  readonly id: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly kind: 'first' | 'change';
  readonly isVoluntary: boolean;
  readonly status: FilingStatus;
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly licenceNumbers: string;
  readonly cdoName: string;
  readonly serialNo: string | null;
  readonly currentVersionNo: number;
  readonly dueOn: PlainDate | null;
  readonly dueProvisional: boolean;
  readonly dueSort: PlainDate;
  readonly firstSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly submittedAt: string;
  readonly recordedAt: string | null;
  readonly channel: 'platform' | 'paper';
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
}

/** What a page of the queue is asked for. */
export interface QueueQuery {
  readonly filter: QueueFilter;
  readonly today: PlainDate;
  /** The last day that counts as due soon. */
  readonly soonUntil: PlainDate;
}

interface Place {
  readonly dueSort: string;
  readonly submittedAt: string;
  readonly id: string;
}

function writePlace(row: QueueRow): string {
  return Buffer.from(JSON.stringify([row.dueSort, row.submittedAt, row.id])).toString('base64url');
}

/** The place in the order that a cursor names; null for anything that isn't one of ours. */
export function readPlace(cursor: string): Place | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null; // not JSON: typed by hand, or cut off
  }
  if (!Array.isArray(parts)) return null;
  const [dueSort, submittedAt, id] = parts as unknown[];
  if (!isPlainDate(dueSort) || typeof submittedAt !== 'string' || typeof id !== 'string') return null;
  if (!isUtcInstant(submittedAt) || !isId(id)) return null;
  return { dueSort, submittedAt, id };
}

const LICENCE_COLUMNS: Readonly<Record<Exclude<QueueLicence, 'any'>, string>> = {
  a1: 'has_a1',
  a2: 'has_a2',
  b1: 'has_b1',
  b2: 'has_b2',
  domain: 'has_domain',
};

type Condition = Expression<SqlBool>;
const is = (condition: ReturnType<typeof sql<SqlBool>>): Condition => condition;

function stateConditions(filter: QueueFilter): Condition[] {
  if (filter.state === 'all') return [];
  if (filter.state === 'waiting') return [is(sql`filing.is_waiting`)];
  return [is(sql`filing.status = ${filter.state}`)];
}

function assigneeConditions(filter: QueueFilter, accountId: string): Condition[] {
  if (filter.assignee === 'any') return [];
  if (filter.assignee === 'none') return [is(sql`filing.assignee_id is null`)];
  const wanted = filter.assignee === 'me' ? accountId : filter.assignee;
  return [is(sql`filing.assignee_id = ${wanted}::uuid`)];
}

function timingConditions({ filter, today, soonUntil }: QueueQuery): Condition[] {
  if (filter.timing === 'late') {
    return [is(sql`coalesce(filing.paper_confirmed_on, filing.first_submitted_on) > filing.due_on`)];
  }
  if (filter.timing === 'soon') {
    return [is(sql`filing.due_sort between ${today}::date and ${soonUntil}::date`)];
  }
  return [];
}

function regionCondition(filter: QueueFilter, scope: RegulatorScope): Condition {
  const { from, to } = regionBounds(filter.region === '' ? scope.regionCode : filter.region);
  return is(sql`filing.region_code between ${from} and ${to}`);
}

/** The conditions of a filter, the scope's own first; policies say them again. */
function queueConditions(scope: RegulatorScope, query: QueueQuery): Condition[] {
  const { filter } = query;
  const licence = filter.licence === 'any' ? null : LICENCE_COLUMNS[filter.licence];
  return [
    is(sql`filing.programme_id = ${scope.programmeId}`),
    is(sql`filing.submitted_at is not null`),
    regionCondition(filter, scope),
    ...stateConditions(filter),
    ...(filter.kind === 'any' ? [] : kindConditions(filter.kind)),
    ...(licence === null ? [] : [is(sql`${sql.ref(`filing.${licence}`)}`)]),
    ...timingConditions(query),
    ...assigneeConditions(filter, scope.accountId),
    ...searchConditions(filter.q, scope.programmeId),
  ];
}

function kindConditions(kind: 'first' | 'change' | 'voluntary'): Condition[] {
  if (kind === 'voluntary') return [is(sql`filing.is_voluntary`)];
  return [is(sql`filing.kind = ${kind}`), is(sql`not filing.is_voluntary`)];
}

/** The query of one page; `tests/db/queue-plan.test.ts` looks at its plan. */
export function queuePageQuery(trx: Trx, scope: RegulatorScope, query: QueueQuery, limit: number) {
  const place = query.filter.after === '' ? null : readPlace(query.filter.after);
  const isByDue = query.filter.state !== 'all';
  const conditions = queueConditions(scope, query);
  if (place) conditions.push(isByDue ? afterByDue(place) : afterByLatest(place));
  const page = trx
    .selectFrom('filing')
    .select([
      'id',
      'organisation_id as organisationId',
      'region_code as regionCode',
      'kind',
      'is_voluntary as isVoluntary',
      'status',
      'enterprise_name as enterpriseName',
      'uscc',
      'licence_numbers as licenceNumbers',
      'cdo_name as cdoName',
      'serial_no as serialNo',
      'current_version_no as currentVersionNo',
      'due_on as dueOn',
      'due_provisional as dueProvisional',
      'due_sort as dueSort',
      'first_submitted_on as firstSubmittedOn',
      'paper_confirmed_on as paperConfirmedOn',
      'submitted_at as submittedAt',
      'recorded_at as recordedAt',
      'channel',
      'assignee_id as assigneeId',
      'assignee_name as assigneeName',
    ])
    .where((eb) => eb.and(conditions))
    .limit(limit);
  return isByDue
    ? page.orderBy('due_sort').orderBy('submitted_at').orderBy('id')
    : page.orderBy('submitted_at', 'desc').orderBy('id', 'desc');
}

function afterByDue({ dueSort, submittedAt, id }: Place): Condition {
  return is(sql`(filing.due_sort, filing.submitted_at, filing.id)
    > (${dueSort}::date, ${submittedAt}::timestamptz, ${id}::uuid)`);
}

function afterByLatest({ submittedAt, id }: Place): Condition {
  return is(sql`(filing.submitted_at, filing.id) < (${submittedAt}::timestamptz, ${id}::uuid)`);
}

/**
 * Runs a page's query with the planner held to the index that has the page's order. Policies of all kinds of scope
 * stand in one condition whose selectivity can't be guessed: the planner expects a single row and would read and sort
 * the whole table for it, or collect all that waits for a page of it. A search begins at its terms instead and sorts the few that match.
 */
export async function withQueuePlan<T>(
  trx: Trx,
  filter: Pick<QueueFilter, 'q'>,
  work: () => Promise<T>,
): Promise<T> {
  const set = (value: 'on' | 'off') => {
    const sort = searchForm(filter.q) === '' ? value : 'on';
    return sql
      .raw(
        `set local enable_sort = ${sort}; set local enable_incremental_sort = ${sort};
        set local enable_bitmapscan = ${sort}; set local enable_seqscan = ${value}`,
      )
      .execute(trx);
  };
  await set('off');
  const answer = await work();
  await set('on');
  return answer;
}

/** A page of what was found with one more, and the place after it. */
function pageOf(found: readonly QueueRow[], limit: number): { rows: QueueRow[]; next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows[rows.length - 1];
  return { rows, next: found.length > limit && last ? writePlace(last) : null };
}

async function readPage(trx: Trx, scope: RegulatorScope, query: QueueQuery, limit: number) {
  return pageOf((await queuePageQuery(trx, scope, query, limit + 1).execute()) as QueueRow[], limit);
}

async function readCount(trx: Trx, scope: RegulatorScope, query: QueueQuery, most: number): Promise<number> {
  return (await queueCountQuery(trx, scope, query, most).executeTakeFirstOrThrow()).count;
}

/** One page of the queue: due first, then the longest waiting (across all states the latest first); `next` is the place after it, null at the end. */
export async function listQueue(
  trx: Trx,
  scope: RegulatorScope,
  query: QueueQuery,
  limit = 25,
): Promise<{ rows: QueueRow[]; next: string | null }> {
  return withQueuePlan(trx, query.filter, () => readPage(trx, scope, query, limit));
}

/** A page, and how many filings its filter holds, counted up to `most` + 1: beyond that the number says "more than". */
export async function listAndCountQueue(
  trx: Trx,
  scope: RegulatorScope,
  query: QueueQuery,
  { limit, most }: { readonly limit: number; readonly most: number },
): Promise<{ rows: QueueRow[]; next: string | null; count: number }> {
  return withQueuePlan(trx, query.filter, async () => {
    const counted = sql<number>`(${queueCountQuery(trx, scope, query, most)})`.as('count');
    const found = await queuePageQuery(trx, scope, query, limit + 1)
      .select(counted)
      .execute();
    // Past the last page there is no row to tell the count.
    const count = found[0]?.count ?? (await readCount(trx, scope, query, most));
    return { ...pageOf(found as QueueRow[], limit), count };
  });
}

/** The query of a count; `tests/db/queue-plan.test.ts` looks at its plan. */
export function queueCountQuery(trx: Trx, scope: RegulatorScope, query: QueueQuery, most: number) {
  const conditions = queueConditions(scope, query);
  return trx
    .selectFrom((eb) =>
      eb
        .selectFrom('filing')
        .select('id')
        .where((inner) => inner.and(conditions))
        .limit(most + 1)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'));
}

/** A colleague to whom filings can be assigned. */
export interface Colleague {
  readonly accountId: string;
  readonly name: string;
  readonly role: string;
  readonly regionCode: string;
}

/** Reviewers and supervisors of one's own office in the programme, by name. */
export async function listColleagues(trx: Trx, scope: RegulatorScope): Promise<Colleague[]> {
  const rows = await trx
    .selectFrom('membership')
    .select(['account_id as accountId', 'account_name as name', 'role', 'region_code as regionCode'])
    .where('organisation_id', '=', scope.organisationId)
    .where('programme_id', '=', scope.programmeId)
    .where('role', 'in', ['reviewer', 'supervisor'])
    .where('ended_at', 'is', null)
    .orderBy('account_name')
    .execute();
  return rows.map((row) => ({ ...row, regionCode: row.regionCode ?? '' }));
}
