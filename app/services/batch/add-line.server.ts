import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { type BatchKey, countLines } from '#db/queries/batch.read.ts';
import { insertLines } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { prepareLine, touchBatch, type TypedLine } from './write-line.step.server.ts';

/** Lines that a person enters one by one; an import carries more. */
const MOST_LINES = 2000;
const FULL = words(
  `手工填报每批不超过 ${MOST_LINES} 条，请另建批次或使用导入。`,
  `A batch entered by hand has ${MOST_LINES} lines at most: open another or import.`,
);

/** Adds a record or a reported figure to a batch of the own house. It counts once the batch is recorded. */
export async function addLine(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: TypedLine & { readonly batch: BatchKey; readonly target: string },
): Promise<Result<{ id: string }>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'edit', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const entryId = newId(moment.now);
    const place = { batch, targetId: input.target, action: 'add', entryId } as const;
    const facts = await prepareLine(trx, officer.value, moment, place, input);
    if (!facts.ok) return facts;
    const { count, last } = await countLines(trx, batch);
    if (count >= MOST_LINES) return refuse('not_allowed_now', { words: FULL });
    const id = newId(moment.now);
    const { kind } = input.line;
    const line = { ...facts.value, id, position: last + 1, kind, entryRevision: null };
    await insertLines(trx, scope, batch, [{ ...line, targetId: input.target, action: 'add', entryId }], {
      name,
      now: moment.now,
    });
    await touchBatch(trx, batch, moment.now);
    const { onDate, regionCode, quantity, value } = facts.value;
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.line-added',
      payload: { line: id, target: input.target, kind, on: onDate, region: regionCode, quantity, value },
      subjectId: batch.id,
      shared: false,
    });
    return done({ id });
  });
}
