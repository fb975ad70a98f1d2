import { z } from 'zod';
import type { Actor } from '#app/domain/account/actor.ts';
import { isCheckpointSigned } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { listCheckpoints, listJournalAfter } from '#db/queries/checkpoint.read.ts';
import { journalContent } from '#db/queries/journal.write.ts';
import type { JournalTable } from '#db/schema.ts';
import type { Ports } from '../ports.ts';
import type { BrokenLink } from './verify-journal.server.ts';

/** Events a step; other work goes on between two. */
const PAGE = 500;
/** Newest checkpoints that a chain is held against. */
const CHECKPOINTS = 10;

const Heads = z.object({ heads: z.array(z.tuple([z.string(), z.number(), z.string()])) });

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
    listCheckpoints(trx, CHECKPOINTS),
  );
  const sound = rows.filter(
    ({ content, digest, signature }) =>
      sm3Hex(content) === digest && isCheckpointSigned(ports.sealer, content, signature),
  );
  const own = sound.flatMap(({ content }) =>
    Heads.parse(JSON.parse(content)).heads.filter(([chain]) => chain === organisationId),
  );
  return { count: own.length, seen: new Map(own.map(([, seq, digest]) => [seq, digest])) };
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
    const rows = await ports.db.transaction(actor.scope, (trx) => listJournalAfter(trx, after, PAGE));
    const own = rows.filter((row) => row.organisation_id === organisationId);
    yield* own;
    const last = own.at(-1);
    if (own.length < PAGE || !last) return;
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
  let before = { seq: 0, digest: '' };
  for await (const row of walk(ports, actor, organisationId)) {
    const digest = sm3Hex(journalContent(row));
    const head = seen.get(row.seq);
    events += 1;
    if (row.seq !== before.seq + 1) broken ??= { seq: row.seq, why: 'gap' };
    if (row.previous_digest !== before.digest) broken ??= { seq: row.seq, why: 'detached' };
    if (digest !== row.digest || (head !== undefined && head !== digest)) {
      broken ??= { seq: row.seq, why: 'altered' };
    }
    before = { seq: row.seq, digest: row.digest };
  }
  const cut = [...seen.keys()].filter((seq) => seq > before.seq);
  if (cut.length > 0) broken ??= { seq: Math.min(...cut), why: 'cut' };
  return { events, broken, checkpoints: count };
}
