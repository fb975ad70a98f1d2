import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import type { BatchKey } from './batch.read.ts';
import type { RegulatorScope } from './queue.read.ts';

/** Stores a checked import. `rows` and `problems` are JSON texts. */
export async function insertEntryImport(
  trx: Trx,
  scope: RegulatorScope,
  run: {
    id: string;
    planId: string;
    fileName: string;
    rows: string;
    problems: string;
    createdByName: string;
    now: string;
  },
): Promise<void> {
  await trx
    .insertInto('import_run')
    .values({
      organisation_id: scope.organisationId,
      id: run.id,
      kind: 'entry',
      plan_id: run.planId,
      batch_id: null,
      file_name: run.fileName,
      rows: run.rows,
      problems: run.problems,
      state: 'previewed',
      created_by_name: run.createdByName,
      created_at: run.now,
      applied_at: null,
    })
    .execute();
}

/** Names the batch into which an import is written from now on. */
export async function updateImportBatch(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  batchId: string,
): Promise<void> {
  await trx
    .updateTable('import_run')
    .set({ batch_id: batchId })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .execute();
}

/** Says what became of an import. Its rows are let go: the batch holds them, or nobody wants them. */
export async function updateEntryImport(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
  state: 'applied' | 'discarded',
  now: string,
): Promise<void> {
  await trx
    .updateTable('import_run')
    .set({ state, rows: '[]', ...(state === 'applied' ? { applied_at: now } : {}) })
    .where('organisation_id', '=', scope.organisationId)
    .where('id', '=', id)
    .execute();
}

/** Removes every entry that a batch added and nobody has changed since. @returns how many */
export async function updateEntriesUndone(
  trx: Trx,
  batch: BatchKey,
  by: { readonly name: string; readonly now: string },
): Promise<number> {
  const result = await trx
    .updateTable('entry')
    .set({
      removed_at: by.now,
      revision: sql`revision + 1`,
      updated_by_name: by.name,
      updated_at: by.now,
    })
    .where('organisation_id', '=', batch.organisationId)
    .where('batch_id', '=', batch.id)
    .where('revision', '=', 1)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
