import { sql } from 'kysely';
import type { Trx } from '../client.ts';

/** A version whose personal parts have just been erased. */
export interface ErasedVersion {
  readonly organisationId: string;
  readonly filingId: string;
  readonly versionId: string;
  readonly no: number;
}

/**
 * Erases the sealed parts of versions whose retention is over, at most so many. The database alone decides which: a
 * version that is on record or at work, or whose time isn't over, can't be named.
 */
export async function eraseSuperseded(trx: Trx, now: string, most: number): Promise<ErasedVersion[]> {
  const { rows } = await sql<ErasedVersion>`
    select organisation_id as "organisationId", filing_id as "filingId", version_id as "versionId", version_no as no
    from erase_superseded(${now}::timestamptz, ${most}::integer)
    order by organisation_id, filing_id, version_no`.execute(trx);
  return rows;
}
