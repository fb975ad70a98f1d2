import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Line } from '#app/domain/target/line.ts';
import { type Words, words } from '#app/domain/words.ts';
import { type BatchKey, getLine, type LineRow } from '#db/queries/batch.read.ts';
import { type LineFacts, updateLine } from '#db/queries/batch.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { prepareLine, touchBatch, type TypedLine } from './write-line.step.server.ts';

/** Fields of the form and what a line stores under them. */
const STORED = {
  name: 'name',
  uscc: 'uscc',
  region: 'regionCode',
  onDate: 'onDate',
  endedOn: 'endedOn',
  quantity: 'quantity',
  value: 'value',
  source: 'source',
  document: 'document',
  note: 'note',
} as const satisfies Partial<Record<keyof Line, keyof LineFacts>>;
type Field = keyof typeof STORED;

function differing(before: LineRow, facts: LineFacts): Field[] {
  return (Object.keys(STORED) as Field[]).filter((field) => before[STORED[field]] !== facts[STORED[field]]);
}

/** Where two officers typed differently: theirs, beside the field that still holds one's own. */
function bothValues(theirs: LineRow, mine: LineFacts, fields: readonly Field[]): Record<string, Words> {
  const entries = fields.map((field): [string, Words] => {
    const stored = String(theirs[STORED[field]] ?? '');
    const typed = String(mine[STORED[field]] ?? '');
    const said = words(
      `${theirs.updatedByName}已保存为“${stored || '空'}”，您填写的是“${typed || '空'}”。`,
      `${theirs.updatedByName} saved “${stored || 'nothing'}”; you typed “${typed || 'nothing'}”.`,
    );
    return [field, said];
  });
  return Object.fromEntries(entries);
}

const conflictWords = (name: string) =>
  words(
    `您打开后，${name}已修改这一条。两边的内容列在下面；确认以您的为准，请再次保存。`,
    `${name} changed this line after you had opened it. Both are shown below; save again to keep yours.`,
  );

/**
 * Rewrites a line of a draft or returned batch. The second of two officers is refused with both values; saving what is
 * stored already changes nothing, so that a double press is harmless.
 * @param input.revision the revision of the line that was on the page
 */
export async function editLine(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: TypedLine & { readonly batch: BatchKey; readonly lineId: string; readonly revision: number },
): Promise<Result<null>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'edit', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const before = await getLine(trx, batch, input.lineId);
    if (!before) return refuse('not_found');
    const place = { batch, targetId: before.targetId, action: before.action, entryId: before.entryId };
    const typed = before.action === 'remove' ? { ...input, line: onlyNote(before, input.line) } : input;
    const facts = await prepareLine(trx, officer.value, moment, place, {
      ...typed,
      line: { ...typed.line, kind: before.kind },
    });
    if (!facts.ok) return facts;
    const fields = differing(before, facts.value);
    if (fields.length === 0) return done(null);
    if (before.revision !== input.revision) {
      return refuse('conflict', {
        words: conflictWords(before.updatedByName),
        fields: bothValues(before, facts.value, fields),
      });
    }
    const { id, entryRevision } = before;
    const revision = before.revision + 1;
    const by = { name, now: moment.now };
    await updateLine(trx, batch, { ...facts.value, id, entryRevision, revision }, by);
    await touchBatch(trx, batch, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'batch.line-edited',
      payload: { line: id, target: before.targetId, revision, fields },
      subjectId: batch.id,
      shared: false,
    });
    return done(null);
  });
}

/** A removal keeps what its entry says: only the reason is typed. */
function onlyNote(before: LineRow, typed: Line): Line {
  const { kind, name, uscc, regionCode: region, onDate, endedOn, quantity, value, source, document } = before;
  return { kind, name, uscc, region, onDate, endedOn, quantity, value, source, document, note: typed.note };
}
