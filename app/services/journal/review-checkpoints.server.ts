import { checkpointPublicKey } from '#db/crypto/checkpoint-key.ts';
import { listCheckpoints, type CheckpointRow } from '#db/queries/checkpoint.read.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { Ports } from '../ports.ts';

/** A checkpoint without its content, which names organisations. */
export type CheckpointView = Omit<CheckpointRow, 'content'>;

/** The newest checkpoints and the key that signs them. For the operator and for housekeeping. */
export async function reviewCheckpoints(
  ports: Pick<Ports, 'db' | 'sealer'>,
  scope: Scope,
  limit: number,
): Promise<{ checkpoints: CheckpointView[]; publicKey: string }> {
  const rows = await ports.db.transaction(scope, (trx) => listCheckpoints(trx, limit));
  return {
    checkpoints: rows.map(({ content: _content, ...view }) => view),
    publicKey: checkpointPublicKey(ports.sealer),
  };
}
