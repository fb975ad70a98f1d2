import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { checkReturn } from '#app/domain/filing/review.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { publishThreads } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, checkSeen, lockBatchFor } from './batch.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/**
 * 退回补正: needs at least one open comment; publishes all that were drafted, hands the batch back and tells the house
 * that reported it.
 * @returns how many comments it has to meet
 */
export async function returnBatch(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly revision: number },
): Promise<Result<{ open: number }>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'returnFiling', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const seen = checkSeen(batch, input.revision);
    if (!seen.ok) return seen;
    const threads = await listThreads(trx, batch.organisationId, batch.id, 'batch_id');
    const check = checkReturn(threads);
    if (!check.ok) return refuse('incomplete', { words: check.message });
    const open = threads.filter((thread) => thread.state === 'open');
    await publishThreads(trx, batch.organisationId, batch.id, moment.now, 'batch_id');
    await updateBatch(trx, batch, {
      status: 'returned',
      returned_at: moment.now,
      updated_at: moment.now,
      assignee_id: null,
      assignee_name: null,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: batch.organisationId,
      type: 'batch.returned',
      payload: { round: batch.round, threads: open.map(({ id, anchor }) => ({ id, place: anchor })) },
      subjectId: batch.id,
      shared: true,
    });
    await tellHouse(trx, ports, moment, scope, batch, {
      rule: 'batch.returned',
      occurrence: `${batch.id}.${batch.round}`,
      subject: words(`“${batch.title}”退回补正`, `“${batch.title}” was returned`),
      body: words(
        `所报送的“${batch.title}”退回补正，共 ${open.length} 条意见，请逐条答复或修改后重新报送。`,
        `“${batch.title}” was returned with ${open.length} comments. Answer or correct each and submit again.`,
      ),
    });
    return done({ open: open.length });
  });
}
