import { type Moment, systemActor } from '#app/domain/account/actor.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listErasedFiles } from '#db/queries/retention.read.ts';
import { eraseSuperseded as writeErased } from '#db/queries/retention.write.ts';
import type { Ports } from '../ports.ts';

const SCOPE = { kind: 'job', name: 'housekeeping' } as const;
/** Versions a transaction; other writes to a journal wait for one at most that long. */
const BATCH = 50;
/** For how many days a file that storage would not remove is asked for again. */
const RETRY_DAYS = 30;
const DAY_MS = 86_400_000;

export interface Erasure {
  /** Versions whose personal parts were erased. */
  readonly versions: number;
  /** Files that storage was told to remove, those of the last days included: removing again is nothing. */
  readonly files: number;
}

async function eraseBatch(ports: Pick<Ports, 'db'>, moment: Moment): Promise<number> {
  const actor = systemActor(SCOPE);
  return ports.db.transaction(SCOPE, async (trx) => {
    const erased = await writeErased(trx, moment.now, BATCH);
    for (const { organisationId, filingId, no } of erased) {
      await appendJournal(trx, actor, moment, {
        organisationId,
        type: 'filing.erased',
        payload: { version: no },
        subjectId: filingId,
        shared: true,
      });
    }
    return erased.length;
  });
}

/**
 * Erases personal parts of superseded versions whose retention is over, each batch with its events in the enterprises'
 * journals, then removes the printed forms and signed scans that showed the same. Nothing happens while no retention is set.
 */
export async function eraseSuperseded(
  ports: Pick<Ports, 'db' | 'storage'>,
  moment: Moment,
): Promise<Erasure> {
  let versions = 0;
  for (let erased = BATCH; erased === BATCH;) {
    erased = await eraseBatch(ports, moment);
    versions += erased;
  }
  const since = new Date(Date.parse(moment.now) - RETRY_DAYS * DAY_MS).toISOString();
  const keys = await ports.db.transaction(SCOPE, (trx) => listErasedFiles(trx, since));
  for (const key of keys) await ports.storage.remove(key);
  return { versions, files: keys.length };
}
