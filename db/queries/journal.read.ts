import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** An event as the audit log shows it. */
export interface JournalEntry {
  readonly seq: number;
  readonly type: string;
  /** JSON of the event. */
  readonly payload: string;
  readonly actorName: string;
  readonly actorSide: string;
  readonly subjectId: string | null;
  readonly isShared: boolean;
  readonly at: string;
  readonly previousDigest: string;
  readonly digest: string;
  /** Whether the chain says that what it is about was deleted: there is no page to lead to. */
  readonly isDeleted: boolean;
}

/** Events by which their subject goes; a plan goes with its draft if that was the first. */
const DELETED =
  sql.raw(`(d.type in ('filing.deleted', 'batch.deleted', 'bulletin.deleted', 'model.discarded', 'scheme.deleted')
  or d.type = 'plan.draft-deleted' and d.payload::jsonb ->> 'version' = '1')`);

/** Whose chain, and what of it. Empty text narrows nothing; instants are ISO text in UTC. */
export interface JournalQuery {
  readonly organisationId: string;
  /** A type (`filing.submitted`), or the noun of several (`filing`). */
  readonly kind: string;
  /** Part of the name of who did it. */
  readonly person: string;
  readonly subject: string;
  readonly from: string | null;
  /** The instant before which it happened. */
  readonly until: string | null;
  /** The place in the chain before which the page begins; 0 for the newest. */
  readonly before: number;
}

/** A part of a name as a pattern; `%` and `_` mean themselves. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/gu, '\\$&')}%`;
}

function narrowed(trx: Trx, query: JournalQuery) {
  let rows = trx.selectFrom('journal').where('organisation_id', '=', query.organisationId);
  if (query.kind.includes('.')) rows = rows.where('type', '=', query.kind);
  else if (query.kind !== '') rows = rows.where('type', 'like', `${query.kind}.%`);
  if (query.person !== '') rows = rows.where('actor_name', 'like', containing(query.person));
  if (isId(query.subject)) rows = rows.where('subject_id', '=', query.subject);
  if (query.from !== null) rows = rows.where('at', '>=', query.from);
  if (query.until !== null) rows = rows.where('at', '<', query.until);
  return rows;
}

/** A page of an organisation's events that the scope may see, the newest first, and the place where the next begins. */
export async function listJournal(
  trx: Trx,
  query: JournalQuery,
  limit: number,
): Promise<{ rows: JournalEntry[]; next: string | null }> {
  if (!isId(query.organisationId)) return { rows: [], next: null };
  let page = narrowed(trx, query);
  if (query.before > 0) page = page.where('seq', '<', query.before);
  const rows = await page
    .select([
      'seq',
      'type',
      'payload',
      'actor_name as actorName',
      'actor_side as actorSide',
      'subject_id as subjectId',
      'is_shared as isShared',
      'at',
      'previous_digest as previousDigest',
      'digest',
      sql<boolean>`exists (select 1 from journal d where d.organisation_id = journal.organisation_id
        and d.subject_id = journal.subject_id and ${DELETED})`.as('isDeleted'),
    ])
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? String(shown.at(-1)?.seq ?? '') : null };
}

/** How many events there are, counted up to `most`. */
export async function countJournal(trx: Trx, query: JournalQuery, most: number): Promise<number> {
  if (!isId(query.organisationId)) return 0;
  const counted = await trx
    .selectFrom(narrowed(trx, query).select('seq').limit(most).as('some'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return Number(counted?.count ?? 0);
}
