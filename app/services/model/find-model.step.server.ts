import type { MaturityModel } from '#app/domain/assessment/model.ts';
import { ownModel, readOwnModel } from '#app/domain/assessment/model-file.ts';
import { maturityModel } from '#assessments/model.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { getModel, type ModelRow } from '#db/queries/model.read.ts';

const OWN = 'own:';

/**
 * The model with this id: a shipped one, or an organisation's own (`own:<uuid>`) that is visible in scope and was
 * published, also where it has been withdrawn since, so that what was assessed by it stays readable.
 */
export async function findModel(trx: Trx, modelId: string): Promise<MaturityModel | undefined> {
  if (!modelId.startsWith(OWN)) return maturityModel(modelId);
  const row = await getModel(trx, modelId.slice(OWN.length));
  return row && row.state !== 'draft' ? openModelRow(row) : undefined;
}

/** The model that a stored row describes. Content that isn't what its digest says is a fault of the database: throws. */
export function openModelRow(row: ModelRow): MaturityModel {
  const reading = readOwnModel(row.content);
  if (!reading.ok) throw new Error(`maturity_model ${row.id}: the stored content does not hold`);
  const model = ownModel(reading.file, row, sm3Hex);
  if (model.digest !== row.digest) throw new Error(`maturity_model ${row.id}: content and digest differ`);
  return model;
}
