import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { BatchKey } from '#db/queries/batch.read.ts';
import { updateBatch } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

/** 撤回报送 before the batch is recorded. What was submitted stays readable; nothing of it counts. */
export async function withdrawBatch(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly reason: string },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'withdraw', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    await updateBatch(trx, batch, { status: 'withdrawn', updated_at: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.withdrawn',
      payload: { reason: input.reason, round: batch.round },
      subjectId: batch.id,
      shared: true,
    });
    await tellHouse(trx, ports, moment, scope, batch, {
      rule: 'batch.withdrawn',
      occurrence: batch.id,
      subject: words(`撤回报送：${batch.houseName}`, `Withdrawn: ${batch.houseName}`),
      body: words(
        `${batch.houseName}撤回了“${batch.title}”。原因：${input.reason}`,
        `${batch.houseName} withdrew “${batch.title}”. Reason: ${input.reason}`,
      ),
    });
    return done(null);
  });
}
