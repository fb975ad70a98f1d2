import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { type BatchKey, type BatchRow, lockBatch } from '#db/queries/batch.read.ts';
import { deleteBatch, updateBatch } from '#db/queries/batch.write.ts';
import { getUndoPreview, type UndoPreview } from '#db/queries/entry-import.read.ts';
import { updateEntriesUndone } from '#db/queries/entry-import.write.ts';
import { lockEntries } from '#db/queries/entry.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { importerScope } from './importer.step.server.ts';

const WAITING = words(
  '该批次已报送，请先撤回报送；已审核入库的由计划所属部门撤销。',
  'The batch was submitted: withdraw it first. What is recorded is undone by the plan’s own house.',
);
const WITHDRAWN = words(
  '该批次已撤回，没有可撤销的内容。',
  'The batch was withdrawn; there is nothing to undo.',
);
const UNDONE = words('该次导入已经撤销。', 'This import was undone already.');
const NO_IMPORT = words(
  '该批次不是导入的，请逐条更正或删除。',
  'This batch was no import: correct or remove its entries one by one.',
);
const MIXED = words(
  '该批次还含有更正或删除，不能整体撤销，请逐条处理。',
  'The batch also corrects or removes entries and can’t be undone as a whole.',
);

/** Why an import can't be undone as a whole; done when it can. */
export function checkUndo(batch: BatchRow, preview: UndoPreview, houseId: string): Result<null> {
  if (batch.channel !== 'import') return refuse('not_allowed_now', { words: NO_IMPORT });
  if (batch.undoneAt !== null) return refuse('not_allowed_now', { words: UNDONE });
  if (batch.status === 'withdrawn') return refuse('not_allowed_now', { words: WITHDRAWN });
  if (batch.status === 'draft') {
    return batch.organisationId === houseId ? done(null) : refuse('not_found');
  }
  if (batch.status !== 'on_record' || batch.planHouseId !== houseId) {
    return refuse('not_allowed_now', { words: WAITING });
  }
  if (preview.changeCount > 0) return refuse('not_allowed_now', { words: MIXED });
  if (preview.changedCount > 0) {
    const names = preview.changedNames.filter((name) => name !== '').join('、');
    return refuse('conflict', {
      words: words(
        `有 ${preview.changedCount} 条入库后已被更正或删除，不能整体撤销${names && `：${names}`}。`,
        `${preview.changedCount} entries were corrected or removed since; the import can’t be undone as a whole${names && `: ${names}`}.`,
      ),
    });
  }
  return done(null);
}

async function undoRecorded(
  trx: Trx,
  scope: RegulatorScope,
  batch: BatchRow,
  actor: Actor,
  moment: Moment,
): Promise<number> {
  const count = await updateEntriesUndone(trx, batch, { name: actor.name, now: moment.now });
  await updateBatch(trx, batch, {
    undone_at: moment.now,
    undone_by_name: actor.name,
    updated_at: moment.now,
    revision: batch.revision + 1,
  });
  await appendJournal(trx, actor, moment, {
    organisationId: batch.organisationId,
    type: 'batch.undone',
    payload: { plan: batch.planId, house: scope.organisationId, entries: count },
    subjectId: batch.id,
    shared: true,
  });
  return count;
}

async function undoDraft(
  trx: Trx,
  batch: BatchRow,
  count: number,
  actor: Actor,
  moment: Moment,
): Promise<void> {
  await deleteBatch(trx, batch);
  await appendJournal(trx, actor, moment, {
    organisationId: batch.organisationId,
    type: 'batch.deleted',
    payload: { plan: batch.planId, title: batch.title, lines: count },
    subjectId: batch.id,
    shared: false,
  });
}

/**
 * 撤销导入: removes what one import brought. A draft goes with its lines; of a recorded batch the entries are removed by
 * the plan's house, all of them or, when one was corrected or removed since, none.
 * @returns how many lines or entries went, and whether they counted
 */
export async function undoImport(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey },
): Promise<Result<{ count: number; isRecorded: boolean }>> {
  const importer = importerScope(actor);
  if (!importer.ok) return importer;
  const scope = importer.value;
  return ports.db.transaction(scope, async (trx) => {
    const batch = await lockBatch(trx, scope, input.batch);
    if (!batch) return refuse('not_found');
    await lockEntries(trx, batch.planId);
    const preview = await getUndoPreview(trx, batch);
    const check = checkUndo(batch, preview, scope.organisationId);
    if (!check.ok) return check;
    if (batch.status === 'draft') {
      await undoDraft(trx, batch, preview.entryCount, actor, moment);
      return done({ count: preview.entryCount, isRecorded: false });
    }
    return done({ count: await undoRecorded(trx, scope, batch, actor, moment), isRecorded: true });
  });
}
