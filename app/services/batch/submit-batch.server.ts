import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { checkResubmission } from '#app/domain/filing/review.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { lineOfAnchor } from '#app/domain/target/batch.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { type BatchKey, type BatchRow, listLinesByIds, lockBatch } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { listThreads, type ThreadView } from '#db/queries/comment.read.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, checkLines, checkSeen, lockBatchFor, reportedPlan } from './batch.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/** Where something changed since the return: lines written after it or gone, and with any of them the whole. */
async function changedAnchors(
  trx: Trx,
  batch: BatchRow,
  threads: readonly ThreadView[],
): Promise<ReadonlySet<string>> {
  const since = batch.returnedAt ?? '';
  const ids = threads.flatMap(({ anchor }) => lineOfAnchor(anchor) ?? []);
  const touched = new Map((await listLinesByIds(trx, batch, ids)).map((line) => [line.id, line.updatedAt]));
  const isChanged = ({ anchor }: ThreadView) => {
    const id = lineOfAnchor(anchor);
    if (id === null) return batch.updatedAt > since;
    const updatedAt = touched.get(id);
    return updatedAt === undefined || updatedAt > since;
  };
  return new Set(threads.filter(isChanged).map(({ anchor }) => anchor));
}

/** After a return, each comment is answered or what it is about was changed. */
async function checkAnswers(trx: Trx, batch: BatchRow): Promise<Result<null>> {
  if (batch.status !== 'returned') return done(null);
  const threads = await listThreads(trx, batch.organisationId, batch.id, 'batch_id');
  const answer = checkResubmission(threads, await changedAnchors(trx, batch, threads));
  return answer.ok ? done(null) : refuse('incomplete', { words: answer.message });
}

/**
 * 报送: hands the batch to the plan's house as it stands; nobody changes its lines from then on. Refused without lines,
 * with lines that no longer fit the plan, with comments left unmet, and when lines changed since the page was read.
 * Pressing twice submits once.
 * @param input.revision the revision of the batch that was on the page
 * @returns the round: 1, and one more after each return
 */
export async function submitBatch(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly revision: number },
): Promise<Result<{ round: number }>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const again = await lockBatch(trx, scope, input.batch);
    if (again && isSubmitted(again, scope.organisationId, input.revision))
      return done({ round: again.round });
    const located = await lockBatchFor(trx, officer.value, 'submit', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const seen = checkSeen(batch, input.revision);
    if (!seen.ok) return seen;
    const reported = await reportedPlan(trx, scope, batch.planId);
    if (!reported.ok) return reported;
    const lines = await checkLines(trx, batch, reported.value.content);
    if (!lines.ok) return lines;
    const answers = await checkAnswers(trx, batch);
    if (!answers.ok) return answers;
    const round = batch.status === 'returned' ? batch.round + 1 : batch.round;
    await updateBatch(trx, batch, {
      status: 'submitted',
      round,
      revision: batch.revision + 1,
      submitted_at: moment.now,
      submitted_by_name: name,
      updated_at: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.submitted',
      payload: { plan: batch.planId, round, lines: lines.value },
      subjectId: batch.id,
      shared: true,
    });
    await tellHouse(trx, ports, moment, scope, batch, {
      rule: 'batch.submitted',
      occurrence: `${batch.id}.${round}`,
      subject: words(`新报送：${batch.houseName}`, `Reported: ${batch.houseName}`),
      body: words(
        `${batch.houseName}报送了“${batch.title}”，共 ${lines.value} 条，请审核。`,
        `${batch.houseName} reported “${batch.title}” with ${lines.value} lines, for your review.`,
      ),
    });
    return done({ round });
  });
}

/** Whether this very press was carried out already. */
function isSubmitted(batch: BatchRow, houseId: string, revision: number): boolean {
  const isWaiting = batch.status === 'submitted' || batch.status === 'in_review';
  return batch.organisationId === houseId && isWaiting && batch.revision === revision + 1;
}
