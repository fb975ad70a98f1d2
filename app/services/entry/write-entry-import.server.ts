import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { type BatchKey, countLines, lockBatch } from '#db/queries/batch.read.ts';
import { insertBatch, insertLines, type NewLine, updateBatch } from '#db/queries/batch.write.ts';
import {
  type EntryImport,
  listEnterpriseIds,
  listImportRows,
  lockEntryImport,
} from '#db/queries/entry-import.read.ts';
import { updateEntryImport, updateImportBatch } from '#db/queries/entry-import.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { getPlan } from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import type { Ports } from '../ports.ts';
import { readFindings, WaitingRowSchema } from './import-problem.step.server.ts';
import { importerScope } from './importer.step.server.ts';

/** Rows written in one request: about a second's work. */
const SLICE = 5000;

const HAS_ERRORS = words(
  '预检发现错误，本次导入未写入任何内容；请改正后重新上传。',
  'The check found errors and nothing was written; mend the file and upload it again.',
);
const HAS_DOUBTS = words(
  '有疑似重复的条目，请核对后勾选“已核对”再写入。',
  'Some entries may be there already: look at them and tick the box before you go on.',
);
const NO_PLAN = words(
  '该计划已停止接收报送（未发布或已撤下）。',
  'This plan takes no reports any more: it isn’t published or was withdrawn.',
);
const GONE = words(
  '本次导入的批次已被删除或报送，不能继续写入。',
  'The batch of this import was deleted or submitted; it can’t be continued.',
);

/** How far an import is written. */
export interface WrittenImport {
  readonly batch: BatchKey;
  readonly written: number;
  readonly total: number;
  readonly isDone: boolean;
}

interface Work {
  readonly trx: Trx;
  readonly scope: RegulatorScope;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly run: EntryImport;
}

/** Opens the batch into which the rows go. */
async function openImportBatch({ trx, scope, actor, moment, run }: Work): Promise<Result<BatchKey>> {
  const plan = await getPlan(trx, scope, run.planId);
  if (!plan || plan.versionNo === null || plan.withdrawnAt !== null) {
    return refuse('not_allowed_now', { words: NO_PLAN });
  }
  const house = await getOrganisation(trx, scope.organisationId);
  if (!house) return refuse('not_found');
  const id = newId(moment.now);
  const title = `导入 ${[...run.fileName].slice(0, 60).join('')}`;
  await insertBatch(trx, scope, {
    id,
    houseName: house.name,
    planHouseId: plan.organisationId,
    planId: plan.id,
    title,
    note: '',
    channel: 'import',
    fileName: run.fileName,
    createdByName: actor.name,
    now: moment.now,
  });
  await updateImportBatch(trx, scope, run.id, id);
  await appendJournal(trx, actor, moment, {
    organisationId: scope.organisationId,
    type: 'batch.opened',
    payload: { plan: plan.id, version: plan.versionNo, title, import: run.id },
    subjectId: id,
    shared: false,
  });
  return done({ organisationId: scope.organisationId, id });
}

/** The batch of an import that was begun, while its lines can still be added. */
async function knownImportBatch({ trx, scope }: Work, batchId: string): Promise<Result<BatchKey>> {
  const batch = await lockBatch(trx, scope, { organisationId: scope.organisationId, id: batchId });
  return batch?.status === 'draft' ? done(batch) : refuse('not_allowed_now', { words: GONE });
}

async function readSlice({ trx, scope, moment, run }: Work, after: number): Promise<NewLine[]> {
  const rows = (await listImportRows(trx, scope, run.id, after, SLICE)).map((row) =>
    WaitingRowSchema.parse(row),
  );
  const codes = rows.flatMap(({ line }) => (line.uscc === null ? [] : [line.uscc]));
  const enterprises = await listEnterpriseIds(trx, scope, codes);
  return rows.map(({ targetId, line }, index) => ({
    ...line,
    id: newId(moment.now),
    position: after + index + 1,
    targetId,
    action: 'add',
    entryId: newId(moment.now),
    entryRevision: null,
    linkedOrganisationId: line.uscc === null ? null : (enterprises.get(line.uscc) ?? null),
    regionCode: line.region,
    // Checked when the file was read.
    onDate: line.onDate as PlainDate,
    endedOn: line.endedOn as PlainDate | null,
  }));
}

async function finish({ trx, scope, actor, moment, run }: Work, batch: BatchKey): Promise<void> {
  await updateEntryImport(trx, scope, run.id, 'applied', moment.now);
  await updateBatch(trx, batch, { updated_at: moment.now });
  await appendJournal(trx, actor, moment, {
    organisationId: scope.organisationId,
    type: 'entries.imported',
    payload: { run: run.id, batch: batch.id, lines: run.rowCount },
    subjectId: run.id,
    shared: false,
  });
}

/**
 * Writes the next rows of a checked import into a batch of the house, opening it with the first; call it until it is
 * done. The batch is a draft meanwhile and counts nothing, and nobody can submit or record it before the last row is
 * in: an import becomes a batch as a whole or, put aside half-way, not at all.
 * @param input.isChecked somebody has looked at what may be there twice
 */
export async function writeEntryImport(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly runId: string; readonly isChecked: boolean },
): Promise<Result<WrittenImport>> {
  const importer = importerScope(actor);
  if (!importer.ok) return importer;
  const scope = importer.value;
  return ports.db.transaction(scope, async (trx) => {
    const run = await lockEntryImport(trx, scope, input.runId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    const findings = readFindings(run.problems);
    if (findings.errorCount > 0) return refuse('incomplete', { words: HAS_ERRORS });
    if (run.batchId === null && findings.doubtCount > 0 && !input.isChecked) {
      return refuse('incomplete', { fields: { checked: HAS_DOUBTS } });
    }
    const work: Work = { trx, scope, actor, moment, run };
    const batch =
      run.batchId === null ? await openImportBatch(work) : await knownImportBatch(work, run.batchId);
    if (!batch.ok) return batch;
    const { last } = await countLines(trx, batch.value);
    const lines = await readSlice(work, last);
    await insertLines(trx, scope, { id: batch.value.id, planId: run.planId }, lines, {
      name: actor.name,
      now: moment.now,
    });
    const written = last + lines.length;
    const isDone = written >= run.rowCount;
    if (isDone) await finish(work, batch.value);
    const { organisationId, id } = batch.value;
    return done({ batch: { organisationId, id }, written, total: run.rowCount, isDone });
  });
}
