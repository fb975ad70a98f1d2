import { type Expression, sql, type SqlBool } from 'kysely';
import { isPlainDate, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { EntryFilter, EntryState } from '../../app/domain/target/entry-filter.ts';
import type { LineAction, LineKind } from '../../app/domain/target/line.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import { searchForm, searchTerms } from './filing-term.ts';
import type { RegulatorScope } from './queue.read.ts';

/** One record or reported figure behind a number. */
export interface EntryRow {
  /** The house that reported it first. */
  readonly organisationId: string;
  readonly id: string;
  readonly targetId: string;
  readonly kind: LineKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly linkedOrganisationId: string | null;
  readonly regionCode: RegionCode;
  readonly onDate: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly quantity: number;
  readonly value: number | null;
  readonly source: string;
  readonly document: string;
  readonly note: string;
  readonly batchId: string;
  readonly revision: number;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly updatedByName: string;
  readonly updatedAt: string;
  readonly removedAt: string | null;
}

/** What a list of entries is asked for. */
export interface EntryQuery {
  readonly planId: string;
  readonly filter: EntryFilter;
  /** The day as at which entries count. */
  readonly asAt: PlainDate;
}

const ENTRY = [
  'entry.organisation_id as organisationId',
  'entry.id as id',
  'entry.target_id as targetId',
  'entry.kind as kind',
  'entry.name as name',
  'entry.uscc as uscc',
  'entry.linked_organisation_id as linkedOrganisationId',
  'entry.region_code as regionCode',
  'entry.on_date as onDate',
  'entry.ended_on as endedOn',
  'entry.quantity as quantity',
  'entry.value as value',
  'entry.source as source',
  'entry.document as document',
  'entry.note as note',
  'entry.batch_id as batchId',
  'entry.revision as revision',
  'entry.created_by_name as createdByName',
  'entry.created_at as createdAt',
  'entry.updated_by_name as updatedByName',
  'entry.updated_at as updatedAt',
  'entry.removed_at as removedAt',
] as const;

type Stored = Omit<EntryRow, 'quantity' | 'value'> & { quantity: string; value: string | null };
function opened<T extends Stored>(row: T) {
  return { ...row, quantity: Number(row.quantity), value: row.value === null ? null : Number(row.value) };
}

type Condition = Expression<SqlBool>;
const is = (condition: ReturnType<typeof sql<SqlBool>>): Condition => condition;

function stateConditions(state: EntryState, asAt: PlainDate): Condition[] {
  if (state === 'removed') return [is(sql`entry.removed_at is not null`)];
  const live = is(sql`entry.removed_at is null`);
  switch (state) {
    case 'all':
      return [live];
    case 'later':
      return [live, is(sql`entry.on_date > ${asAt}::date`)];
    case 'ended':
      return [live, is(sql`entry.ended_on <= ${asAt}::date`)];
    case 'counting':
      return [
        live,
        is(sql`entry.on_date <= ${asAt}::date`),
        is(sql`(entry.ended_on is null or entry.ended_on > ${asAt}::date)`),
      ];
  }
}

/** SQL twin of `searchForm` over the column that is searched. */
const searchColumn = sql`upper(normalize(regexp_replace(entry.name, '\\s', '', 'g'), NFKC))`;

/** Entries of a term that are looked up one by one; of a commoner one, the list is walked instead. */
const FEW = 2000;

/** The rarest of a search's terms, where it is rare enough to begin with; null for a search that most entries answer. */
async function rareTerm(trx: Trx, planId: string, terms: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ term: string }>`
    select asked.term from unnest(${sql.val([...terms])}::text[]) as asked(term), lateral (
      select count(*) as many from (select 1 from entry_term found
        where found.plan_id = ${planId}::uuid and found.term = asked.term limit ${FEW + 1}) of_it) counted
    where counted.many <= ${FEW} order by counted.many limit 1`.execute(trx);
  return rows[0]?.term ?? null;
}

async function searchConditions(trx: Trx, { planId, filter }: EntryQuery): Promise<Condition[]> {
  const wanted = searchForm(filter.q);
  if (wanted === '') return [];
  if (/^[0-9A-Z]{18}$/u.test(wanted)) return [is(sql`entry.uscc = ${wanted}`)];
  const terms = searchTerms(wanted);
  const rare = await rareTerm(trx, planId, terms);
  const found = (term: string) =>
    sql`select found.entry_id from entry_term found where found.plan_id = ${planId}::uuid and found.term = ${term}`;
  const narrowed = rare === null ? [] : [is(sql`entry.id = any(array(${found(rare)}))`)];
  // One character is looked up among the beginnings only; more are checked as a whole.
  if ([...wanted].length > 1) return [...narrowed, is(sql`strpos(${searchColumn}, ${wanted}) > 0`)];
  return rare === null ? terms.map((term) => is(sql`entry.id in (${found(term)})`)) : narrowed;
}

/** Plan, programme, region and target of a query, as columns that entries and the days that add them up both have. */
function placeConditions(table: 'entry' | 'day', scope: RegulatorScope, query: EntryQuery): Condition[] {
  const { region, target } = query.filter;
  const own = regionBounds(scope.regionCode);
  const wanted = region === '' ? own : regionBounds(region);
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return [
    is(sql`${column('plan_id')} = ${query.planId}::uuid`),
    is(sql`${column('programme_id')} = ${scope.programmeId}`),
    is(sql`${column('region_code')} between ${own.from} and ${own.to}`),
    ...(region === '' ? [] : [is(sql`${column('region_code')} between ${wanted.from} and ${wanted.to}`)]),
    ...(target === '' ? [] : [is(sql`${column('target_id')} = ${target}`)]),
  ];
}

function conditionsOf(scope: RegulatorScope, query: EntryQuery): Condition[] {
  const { filter } = query;
  return [
    ...placeConditions('entry', scope, query),
    ...stateConditions(filter.state, query.asAt),
    ...(filter.kind === '' ? [] : [is(sql`entry.kind = ${filter.kind}`)]),
    ...(filter.from === '' ? [] : [is(sql`entry.on_date >= ${filter.from}::date`)]),
    ...(filter.until === '' ? [] : [is(sql`entry.on_date <= ${filter.until}::date`)]),
    ...(isId(filter.batch) ? [is(sql`entry.batch_id = ${filter.batch}::uuid`)] : []),
  ];
}

function writePlace(row: EntryRow): string {
  return Buffer.from(JSON.stringify([row.onDate, row.id])).toString('base64url');
}

/** The place in the order that a cursor names; null for anything that isn't one of ours. */
function readPlace(cursor: string): { onDate: PlainDate; id: string } | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null; // not JSON: typed by hand, or cut off
  }
  if (!Array.isArray(parts)) return null;
  const [onDate, id] = parts as unknown[];
  return isPlainDate(onDate) && typeof id === 'string' && isId(id) ? { onDate, id } : null;
}

/** One page of a plan's entries within the house's region, the latest day first; `next` is the place after it, null at the end. */
export async function listEntries(
  trx: Trx,
  scope: RegulatorScope,
  query: EntryQuery,
  limit = 50,
): Promise<{ rows: EntryRow[]; next: string | null }> {
  if (!isId(query.planId)) return { rows: [], next: null };
  const place = query.filter.after === '' ? null : readPlace(query.filter.after);
  const conditions = [...conditionsOf(scope, query), ...(await searchConditions(trx, query))];
  if (place) conditions.push(is(sql`(entry.on_date, entry.id) < (${place.onDate}::date, ${place.id}::uuid)`));
  const found = await trx
    .selectFrom('entry')
    .select(ENTRY)
    .where((eb) => eb.and(conditions))
    .orderBy('entry.on_date', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit).map(opened);
  const last = rows[rows.length - 1];
  return { rows, next: found.length > limit && last ? writePlace(last) : null };
}

/** A count of entries, with the sum of what the records among them count. */
export interface EntryCount {
  readonly count: number;
  readonly quantity: number;
}

/** Whether a filter asks for no more than what counts in a region, of a target: days that are added up tell it. */
function isAddedUp({ q, kind, state, from, until, batch }: EntryFilter): boolean {
  const narrowing = [searchForm(q), kind, from, until];
  return state === 'counting' && narrowing.every((asked) => asked === '') && !isId(batch);
}

/**
 * Counts by the days that a trigger keeps, so that a million records aren't read for a page of fifty. Reported figures
 * aren't in them: they are few, one a target, region and day.
 */
async function countByDays(trx: Trx, scope: RegulatorScope, query: EntryQuery): Promise<EntryCount> {
  const figures = trx
    .selectFrom('entry')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where((eb) => eb.and([...conditionsOf(scope, query), is(sql`entry.kind = 'observation'`)]));
  const row = await trx
    .selectFrom('target_tally as day')
    .select([
      sql<number>`coalesce(sum(day.items), 0)::integer`.as('records'),
      sql<string>`coalesce(sum(day.amount), 0)`.as('quantity'),
      sql<number>`(${figures})`.as('figures'),
    ])
    .where((eb) =>
      eb.and([...placeConditions('day', scope, query), is(sql`day.on_date <= ${query.asAt}::date`)]),
    )
    .executeTakeFirstOrThrow();
  return { count: row.records + row.figures, quantity: Number(row.quantity) };
}

/** How many entries a filter holds, and the sum of what its records count. */
export async function countEntries(trx: Trx, scope: RegulatorScope, query: EntryQuery): Promise<EntryCount> {
  if (!isId(query.planId)) return { count: 0, quantity: 0 };
  if (isAddedUp(query.filter)) return countByDays(trx, scope, query);
  const conditions = [...conditionsOf(scope, query), ...(await searchConditions(trx, query))];
  const row = await trx
    .selectFrom('entry')
    .select([
      sql<number>`count(*)::integer`.as('count'),
      sql<string>`coalesce(sum(entry.quantity) filter (where entry.kind = 'item'), 0)`.as('quantity'),
    ])
    .where((eb) => eb.and(conditions))
    .executeTakeFirstOrThrow();
  return { count: row.count, quantity: Number(row.quantity) };
}

/** An entry with the names of the house that reported it and of the enterprise that it is linked to. */
export interface EntryView extends EntryRow {
  readonly houseName: string | null;
  readonly linkedName: string | null;
}

/** One entry of a plan, removed ones too, or undefined. */
export async function getEntry(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  key: { readonly organisationId: string; readonly id: string },
): Promise<EntryView | undefined> {
  if (!isId(planId) || !isId(key.organisationId) || !isId(key.id)) return undefined;
  const row = await trx
    .selectFrom('entry')
    .leftJoin('organisation as house', 'house.id', 'entry.organisation_id')
    .leftJoin('organisation as linked', 'linked.id', 'entry.linked_organisation_id')
    .select(ENTRY)
    .select(['house.name as houseName', 'linked.name as linkedName'])
    .where('entry.programme_id', '=', scope.programmeId)
    .where('entry.plan_id', '=', planId)
    .where('entry.organisation_id', '=', key.organisationId)
    .where('entry.id', '=', key.id)
    .executeTakeFirst();
  return row && opened(row);
}

/** One change of an entry: the line of a recorded batch, with who reported and who recorded it. */
export interface EntryChange {
  readonly action: LineAction;
  readonly batchOrganisationId: string;
  readonly batchId: string;
  readonly batchTitle: string;
  readonly houseName: string;
  readonly channel: 'form' | 'import';
  readonly fileName: string | null;
  readonly position: number;
  readonly name: string;
  readonly uscc: string | null;
  readonly regionCode: RegionCode;
  readonly onDate: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly quantity: number | null;
  readonly value: number | null;
  readonly source: string;
  readonly document: string;
  readonly note: string;
  readonly writtenByName: string;
  readonly writtenAt: string;
  readonly recordedByName: string;
  readonly recordedAt: string;
  readonly undoneByName: string | null;
  readonly undoneAt: string | null;
}

/** The changes of an entry, the first one first. A city doesn't see what the plan's house corrected by a batch of its own. */
export async function listEntryChanges(trx: Trx, planId: string, entryId: string): Promise<EntryChange[]> {
  if (!isId(planId) || !isId(entryId)) return [];
  const rows = await trx
    .selectFrom('batch_line as line')
    .innerJoin('batch', (join) =>
      join
        .onRef('batch.organisation_id', '=', 'line.organisation_id')
        .onRef('batch.id', '=', 'line.batch_id'),
    )
    .select([
      'line.action as action',
      'line.organisation_id as batchOrganisationId',
      'line.batch_id as batchId',
      'batch.title as batchTitle',
      'batch.house_name as houseName',
      'batch.channel as channel',
      'batch.file_name as fileName',
      'line.position as position',
      'line.name as name',
      'line.uscc as uscc',
      'line.region_code as regionCode',
      'line.on_date as onDate',
      'line.ended_on as endedOn',
      'line.quantity as quantity',
      'line.value as value',
      'line.source as source',
      'line.document as document',
      'line.note as note',
      'line.updated_by_name as writtenByName',
      'line.updated_at as writtenAt',
      'batch.undone_by_name as undoneByName',
      'batch.undone_at as undoneAt',
    ])
    .select([
      sql<string>`coalesce(batch.recorded_by_name, '')`.as('recordedByName'),
      sql<string>`batch.recorded_at`.as('recordedAt'),
    ])
    .where('line.plan_id', '=', planId)
    .where('line.entry_id', '=', entryId)
    .where('batch.status', '=', 'on_record')
    .orderBy('batch.recorded_at')
    .orderBy('line.batch_id')
    .limit(500)
    .execute();
  const amount = (text: string | null) => (text === null ? null : Number(text));
  return rows.map((row) => ({ ...row, quantity: amount(row.quantity), value: amount(row.value) }));
}

/** What duplicates are looked for among. */
export interface KnownEntry {
  readonly organisationId: string;
  readonly id: string;
  readonly targetId: string;
  readonly kind: LineKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly regionCode: RegionCode;
  readonly onDate: PlainDate;
}

/** Every entry of some targets of a plan that isn't removed, within the house's region. */
export async function listKnownEntries(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  targetIds: readonly string[],
): Promise<KnownEntry[]> {
  if (!isId(planId) || targetIds.length === 0) return [];
  const { from, to } = regionBounds(scope.regionCode);
  return trx
    .selectFrom('entry')
    .select([
      'organisation_id as organisationId',
      'id',
      'target_id as targetId',
      'kind',
      'name',
      'uscc',
      'region_code as regionCode',
      'on_date as onDate',
    ])
    .where('plan_id', '=', planId)
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('target_id', 'in', [...targetIds])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}
