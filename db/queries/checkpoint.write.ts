import type { Trx } from '../client.ts';
import type { CheckpointRow } from './checkpoint.read.ts';

/** Keeps a checkpoint; none is ever changed or removed. */
export async function insertCheckpoint(trx: Trx, checkpoint: CheckpointRow): Promise<void> {
  await trx.insertInto('journal_checkpoint').values(checkpoint).execute();
}
