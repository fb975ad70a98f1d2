import { sql } from 'kysely';
import type { Actor, Moment } from '../../app/domain/account/actor.ts';
import { canonicalJson, type JsonValue } from '../../app/domain/filing/canonical.ts';
import type { Trx } from '../client.ts';
import { sm3Hex } from '../crypto/digest.ts';

/** One event, as the service states it. Payloads hold no personal data: salted digests stand for it. */
export interface JournalEvent {
  /** Whose chain: the tenant's, or the platform's. */
  readonly organisationId: string;
  /** `noun.verb`, past tense: `filing.submitted`. */
  readonly type: string;
  readonly payload: { readonly [key: string]: JsonValue };
  /** The filing, change, membership… that it is about. */
  readonly subjectId?: string | undefined;
  /** Whether the regulator of the enterprise may read it. Drafts are never shared. */
  readonly shared: boolean;
}

/** The version of the payloads' shape; a reader of old events branches on it. */
const SCHEMA_VERSION = 1;

/** What a digest covers, as canonical JSON, in the order of the chain. */
export function journalContent(row: {
  organisation_id: string;
  seq: number;
  type: string;
  schema_version: number;
  payload: string;
  actor_id: string | null;
  actor_name: string;
  actor_side: string;
  subject_id: string | null;
  is_shared: boolean;
  at: string;
  previous_digest: string;
}): string {
  return canonicalJson({
    organisation: row.organisation_id,
    seq: row.seq,
    type: row.type,
    version: row.schema_version,
    payload: row.payload,
    actor: row.actor_id,
    actorName: row.actor_name,
    actorSide: row.actor_side,
    subject: row.subject_id,
    shared: row.is_shared,
    at: row.at,
    previous: row.previous_digest,
  });
}

/**
 * Appends one event to an organisation's chain, in the caller's transaction. Gapless: the chain is locked until
 * commit, and the database refuses a link that doesn't fit.
 * @returns the event's place and digest (SM3, hex)
 */
export async function appendJournal(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  event: JournalEvent,
): Promise<{ seq: number; digest: string }> {
  const tail = await sql<{ seq: number; digest: string }>`
    select seq, digest from journal_tail(${event.organisationId}::uuid)`.execute(trx);
  const last = tail.rows[0];
  const row = {
    organisation_id: event.organisationId,
    seq: (last?.seq ?? 0) + 1,
    type: event.type,
    schema_version: SCHEMA_VERSION,
    payload: canonicalJson(event.payload),
    actor_id: actor.accountId,
    actor_name: actor.name,
    actor_side: actor.side,
    subject_id: event.subjectId ?? null,
    is_shared: event.shared,
    at: moment.now,
    previous_digest: last?.digest ?? '',
  };
  const digest = sm3Hex(journalContent(row));
  await trx
    .insertInto('journal')
    .values({ ...row, digest })
    .execute();
  return { seq: row.seq, digest };
}
