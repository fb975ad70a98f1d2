import { canonicalJson } from '#app/domain/filing/canonical.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import { signCheckpoint } from '#db/crypto/checkpoint-key.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { newId } from '#db/identifier.ts';
import { listJournalHeads } from '#db/queries/checkpoint.read.ts';
import { insertCheckpoint } from '#db/queries/checkpoint.write.ts';
import type { Ports } from '../ports.ts';

const SCOPE = { kind: 'job', name: 'housekeeping' } as const;

/** What a checkpoint says, as canonical JSON: the instant and, for each chain, its length and last digest. */
interface CheckpointContent {
  readonly at: string;
  readonly heads: readonly (readonly [organisationId: string, seq: number, digest: string])[];
}

/**
 * Records the heads of all chains, signed with the installation's key. A chain whose end was cut off afterwards no
 * longer holds the head that stands here.
 */
export async function checkpointJournal(
  ports: Pick<Ports, 'db' | 'sealer'>,
  moment: Moment,
): Promise<{ id: string; heads: number; events: number; digest: string }> {
  return ports.db.transaction(SCOPE, async (trx) => {
    const heads = await listJournalHeads(trx);
    const content = canonicalJson({
      at: moment.now,
      heads: heads.map(({ organisationId, seq, digest }) => [organisationId, seq, digest]),
    } satisfies CheckpointContent);
    const digest = sm3Hex(content);
    const events = heads.reduce((sum, head) => sum + head.seq, 0);
    const row = { id: newId(moment.now), at: moment.now, heads: heads.length, events, content, digest };
    await insertCheckpoint(trx, { ...row, signature: signCheckpoint(ports.sealer, content) });
    return { id: row.id, heads: row.heads, events, digest };
  });
}
