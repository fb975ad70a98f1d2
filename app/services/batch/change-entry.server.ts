import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { isUniqueViolation } from '#db/conflict.ts';
import { newId } from '#db/identifier.ts';
import {
  type BatchKey,
  type ChangeableEntry,
  countLines,
  getChangeableEntry,
} from '#db/queries/batch.read.ts';
import { insertLines } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Line } from '#app/domain/target/line.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { prepareLine, touchBatch, type TypedLine } from './write-line.step.server.ts';

const TWICE = words(
  '本批次已有对该条目的更正或删除，请直接修改那一条。',
  'This batch changes that entry already; edit that line instead.',
);

/** What is typed to change an entry: for a removal the reason alone counts. */
export interface ChangeOfEntry extends TypedLine {
  readonly batch: BatchKey;
  readonly entry: string;
  readonly action: 'correct' | 'remove';
}

function lineOfEntry(entry: ChangeableEntry, input: ChangeOfEntry): Line {
  if (input.action === 'correct') return { ...input.line, kind: entry.kind };
  const { kind, name, uscc, regionCode: region, onDate, endedOn, quantity, value, source, document } = entry;
  const { note } = input.line;
  return { kind, name, uscc, region, onDate, endedOn, quantity, value, source, document, note };
}

/**
 * Puts the correction or removal of an entry that counts into a batch: of the own house's entries, or of any in a plan of
 * one's own. The entry's revision goes with it, so that a change made meanwhile isn't overwritten.
 */
export async function changeEntry(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: ChangeOfEntry,
): Promise<Result<{ id: string }>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, name } = officer.value;
  const changed = ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'edit', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const entry = await getChangeableEntry(trx, scope, batch.planId, input.entry);
    if (!entry) return refuse('not_found');
    const { targetId, kind } = entry;
    const place = { batch, targetId, action: input.action, entryId: entry.id };
    const typed = { line: lineOfEntry(entry, input), isTwice: input.isTwice };
    const facts = await prepareLine(trx, officer.value, moment, place, typed);
    if (!facts.ok) return facts;
    const id = newId(moment.now);
    const position = (await countLines(trx, batch)).last + 1;
    const line = { id, position, targetId, kind, action: input.action, entryId: entry.id };
    await insertLines(trx, scope, batch, [{ ...facts.value, ...line, entryRevision: entry.revision }], {
      name,
      now: moment.now,
    });
    await touchBatch(trx, batch, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.line-added',
      payload: {
        line: id,
        entry: entry.id,
        target: targetId,
        action: input.action,
        revision: entry.revision,
      },
      subjectId: batch.id,
      shared: false,
    });
    return done({ id });
  });
  return changed.catch((error: unknown) => {
    if (isUniqueViolation(error)) return refuse('conflict', { words: TWICE });
    throw error;
  });
}
