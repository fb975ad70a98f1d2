import { z } from 'zod';
import { isCheckpointSigned } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import type { CheckpointRow } from '#db/queries/checkpoint.read.ts';
import { journalContent } from '#db/queries/journal.write.ts';
import type { JournalTable } from '#db/schema.ts';
import type { Ports } from '../ports.ts';

/** Events a step of a walk along chains; other work goes on between two. */
export const EVENTS_A_STEP = 500;
/** Newest checkpoints that chains are held against. */
export const CHECKPOINTS_HELD = 10;

const Content = z.object({ heads: z.array(z.tuple([z.string(), z.number(), z.string()])) });

/** Where a chain doesn't hold. */
export interface BrokenLink {
  readonly organisationId: string;
  readonly seq: number;
  readonly why: 'gap' | 'altered' | 'detached' | 'cut';
}

/** The end of a chain that a checkpoint saw. */
export interface SeenHead {
  readonly organisationId: string;
  readonly seq: number;
  readonly digest: string;
}

/** What is wrong with a checkpoint by itself, or null. */
export function faultOfCheckpoint(
  row: CheckpointRow,
  sealer: Ports['sealer'],
): 'altered' | 'not_signed_here' | null {
  if (sm3Hex(row.content) !== row.digest) return 'altered';
  return isCheckpointSigned(sealer, row.content, row.signature) ? null : 'not_signed_here';
}

/** The heads that a sound checkpoint saw. */
export function headsSeenBy(row: CheckpointRow): SeenHead[] {
  return Content.parse(JSON.parse(row.content)).heads.map(([organisationId, seq, digest]) => ({
    organisationId,
    seq,
    digest,
  }));
}

/** What is wrong with an event, given the one before it in its chain and the digest that a checkpoint saw at its place. */
export function faultOfEvent(
  row: JournalTable,
  before: JournalTable | null,
  seen: string | undefined,
): BrokenLink | null {
  const at = { organisationId: row.organisation_id, seq: row.seq };
  if (row.seq !== (before?.seq ?? 0) + 1) return { ...at, why: 'gap' };
  if (row.previous_digest !== (before?.digest ?? '')) return { ...at, why: 'detached' };
  const digest = sm3Hex(journalContent(row));
  if (digest !== row.digest || (seen !== undefined && seen !== digest)) return { ...at, why: 'altered' };
  return null;
}
