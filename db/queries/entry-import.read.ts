import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import type { BatchKey } from './batch.read.ts';
import type { RegulatorScope } from './queue.read.ts';

/** An import of entries, without its rows; what its problems are is the service's matter. */
export interface EntryImport {
  readonly id: string;
  readonly planId: string;
  readonly fileName: string;
  /** Rows that wait to be written; 0 once they are, or when nobody wants them. */
  readonly rowCount: number;
  readonly problems: unknown;
  readonly state: 'previewed' | 'applied' | 'discarded';
  /** The batch into which it is, or was, written. */
  readonly batchId: string | null;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly appliedAt: string | null;
}

function imports(trx: Trx, scope: RegulatorScope) {
  return trx
    .selectFrom('import_run')
    .select([
      'id',
      'file_name as fileName',
      'problems',
      'state',
      'batch_id as batchId',
      'created_by_name as createdByName',
      'created_at as createdAt',
      'applied_at as appliedAt',
    ])
    .select([
      sql<string>`import_run.plan_id`.as('planId'),
      sql<number>`jsonb_array_length(import_run.rows)`.as('rowCount'),
    ])
    .where('organisation_id', '=', scope.organisationId)
    .where('kind', '=', 'entry');
}

/** One import of the house, or undefined. */
export async function getEntryImport(
  trx: Trx,
  scope: RegulatorScope,
  runId: string,
): Promise<EntryImport | undefined> {
  return isId(runId) ? imports(trx, scope).where('id', '=', runId).executeTakeFirst() : undefined;
}

/** The same, locked until commit: a row is written once. */
export async function lockEntryImport(
  trx: Trx,
  scope: RegulatorScope,
  runId: string,
): Promise<EntryImport | undefined> {
  return isId(runId) ? imports(trx, scope).where('id', '=', runId).forUpdate().executeTakeFirst() : undefined;
}

/** The house's latest imports into a plan, the newest first. */
export async function listEntryImports(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
  limit = 20,
): Promise<EntryImport[]> {
  if (!isId(planId)) return [];
  return imports(trx, scope)
    .where('plan_id', '=', planId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Some of the rows that wait, in their order, from the one after a place on. */
export async function listImportRows(
  trx: Trx,
  scope: RegulatorScope,
  runId: string,
  after: number,
  limit: number,
): Promise<unknown[]> {
  if (!isId(runId)) return [];
  const { rows } = await sql<{ row: unknown }>`
    select waiting.row from import_run run, jsonb_array_elements(run.rows) with ordinality as waiting (row, place)
    where run.organisation_id = ${scope.organisationId}::uuid and run.id = ${runId}::uuid
      and waiting.place > ${after} and waiting.place <= ${after + limit}
    order by waiting.place`.execute(trx);
  return rows.map(({ row }) => row);
}

/** Whether the lines of a batch are still being written by an import. */
export async function isBeingImported(trx: Trx, scope: RegulatorScope, batchId: string): Promise<boolean> {
  if (!isId(batchId)) return false;
  const row = await trx
    .selectFrom('import_run')
    .select('id')
    .where('organisation_id', '=', scope.organisationId)
    .where('kind', '=', 'entry')
    .where('batch_id', '=', batchId)
    .where('state', '=', 'previewed')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the undoing of a recorded import would do. */
export interface UndoPreview {
  /** Entries that would go. */
  readonly entryCount: number;
  /** Lines of the batch that corrected or removed something: those can't be undone as a whole. */
  readonly changeCount: number;
  /** Entries that were corrected or removed since: how many, and the names of the first. */
  readonly changedCount: number;
  readonly changedNames: readonly string[];
}

/** Most names of entries that stand in the way. */
const NAMED = 20;

/** What the undoing of a batch would do; read by the plan's house. */
export async function getUndoPreview(trx: Trx, batch: BatchKey): Promise<UndoPreview> {
  if (!isId(batch.organisationId) || !isId(batch.id)) {
    return { entryCount: 0, changeCount: 0, changedCount: 0, changedNames: [] };
  }
  const { rows } = await sql<UndoPreview>`
    select (count(*) filter (where l.action = 'add'))::integer as "entryCount",
           (count(*) filter (where l.action <> 'add'))::integer as "changeCount",
           (count(*) filter (where l.action = 'add' and e.revision > 1))::integer as "changedCount",
           coalesce((array_agg(l.name order by l.position) filter (where l.action = 'add' and e.revision > 1))[1:${sql.raw(String(NAMED))}],
                    '{}') as "changedNames"
    from batch_line l left join entry e on e.id = l.entry_id
    where l.organisation_id = ${batch.organisationId}::uuid and l.batch_id = ${batch.id}::uuid`.execute(trx);
  return rows[0] ?? { entryCount: 0, changeCount: 0, changedCount: 0, changedNames: [] };
}

/** Enterprises of the programme and the house's region with these credit codes, by code. */
export async function listEnterpriseIds(
  trx: Trx,
  scope: RegulatorScope,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await trx
    .selectFrom('organisation')
    .select(['id', 'uscc'])
    .where('kind', '=', 'enterprise')
    .where('programme_id', '=', scope.programmeId)
    .where('uscc', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.flatMap(({ id, uscc }) => (uscc === null ? [] : [[uscc, id] as const])));
}
