import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** Quartiles of the other enterprises of an industry for one key: a domain's id, or `overall`. */
export interface BenchmarkRow {
  readonly key: string;
  /** How many others the quartiles are made of; never fewer than 5. */
  readonly others: number;
  readonly lowerQuartile: string;
  readonly median: string;
  readonly upperQuartile: string;
}

/**
 * Quartiles of the latest signed self-assessments of other enterprises in an industry, by the same model; never named,
 * and no row where fewer than 5 others stand behind it. Two decimals. In scope: a house of its own, or a client's.
 */
export async function readBenchmark(
  trx: Trx,
  modelId: string,
  industryCode: string,
): Promise<readonly BenchmarkRow[]> {
  const { rows } = await sql<BenchmarkRow>`
    select key, others, lower_quartile::text as "lowerQuartile", median::text, upper_quartile::text as "upperQuartile"
    from maturity_benchmark(${modelId}, ${industryCode}) order by key`.execute(trx);
  return rows;
}
