import type { Actor } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { type BatchIntent, type BatchSide, batchSide, mayDoWithBatch } from '#app/domain/target/batch.ts';
import { isTarget, lineKindsOf, lineSubject } from '#app/domain/target/line.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { type BatchKey, type BatchRow, listLineSorts, lockBatch } from '#db/queries/batch.read.ts';
import { isBeingImported } from '#db/queries/entry-import.read.ts';
import { getPlan, getPlanVersion, type PlanRow } from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { openPlan } from '../plan/plan-content.step.server.ts';

/** An officer of an authority: its scope, account and name as events and rows carry them. */
export interface BatchOfficer {
  readonly scope: RegulatorScope;
  readonly accountId: string;
  readonly name: string;
}

/** A batch that was locked for somebody who may do what he is about to do. */
export interface LocatedBatch {
  readonly batch: BatchRow;
  readonly side: BatchSide;
}

const CHANGED = words(
  '本批次刚被他人改动，请核对最新内容后再操作。',
  'Somebody has just changed this batch; look at it again before you decide.',
);
const NO_PLAN = words(
  '该计划已停止接收报送（未发布或已撤下），不能新增或修改内容。',
  'This plan takes no reports any more: it isn’t published or was withdrawn.',
);

const HALF_IMPORTED = words(
  '本批次的导入尚未写完，请先完成或放弃该次导入。',
  'The import of this batch isn’t finished: finish it or put it aside first.',
);
/** What nobody may do while an import still writes lines: half of it would count. */
const HALF_CLOSED: readonly BatchIntent[] = ['edit', 'submit', 'record'];

/** The officer of an authority behind an actor; anybody else is refused. */
export function batchOfficer(actor: Actor): Result<BatchOfficer> {
  const { scope, name } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'enterRecords')) return refuse('forbidden');
  return done({ scope, accountId: scope.accountId, name });
}

/** The batch, locked for an intent that its state and the officer's side allow now. */
export async function lockBatchFor(
  trx: Trx,
  officer: BatchOfficer,
  intent: BatchIntent,
  key: BatchKey,
): Promise<Result<LocatedBatch>> {
  const batch = await lockBatch(trx, officer.scope, key);
  const side = batch && batchSide(batch, officer.scope.organisationId);
  if (!batch || !side) return refuse('not_found');
  const { role } = officer.scope;
  if (!mayDoWithBatch(intent, batch, side, role)) return refuse('not_allowed_now');
  const isHalf = batch.channel === 'import' && HALF_CLOSED.includes(intent);
  if (isHalf && (await isBeingImported(trx, officer.scope, batch.id))) {
    return refuse('not_allowed_now', { words: HALF_IMPORTED });
  }
  return done({ batch, side });
}

/** Refuses a decision on what has changed since the page was read. */
export function checkSeen(batch: BatchRow, revision: number): Result<null> {
  return batch.revision === revision ? done(null) : refuse('conflict', { words: CHANGED });
}

/** The plan and its published content, as lines are checked against. Refused when it takes no reports. */
export async function reportedPlan(
  trx: Trx,
  scope: RegulatorScope,
  planId: string,
): Promise<Result<{ plan: PlanRow; content: PlanContent }>> {
  const plan = await getPlan(trx, scope, planId);
  if (!plan) return refuse('not_allowed_now', { words: NO_PLAN });
  if (plan.versionNo === null || plan.withdrawnAt !== null) {
    return refuse('not_allowed_now', { words: NO_PLAN });
  }
  const version = await getPlanVersion(trx, plan, plan.versionNo);
  if (!version) return refuse('not_allowed_now', { words: NO_PLAN });
  return done({ plan, content: openPlan(version.content) });
}

const EMPTY = words('本批次还没有内容，请先添加条目。', 'The batch has no lines yet; add one first.');

/** Whether a batch has lines, and each fits the plan as it is published now: a line was checked when it was written. */
export async function checkLines(trx: Trx, batch: BatchRow, content: PlanContent): Promise<Result<number>> {
  const sorts = await listLineSorts(trx, batch);
  if (sorts.length === 0) return refuse('incomplete', { words: EMPTY });
  for (const { targetId, kind, position, count, endedCount } of sorts) {
    const subject = lineSubject(content, targetId);
    const takesEnds = !subject || !isTarget(subject) || subject.counting !== 'in_year';
    if (subject && lineKindsOf(subject).includes(kind) && (takesEnds || endedCount === 0)) continue;
    return refuse('incomplete', {
      words: words(
        `第 ${position} 条等 ${count} 条不再符合现行计划（${targetId}），请删除或重新填写。`,
        `${count} lines, the first at ${position}, no longer fit the plan as published (${targetId}): remove or rewrite them.`,
      ),
    });
  }
  return done(sorts.reduce((sum, { count }) => sum + count, 0));
}
