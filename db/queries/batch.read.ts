import { sql } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { BatchStatus } from '../../app/domain/target/batch.ts';
import type { LineAction, LineKind } from '../../app/domain/target/line.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { RegulatorScope } from './queue.read.ts';

/** What a house reports on a plan, without its lines. */
export interface BatchRow {
  /** The house that reports. */
  readonly organisationId: string;
  readonly id: string;
  readonly houseName: string;
  readonly regionCode: RegionCode;
  readonly planHouseId: string;
  readonly planId: string;
  readonly title: string;
  readonly note: string;
  readonly status: BatchStatus;
  readonly channel: 'form' | 'import';
  readonly fileName: string | null;
  readonly round: number;
  readonly revision: number;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly submittedAt: string | null;
  readonly submittedByName: string | null;
  readonly returnedAt: string | null;
  readonly recordedAt: string | null;
  readonly recordedByName: string | null;
  readonly undoneAt: string | null;
  readonly undoneByName: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
}

const BATCH = [
  'batch.organisation_id as organisationId',
  'batch.id as id',
  'batch.house_name as houseName',
  'batch.region_code as regionCode',
  'batch.plan_house_id as planHouseId',
  'batch.plan_id as planId',
  'batch.title as title',
  'batch.note as note',
  'batch.status as status',
  'batch.channel as channel',
  'batch.file_name as fileName',
  'batch.round as round',
  'batch.revision as revision',
  'batch.created_by_name as createdByName',
  'batch.created_at as createdAt',
  'batch.updated_at as updatedAt',
  'batch.submitted_at as submittedAt',
  'batch.submitted_by_name as submittedByName',
  'batch.returned_at as returnedAt',
  'batch.recorded_at as recordedAt',
  'batch.recorded_by_name as recordedByName',
  'batch.undone_at as undoneAt',
  'batch.undone_by_name as undoneByName',
  'batch.assignee_id as assigneeId',
  'batch.assignee_name as assigneeName',
] as const;

/** How a batch is addressed: by the house that reports it and its id. */
export interface BatchKey {
  readonly organisationId: string;
  readonly id: string;
}

/** Batches that the house reports or, once they were submitted, has to review. */
function batches(trx: Trx, scope: RegulatorScope) {
  const { organisationId } = scope;
  return trx
    .selectFrom('batch')
    .where('batch.programme_id', '=', scope.programmeId)
    .where((eb) =>
      eb.or([
        eb('batch.organisation_id', '=', organisationId),
        eb.and([eb('batch.plan_house_id', '=', organisationId), eb('batch.submitted_at', 'is not', null)]),
      ]),
    );
}

/** One batch that the house reports or reviews, or undefined. */
export async function getBatch(
  trx: Trx,
  scope: RegulatorScope,
  key: BatchKey,
): Promise<BatchRow | undefined> {
  if (!isId(key.organisationId) || !isId(key.id)) return undefined;
  return batches(trx, scope)
    .select(BATCH)
    .where('batch.organisation_id', '=', key.organisationId)
    .where('batch.id', '=', key.id)
    .executeTakeFirst();
}

/** The same, locked until commit: whoever changes it or decides on it does so alone. */
export async function lockBatch(
  trx: Trx,
  scope: RegulatorScope,
  key: BatchKey,
): Promise<BatchRow | undefined> {
  if (!isId(key.organisationId) || !isId(key.id)) return undefined;
  return batches(trx, scope)
    .select(BATCH)
    .where('batch.organisation_id', '=', key.organisationId)
    .where('batch.id', '=', key.id)
    .forUpdate()
    .executeTakeFirst();
}

/** Which batches a list is about, as seen from the house that asks. */
export const BATCH_VIEWS = ['working', 'waiting', 'to_review', 'done'] as const;
export type BatchView = (typeof BATCH_VIEWS)[number];

/** A batch in a list, with its plan and the number of its lines (null while those are another house's own). */
export interface BatchListRow extends BatchRow {
  /** Null where the plan was withdrawn from the house's sight. */
  readonly planTitleZh: string | null;
  readonly planTitleEn: string | null;
  readonly lineCount: number;
  readonly openThreadCount: number;
}

const STATUSES: Readonly<Record<BatchView, readonly BatchStatus[]>> = {
  working: ['draft', 'returned'],
  waiting: ['submitted', 'in_review'],
  to_review: ['submitted', 'in_review'],
  done: ['on_record', 'withdrawn'],
};

/**
 * One page of batches: what the house works on or waits for, what it has to review, or what is done on either side; the
 * newest first, what is to be reviewed the oldest first. `next` goes on after the page; null at the end.
 * @param after instant and id of the last row before the page, as `next` gave them
 */
export async function listBatches(
  trx: Trx,
  scope: RegulatorScope,
  view: BatchView,
  after: { readonly at: string; readonly id: string } | null = null,
  limit = 50,
): Promise<{ rows: BatchListRow[]; next: { at: string; id: string } | null }> {
  const { organisationId } = scope;
  const isQueue = view === 'to_review';
  let query = batches(trx, scope).where('batch.status', 'in', [...STATUSES[view]]);
  if (isQueue) query = query.where('batch.plan_house_id', '=', organisationId);
  if (view === 'working' || view === 'waiting') {
    query = query.where('batch.organisation_id', '=', organisationId);
  }
  if (after) {
    query = query.where(
      isQueue
        ? sql<boolean>`(batch.updated_at, batch.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql<boolean>`(batch.updated_at, batch.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
    );
  }
  const found = await query
    .leftJoin('plan', (join) =>
      join.onRef('plan.organisation_id', '=', 'batch.plan_house_id').onRef('plan.id', '=', 'batch.plan_id'),
    )
    .select(BATCH)
    .select(['plan.title_zh as planTitleZh', 'plan.title_en as planTitleEn'])
    .select([
      sql<number>`(select count(*) from batch_line l where l.organisation_id = batch.organisation_id
        and l.batch_id = batch.id)`.as('lineCount'),
      sql<number>`(select count(*) from comment_thread t where t.organisation_id = batch.organisation_id
        and t.batch_id = batch.id and t.state = 'open')`.as('openThreadCount'),
    ])
    .orderBy('batch.updated_at', isQueue ? 'asc' : 'desc')
    .orderBy('batch.id', isQueue ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = rows[rows.length - 1];
  return { rows, next: found.length > limit && last ? { at: last.updatedAt, id: last.id } : null };
}

/** One line of a batch. */
export interface LineRow {
  readonly id: string;
  readonly position: number;
  readonly targetId: string;
  readonly kind: LineKind;
  readonly action: LineAction;
  readonly entryId: string;
  /** The revision of the entry that is corrected or removed. */
  readonly entryRevision: number | null;
  readonly name: string;
  readonly uscc: string | null;
  readonly linkedOrganisationId: string | null;
  readonly regionCode: RegionCode;
  readonly onDate: PlainDate;
  readonly endedOn: PlainDate | null;
  readonly quantity: number | null;
  readonly value: number | null;
  readonly source: string;
  readonly document: string;
  readonly note: string;
  readonly revision: number;
  readonly updatedByName: string;
  readonly updatedAt: string;
}

const amount = (text: string | null) => (text === null ? null : Number(text));

function linesOf(trx: Trx, batch: BatchKey) {
  return trx
    .selectFrom('batch_line')
    .select([
      'id',
      'position',
      'target_id as targetId',
      'kind',
      'action',
      'entry_id as entryId',
      'entry_revision as entryRevision',
      'name',
      'uscc',
      'linked_organisation_id as linkedOrganisationId',
      'region_code as regionCode',
      'on_date as onDate',
      'ended_on as endedOn',
      'quantity',
      'value',
      'source',
      'document',
      'note',
      'revision',
      'updated_by_name as updatedByName',
      'updated_at as updatedAt',
    ])
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id);
}

type StoredLine = Omit<LineRow, 'quantity' | 'value'> & { quantity: string | null; value: string | null };
const opened = (row: StoredLine): LineRow => ({
  ...row,
  quantity: amount(row.quantity),
  value: amount(row.value),
});

/** Lines of a batch in their order, from the one after a position on. */
export async function listLines(
  trx: Trx,
  batch: BatchKey,
  after = 0,
  limit = 100,
): Promise<{ rows: LineRow[]; next: number | null }> {
  const found = await linesOf(trx, batch)
    .where('position', '>', after)
    .orderBy('position')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit).map(opened);
  return { rows, next: found.length > limit ? (rows[rows.length - 1]?.position ?? null) : null };
}

/** Some lines of a batch by their ids, in their order. */
export async function listLinesByIds(trx: Trx, batch: BatchKey, ids: readonly string[]): Promise<LineRow[]> {
  const wanted = ids.filter(isId);
  if (wanted.length === 0) return [];
  const rows = await linesOf(trx, batch).where('id', 'in', wanted).orderBy('position').execute();
  return rows.map(opened);
}

/** One line of a batch, or undefined. */
export async function getLine(trx: Trx, batch: BatchKey, lineId: string): Promise<LineRow | undefined> {
  const [row] = await listLinesByIds(trx, batch, [lineId]);
  return row;
}

/** How many lines a batch has, and the highest position among them. */
export async function countLines(trx: Trx, batch: BatchKey): Promise<{ count: number; last: number }> {
  return trx
    .selectFrom('batch_line')
    .select([
      sql<number>`count(*)::integer`.as('count'),
      sql<number>`coalesce(max(position), 0)::integer`.as('last'),
    ])
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id)
    .executeTakeFirstOrThrow();
}

/** Lines of a batch that are of one sort: how many, and the first of them. */
export interface LineSort {
  readonly targetId: string;
  readonly kind: LineKind;
  readonly count: number;
  readonly position: number;
  /** Those that add or correct an entry with an end. */
  readonly endedCount: number;
}

/** The sorts of lines in a batch: what has to fit the plan as it stands. */
export async function listLineSorts(trx: Trx, batch: BatchKey): Promise<LineSort[]> {
  return trx
    .selectFrom('batch_line')
    .select([
      'target_id as targetId',
      'kind',
      sql<number>`count(*)::integer`.as('count'),
      sql<number>`min(position)`.as('position'),
      sql<number>`(count(*) filter (where ended_on is not null and action <> 'remove'))::integer`.as(
        'endedCount',
      ),
    ])
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id)
    .groupBy(['target_id', 'kind'])
    .orderBy('target_id')
    .orderBy('kind')
    .execute();
}

/** An observation of a target, a region and a day that is already there: in the batch, or as an entry that counts. */
export interface SameObservation {
  readonly value: number | null;
  /** The line of the batch that holds it; null when an entry does. */
  readonly lineId: string | null;
  readonly entryId: string;
}

/** The observation of that target, region and day beside the given line's own entry, or undefined. */
export async function findObservation(
  trx: Trx,
  batch: BatchKey & { readonly planId: string },
  place: { readonly targetId: string; readonly region: RegionCode; readonly onDate: PlainDate },
  exceptEntryId: string,
): Promise<SameObservation | undefined> {
  const line = await linesOf(trx, batch)
    .where('kind', '=', 'observation')
    .where('action', '<>', 'remove')
    .where('target_id', '=', place.targetId)
    .where('region_code', '=', place.region)
    .where('on_date', '=', place.onDate)
    .where('entry_id', '<>', exceptEntryId)
    .limit(1)
    .executeTakeFirst();
  if (line) return { value: amount(line.value), lineId: line.id, entryId: line.entryId };
  const entry = await trx
    .selectFrom('entry')
    .select(['id', 'value'])
    .where('plan_id', '=', batch.planId)
    .where('target_id', '=', place.targetId)
    .where('region_code', '=', place.region)
    .where('on_date', '=', place.onDate)
    .where('kind', '=', 'observation')
    .where('removed_at', 'is', null)
    .where('id', '<>', exceptEntryId)
    .limit(1)
    .executeTakeFirst();
  return entry && { value: amount(entry.value), lineId: null, entryId: entry.id };
}

/** Position of a record of the batch that has that name, region and day already; null when none has. */
export async function findSameRecord(
  trx: Trx,
  batch: BatchKey,
  place: {
    readonly targetId: string;
    readonly name: string;
    readonly region: RegionCode;
    readonly onDate: PlainDate;
  },
  exceptEntryId: string,
): Promise<number | null> {
  const line = await linesOf(trx, batch)
    .where('kind', '=', 'item')
    .where('action', '<>', 'remove')
    .where('target_id', '=', place.targetId)
    .where('name', '=', place.name)
    .where('region_code', '=', place.region)
    .where('on_date', '=', place.onDate)
    .where('entry_id', '<>', exceptEntryId)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return line?.position ?? null;
}

/** Names under which a code stands in a target already, in the batch or among entries; one's own entry left out. */
export async function listNamesOfCode(
  trx: Trx,
  batch: BatchKey & { readonly planId: string },
  place: { readonly targetId: string; readonly uscc: string },
  exceptEntryId: string,
): Promise<string[]> {
  const lines = linesOf(trx, batch)
    .clearSelect()
    .select('name')
    .where('action', '<>', 'remove')
    .where('target_id', '=', place.targetId)
    .where('uscc', '=', place.uscc)
    .where('entry_id', '<>', exceptEntryId);
  const rows = await trx
    .selectFrom('entry')
    .select('name')
    .where('plan_id', '=', batch.planId)
    .where('target_id', '=', place.targetId)
    .where('uscc', '=', place.uscc)
    .where('removed_at', 'is', null)
    .where('id', '<>', exceptEntryId)
    .union(lines)
    .limit(5)
    .execute();
  return rows.map(({ name }) => name);
}

/** An entry that a line may correct or remove. */
export interface ChangeableEntry extends Omit<
  LineRow,
  'position' | 'action' | 'entryId' | 'entryRevision' | 'updatedByName' | 'updatedAt'
> {
  /** The house that reported it first. */
  readonly organisationId: string;
}

/** An entry of a plan that counts, within the house's reach; undefined when it is gone or another's. */
export async function getChangeableEntry(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  entryId: string,
): Promise<ChangeableEntry | undefined> {
  if (!isId(planId) || !isId(entryId)) return undefined;
  const row = await trx
    .selectFrom('entry')
    .select([
      'organisation_id as organisationId',
      'id',
      'target_id as targetId',
      'kind',
      'name',
      'uscc',
      'linked_organisation_id as linkedOrganisationId',
      'region_code as regionCode',
      'on_date as onDate',
      'ended_on as endedOn',
      'quantity',
      'value',
      'source',
      'document',
      'note',
      'revision',
    ])
    .where('plan_id', '=', planId)
    .where('id', '=', entryId)
    .where('removed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('organisation_id', '=', scope.organisationId),
        eb('plan_house_id', '=', scope.organisationId),
      ]),
    )
    .executeTakeFirst();
  return row && { ...row, quantity: amount(row.quantity), value: amount(row.value) };
}
