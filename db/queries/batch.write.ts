import { sql, type Updateable } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { RegionCode } from '../../app/domain/organisation/region.ts';
import type { LineAction, LineKind } from '../../app/domain/target/line.ts';
import type { Trx } from '../client.ts';
import type { BatchTable } from '../target-schema.ts';
import type { BatchKey } from './batch.read.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A batch to be opened by the house of the scope, for its own region. */
export interface NewBatchRow {
  readonly id: string;
  readonly houseName: string;
  readonly planHouseId: string;
  readonly planId: string;
  readonly title: string;
  readonly note: string;
  readonly channel: 'form' | 'import';
  readonly fileName: string | null;
  readonly createdByName: string;
  readonly now: string;
}

/** Opens a batch as a draft. */
export async function insertBatch(trx: Trx, scope: RegulatorScope, batch: NewBatchRow): Promise<void> {
  await trx
    .insertInto('batch')
    .values({
      organisation_id: scope.organisationId,
      id: batch.id,
      programme_id: scope.programmeId,
      region_code: scope.regionCode,
      house_name: batch.houseName,
      plan_house_id: batch.planHouseId,
      plan_id: batch.planId,
      title: batch.title,
      channel: batch.channel,
      file_name: batch.fileName,
      note: batch.note,
      created_by_name: batch.createdByName,
      created_at: batch.now,
      updated_at: batch.now,
      submitted_at: null,
      submitted_by_name: null,
      returned_at: null,
      recorded_at: null,
      recorded_by_name: null,
      undone_at: null,
      undone_by_name: null,
      assignee_id: null,
      assignee_name: null,
    })
    .execute();
}

/** Changes a batch that the transaction has locked. The database refuses a step that isn't the house's. */
export async function updateBatch(trx: Trx, key: BatchKey, change: Updateable<BatchTable>): Promise<void> {
  await trx
    .updateTable('batch')
    .set(change)
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}

/** Deletes a draft that was never submitted, with its lines. */
export async function deleteBatch(trx: Trx, key: BatchKey): Promise<boolean> {
  const result = await trx
    .deleteFrom('batch')
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .where('submitted_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** What a line says. */
export interface LineFacts {
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
}

/** A line to be added. */
export interface NewLine extends LineFacts {
  readonly id: string;
  readonly position: number;
  readonly targetId: string;
  readonly kind: LineKind;
  readonly action: LineAction;
  readonly entryId: string;
  readonly entryRevision: number | null;
}

function factsOf(line: LineFacts) {
  return {
    name: line.name,
    uscc: line.uscc,
    linked_organisation_id: line.linkedOrganisationId,
    region_code: line.regionCode,
    on_date: line.onDate,
    ended_on: line.endedOn,
    quantity: line.quantity,
    value: line.value,
    source: line.source,
    document: line.document,
    note: line.note,
  };
}

/** Adds lines to a batch of the house, in one statement: thousands travel as one text, not as parameters each. */
export async function insertLines(
  trx: Trx,
  scope: RegulatorScope,
  batch: { readonly id: string; readonly planId: string },
  lines: readonly NewLine[],
  by: { readonly name: string; readonly now: string },
): Promise<void> {
  const rows = JSON.stringify(
    lines.map((line) => ({
      ...factsOf(line),
      id: line.id,
      position: line.position,
      target_id: line.targetId,
      kind: line.kind,
      action: line.action,
      entry_id: line.entryId,
      entry_revision: line.entryRevision,
    })),
  );
  await sql`
    insert into batch_line (organisation_id, batch_id, programme_id, plan_id, updated_by_name, updated_at,
      id, position, target_id, kind, action, entry_id, entry_revision, region_code, name, uscc, linked_organisation_id,
      on_date, ended_on, quantity, value, source, document, note)
    select ${scope.organisationId}::uuid, ${batch.id}::uuid, ${scope.programmeId}, ${batch.planId}::uuid, ${by.name}, ${by.now}::timestamptz,
      l.id, l.position, l.target_id, l.kind, l.action, l.entry_id, l.entry_revision, l.region_code, l.name, l.uscc,
      l.linked_organisation_id, l.on_date, l.ended_on, l.quantity, l.value, l.source, l.document, l.note
    from json_to_recordset(${rows}::json) as l (id uuid, position integer, target_id text, kind text, action text,
      entry_id uuid, entry_revision integer, region_code text, name text, uscc text, linked_organisation_id uuid,
      on_date date, ended_on date, quantity numeric, value numeric, source text, document text, note text)`.execute(
    trx,
  );
}

/** Writes what a line says now; the revision that it gets is the caller's. */
export async function updateLine(
  trx: Trx,
  batch: BatchKey,
  line: LineFacts & { readonly id: string; readonly revision: number; readonly entryRevision: number | null },
  by: { readonly name: string; readonly now: string },
): Promise<void> {
  await trx
    .updateTable('batch_line')
    .set({
      ...factsOf(line),
      entry_revision: line.entryRevision,
      revision: line.revision,
      updated_by_name: by.name,
      updated_at: by.now,
    })
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id)
    .where('id', '=', line.id)
    .execute();
}

/** Takes a line out of a batch. */
export async function deleteLine(trx: Trx, batch: BatchKey, lineId: string): Promise<void> {
  await trx
    .deleteFrom('batch_line')
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id)
    .where('id', '=', lineId)
    .execute();
}
