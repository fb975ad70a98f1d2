import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { type BatchKey, getLine } from '#db/queries/batch.read.ts';
import { deleteLine } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { touchBatch } from './write-line.step.server.ts';

/** Takes a line out of a draft or returned batch. Entries that count already are not touched by it. */
export async function removeLine(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly batch: BatchKey; readonly lineId: string },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'edit', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const line = await getLine(trx, batch, input.lineId);
    if (!line) return refuse('not_found');
    await deleteLine(trx, batch, line.id);
    await touchBatch(trx, batch, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.line-removed',
      payload: { line: line.id, target: line.targetId, action: line.action, entry: line.entryId },
      subjectId: batch.id,
      shared: false,
    });
    return done(null);
  });
}
