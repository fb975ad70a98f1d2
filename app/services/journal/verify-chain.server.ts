import type { Actor } from '#app/domain/account/actor.ts';
import { listCheckpoints, listJournalAfter } from '#db/queries/checkpoint.read.ts';
import type { JournalTable } from '#db/schema.ts';
import type { Ports } from '../ports.ts';
import {
  CHECKPOINTS_HELD,
  EVENTS_A_STEP,
  faultOfCheckpoint,
  faultOfEvent,
  headsSeenBy,
  type BrokenLink,
} from './chain.step.server.ts';

export interface ChainVerification {
  /** Events whose digests were recomputed. */
  readonly events: number;
  /** The first link that doesn't hold; null where all do. */
  readonly broken: Pick<BrokenLink, 'seq' | 'why'> | null;
  /** Signed checkpoints that name a head of this chain. */
  readonly checkpoints: number;
}

/** Heads of one chain that sound checkpoints saw, by place. Checkpoints are the platform's: its housekeeping reads them. */
async function headsOf(ports: Pick<Ports, 'db' | 'sealer'>, organisationId: string) {
  const rows = await ports.db.transaction({ kind: 'job', name: 'housekeeping' }, (trx) =>
    listCheckpoints(trx, CHECKPOINTS_HELD),
  );
  const own = rows
    .filter((row) => faultOfCheckpoint(row, ports.sealer) === null)
    .flatMap(headsSeenBy)
    .filter((head) => head.organisationId === organisationId);
  return { count: own.length, seen: new Map(own.map(({ seq, digest }) => [seq, digest])) };
}

/** The events of the actor's own chain from the first, a page a transaction of his own scope. */
async function* walk(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  organisationId: string,
): AsyncGenerator<JournalTable> {
  let seq = 0;
  for (;;) {
    const after = { organisationId, seq };
    const rows = await ports.db.transaction(actor.scope, (trx) =>
      listJournalAfter(trx, after, EVENTS_A_STEP),
    );
    const own = rows.filter((row) => row.organisation_id === organisationId);
    yield* own;
    const last = own.at(-1);
    if (own.length < EVENTS_A_STEP || !last) return;
    seq = last.seq;
  }
}

/**
 * Recomputes the chain of the house that the actor acts for, from its first event, and holds it against the checkpoints
 * that name it. Reads no other chain and writes nothing.
 */
export async function verifyChain(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  organisationId: string,
): Promise<ChainVerification> {
  const { count, seen } = await headsOf(ports, organisationId);
  let broken: ChainVerification['broken'] = null;
  let events = 0;
  let last: JournalTable | null = null;
  for await (const row of walk(ports, actor, organisationId)) {
    events += 1;
    const fault = faultOfEvent(row, last, seen.get(row.seq));
    if (fault) broken ??= { seq: fault.seq, why: fault.why };
    last = row;
  }
  const end = last?.seq ?? 0;
  const cut = [...seen.keys()].filter((seq) => seq > end);
  if (cut.length > 0) broken ??= { seq: Math.min(...cut), why: 'cut' };
  return { events, broken, checkpoints: count };
}
