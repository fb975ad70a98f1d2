import type { ModelFamily } from '#app/domain/assessment/model.ts';
import { readSchemeContent, sealScheme } from '#app/domain/assessment/scheme-file.ts';
import type { ScoringScheme } from '#app/domain/assessment/scheme.ts';
import { shippedSchemes } from '#assessments/scheme.ts';
import type { Trx } from '#db/client.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import {
  getScheme,
  listOfferedSchemes,
  listPublishedSchemes,
  type SchemeRow,
} from '#db/queries/scheme.read.ts';

const OWN = 'own:';

/**
 * The scheme with this id: a shipped one, or an organisation's own (`own:<uuid>`) that is visible in scope and was
 * published, also where it has been withdrawn since, so that what was scored by it stays readable.
 */
export async function findScheme(trx: Trx, schemeId: string): Promise<ScoringScheme | undefined> {
  if (!schemeId.startsWith(OWN)) return shippedSchemes().get(schemeId);
  const row = await getScheme(trx, schemeId.slice(OWN.length));
  return row && row.state !== 'draft' ? openSchemeRow(row) : undefined;
}

/**
 * The schemes that an assessment by a model of that family may begin with: shipped, of the houses named (published), and
 * offered by regulators. Each once.
 */
export async function listUsableSchemes(
  trx: Trx,
  organisationIds: readonly string[],
  family: ModelFamily,
): Promise<readonly ScoringScheme[]> {
  const rows: SchemeRow[] = [];
  for (const organisationId of organisationIds)
    rows.push(...(await listPublishedSchemes(trx, organisationId)));
  rows.push(...(await listOfferedSchemes(trx)));
  const stored = new Map(rows.map((row) => [row.id, row]));
  return [...shippedSchemes().values(), ...[...stored.values()].map(openSchemeRow)].filter(
    (scheme) => scheme.family === family,
  );
}

/** The scheme that a stored row describes. Content that isn't what its digest says is a fault of the database: throws. */
export function openSchemeRow(row: SchemeRow): ScoringScheme {
  const reading = readSchemeContent(row.content);
  if (!reading.ok) throw new Error(`scoring_scheme ${row.id}: the stored content does not hold`);
  const scheme = sealScheme(reading.file, { id: `${OWN}${row.id}`, version: row.version }, sm3Hex);
  if (scheme.digest !== row.digest) throw new Error(`scoring_scheme ${row.id}: content and digest differ`);
  return scheme;
}
