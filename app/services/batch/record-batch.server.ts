import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { checkRecord } from '#app/domain/filing/review.ts';
import { done, refuse, type Refusal, type Result } from '#app/domain/refusal/refusal.ts';
import { lineAnchor } from '#app/domain/target/batch.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import type { BatchKey, BatchRow } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { resolveAnsweredThreads } from '#db/queries/comment.write.ts';
import {
  applyLines,
  type LineConflict,
  type LineConflictKind,
  lockEntries,
} from '#db/queries/entry.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import {
  type BatchOfficer,
  batchOfficer,
  checkLines,
  checkSeen,
  lockBatchFor,
  reportedPlan,
} from './batch.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

const CONFLICTS: Readonly<Record<LineConflictKind, Words>> = {
  changed: words('原条目已被他人更正', 'the entry was corrected meanwhile'),
  removed: words('原条目已被删除', 'the entry was removed meanwhile'),
  missing: words('原条目不在本计划中', 'the entry isn’t in this plan'),
  same_observation: words(
    '该指标该地区这一天已有填报数',
    'there is a figure for that target, region and day already',
  ),
};

/** What the recording of a batch did to the entries that count. */
export interface Recorded {
  readonly added: number;
  readonly corrected: number;
  readonly removed: number;
}

/** Each line that stands in the way, by name, so that it can be mended or sent back. */
function conflictRefusal(conflicts: readonly LineConflict[]): { ok: false; refusal: Refusal } {
  const entries = conflicts.map(({ lineId, position, name, kind }): [string, Words] => {
    const { zh, en } = CONFLICTS[kind];
    const called = name === '' ? '' : ` ${name}`;
    return [
      lineAnchor(lineId),
      words(`第 ${position} 条${called}：${zh}。`, `Line ${position}${called}: ${en}.`),
    ];
  });
  return refuse('conflict', {
    words: words(
      `有 ${conflicts.length} 条与已入库的数据冲突，本批次未入库任何内容。`,
      `${conflicts.length} lines conflict with what is recorded; nothing of this batch was recorded.`,
    ),
    fields: Object.fromEntries(entries),
  });
}

/** A draft of the own house passes the two states in between in one step; the database knows no other way. */
async function moveToRecord(trx: Trx, officer: BatchOfficer, batch: BatchRow, now: string): Promise<void> {
  if (batch.status === 'draft') {
    await updateBatch(trx, batch, {
      status: 'submitted',
      submitted_at: now,
      submitted_by_name: officer.name,
    });
    await updateBatch(trx, batch, { status: 'in_review' });
  }
  await updateBatch(trx, batch, {
    status: 'on_record',
    recorded_at: now,
    recorded_by_name: officer.name,
    updated_at: now,
  });
}

/** What has to hold before anything is recorded: nothing changed unseen, no open comment, lines that fit the plan. */
async function checkReady(
  trx: Trx,
  officer: BatchOfficer,
  batch: BatchRow,
  revision: number,
): Promise<Result<null>> {
  const seen = checkSeen(batch, revision);
  if (!seen.ok) return seen;
  const threads = await listThreads(trx, batch.organisationId, batch.id, 'batch_id');
  const check = checkRecord(threads);
  if (!check.ok) return refuse('incomplete', { words: check.message });
  const reported = await reportedPlan(trx, officer.scope, batch.planId);
  if (!reported.ok) return reported;
  const lines = await checkLines(trx, batch, reported.value.content);
  return lines.ok ? done(null) : lines;
}

/**
 * 审核入库: makes the lines of a batch into entries that count, all of them or none. A line whose entry was changed or
 * removed meanwhile, or whose figure is there already, is named and nothing is recorded. The plan's own house records a
 * draft of its own in one step.
 * @param input.revision the revision of the batch that was on the page
 */
export async function recordBatch(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly revision: number },
): Promise<Result<Recorded>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'record', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    // What the plan says is read in turn too: it may be published anew at this moment.
    await lockEntries(trx, batch.planId);
    const ready = await checkReady(trx, officer.value, batch, input.revision);
    if (!ready.ok) return ready;
    const applied = await applyLines(trx, batch, moment.now);
    if (!applied.ok) return conflictRefusal(applied.conflicts);
    const { added, corrected, removed } = applied;
    await resolveAnsweredThreads(trx, batch.organisationId, batch.id, moment.now, 'batch_id');
    await moveToRecord(trx, officer.value, batch, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: batch.organisationId,
      type: 'batch.recorded',
      payload: { plan: batch.planId, round: batch.round, added, corrected, removed },
      subjectId: batch.id,
      shared: true,
    });
    await tellHouse(trx, ports, moment, scope, batch, {
      rule: 'batch.recorded',
      occurrence: batch.id,
      subject: words(`“${batch.title}”已审核入库`, `“${batch.title}” is recorded`),
      body: words(
        `所报送的“${batch.title}”已审核入库：新增 ${added} 条，更正 ${corrected} 条，删除 ${removed} 条。`,
        `“${batch.title}” is recorded: ${added} added, ${corrected} corrected, ${removed} removed.`,
      ),
    });
    return done({ added, corrected, removed });
  });
}
