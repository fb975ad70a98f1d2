import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import type { JournalTable } from '../schema.ts';

/** The end of one chain. */
export interface JournalHead {
  readonly organisationId: string;
  readonly seq: number;
  readonly digest: string;
}

/** The heads of all chains, ordered by organisation. */
export async function listJournalHeads(trx: Trx): Promise<JournalHead[]> {
  const { rows } = await sql<JournalHead>`
    select distinct on (organisation_id) organisation_id as "organisationId", seq, digest
    from journal order by organisation_id, seq desc`.execute(trx);
  return rows;
}

/** Events of all chains in order, after a place, for walking the chains page by page. */
export async function listJournalAfter(
  trx: Trx,
  after: { organisationId: string; seq: number } | null,
  limit: number,
): Promise<JournalTable[]> {
  let query = trx.selectFrom('journal').selectAll().orderBy('organisation_id').orderBy('seq').limit(limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('organisation_id', '>', after.organisationId),
        eb.and([eb('organisation_id', '=', after.organisationId), eb('seq', '>', after.seq)]),
      ]),
    );
  }
  return query.execute();
}

/** A signed list of all heads. */
export interface CheckpointRow {
  readonly id: string;
  readonly at: string;
  readonly heads: number;
  readonly events: number;
  readonly content: string;
  readonly digest: string;
  readonly signature: string;
}

/** Checkpoints, newest first. */
export async function listCheckpoints(trx: Trx, limit: number): Promise<CheckpointRow[]> {
  return trx
    .selectFrom('journal_checkpoint')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
