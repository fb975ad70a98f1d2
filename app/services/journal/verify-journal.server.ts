import { z } from 'zod';
import { checkpointPublicKeys } from '#db/crypto/checkpoint-key.ts';
import { listCheckpoints, listJournalAfter, type CheckpointRow } from '#db/queries/checkpoint.read.ts';
import type { JournalTable } from '#db/schema.ts';
import { readSignedHead, type Proofs } from '../bundle/check-proof.step.server.ts';
import type { Ports } from '../ports.ts';
import {
  CHECKPOINTS_HELD,
  EVENTS_A_STEP,
  faultOfCheckpoint,
  faultOfEvent,
  headsSeenBy,
  type BrokenLink,
} from './chain.step.server.ts';

const SCOPE = { kind: 'job', name: 'housekeeping' } as const;

/** A checkpoint that doesn't hold by itself. */
export interface BrokenCheckpoint {
  readonly at: string;
  readonly why: 'altered' | 'not_signed_here';
}

export interface JournalVerification {
  readonly ok: boolean;
  readonly chains: number;
  readonly events: number;
  /** The first link that doesn't hold; later ones in the same chain follow from it. */
  readonly brokenLink: BrokenLink | null;
  readonly checkpoints: number;
  readonly brokenCheckpoint: BrokenCheckpoint | null;
  /** Whether the submission of the receipt that was given is in a chain. */
  readonly receipt: 'found' | 'missing' | 'not_given';
}

/** Heads that checkpoints saw, by chain and place. */
function headsOf(checkpoints: readonly CheckpointRow[]): Map<string, string> {
  const heads = checkpoints.flatMap(headsSeenBy);
  return new Map(heads.map(({ organisationId, seq, digest }) => [`${organisationId}:${seq}`, digest]));
}

/** Every event of every chain in order, a page a transaction. */
async function* walk(ports: Pick<Ports, 'db'>): AsyncGenerator<JournalTable> {
  let after: { organisationId: string; seq: number } | null = null;
  for (;;) {
    const from: { organisationId: string; seq: number } | null = after;
    const rows: JournalTable[] = await ports.db.transaction(SCOPE, (trx) =>
      listJournalAfter(trx, from, EVENTS_A_STEP),
    );
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < EVENTS_A_STEP || !last) return;
    after = { organisationId: last.organisation_id, seq: last.seq };
  }
}

/** Events of which people get a receipt with a digest. */
const RECEIPTED: readonly string[] = ['filing.submitted', 'assessment.signed', 'assessment.submitted'];
const Receipted = z.object({ digest: z.string().nullish(), serial: z.string().nullish() });

function isReceipted(row: JournalTable, receipt: string): boolean {
  if (!RECEIPTED.includes(row.type)) return false;
  const payload = Receipted.safeParse(JSON.parse(row.payload));
  if (!payload.success) return false;
  return payload.data.digest === receipt.toLowerCase() || payload.data.serial === receipt;
}

const NO_PROOFS: Proofs = { receipt: null, checkpoint: null };

/** What a statement that somebody kept saw of a chain; `forged` where this installation didn't sign it. */
function keptHead(ports: Pick<Ports, 'sealer'>, text: string | null): [string, string] | 'forged' | null {
  if (text === null) return null;
  const head = readSignedHead(checkpointPublicKeys(ports.sealer), text);
  return head ? [`${head.organisation}:${head.seq}`, head.digest] : 'forged';
}

/**
 * Recomputes every chain from its first event and holds it against the newest checkpoints: an event that was altered,
 * removed or put in breaks its chain, and an end that was cut off is missed by the checkpoint that saw it, or by a
 * receipt or an earlier bundle's checkpoint that somebody kept.
 */
export async function verifyJournal(
  ports: Pick<Ports, 'db' | 'sealer'>,
  proofs: Proofs = NO_PROOFS,
): Promise<JournalVerification> {
  const checkpoints = await ports.db.transaction(SCOPE, (trx) => listCheckpoints(trx, CHECKPOINTS_HELD));
  const faults = checkpoints.map((row) => faultOfCheckpoint(row, ports.sealer));
  const kept = keptHead(ports, proofs.checkpoint);
  const given: BrokenCheckpoint | null =
    kept === 'forged' ? { at: '--checkpoint', why: 'not_signed_here' } : null;
  const [broken] = checkpoints.flatMap(({ at }, index) => {
    const why = faults[index] ?? null;
    return why === null ? [] : [{ at, why }];
  });
  const brokenCheckpoint = broken ?? given;
  const missed = headsOf(checkpoints.filter((_, index) => faults[index] === null));
  if (kept !== null && kept !== 'forged') missed.set(...kept);
  const wanted = proofs.receipt?.trim() ?? null;
  let receipt: JournalVerification['receipt'] = wanted === null ? 'not_given' : 'missing';
  let brokenLink: BrokenLink | null = null;
  let chains = 0;
  let events = 0;
  let last: JournalTable | null = null;
  for await (const row of walk(ports)) {
    const before: JournalTable | null = last?.organisation_id === row.organisation_id ? last : null;
    if (!before) chains += 1;
    events += 1;
    const place = `${row.organisation_id}:${row.seq}`;
    brokenLink ??= faultOfEvent(row, before, missed.get(place));
    missed.delete(place);
    if (wanted !== null && isReceipted(row, wanted)) receipt = 'found';
    last = row;
  }
  const [cut] = missed.keys();
  if (cut !== undefined) {
    const [organisationId = '', seq] = cut.split(':');
    brokenLink ??= { organisationId, seq: Number(seq), why: 'cut' };
  }
  return {
    ok: !brokenLink && !brokenCheckpoint && receipt !== 'missing',
    chains,
    events,
    brokenLink,
    checkpoints: checkpoints.length,
    brokenCheckpoint,
    receipt,
  };
}
