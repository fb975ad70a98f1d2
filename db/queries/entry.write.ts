import { sql } from 'kysely';
import type { Trx } from '../client.ts';
import { bigramsOf } from './filing-term.ts';

/** A batch whose lines become entries. */
export interface AppliedBatch {
  /** The house that reports. */
  readonly organisationId: string;
  readonly id: string;
  readonly planId: string;
}

/**
 * Why a line can't become an entry: the entry was changed or removed since the line was written, it isn't in this plan,
 * or there is an observation of that target, region and day already (in the plan, or earlier in the batch).
 */
export type LineConflictKind = 'changed' | 'removed' | 'missing' | 'same_observation';

/** One line that stands in the way. */
export interface LineConflict {
  readonly lineId: string;
  readonly position: number;
  readonly name: string;
  readonly kind: LineConflictKind;
}

/** What became of the lines of a batch: all of them were applied, or none. */
export type Applied =
  | { readonly ok: true; readonly added: number; readonly corrected: number; readonly removed: number }
  | { readonly ok: false; readonly conflicts: readonly LineConflict[] };

/** Most conflicts that are told at once. */
const TOLD = 200;

/** Names whose terms are written in one statement. */
const TERM_CHUNK = 4000;

/** Between the terms of one name; `searchForm` leaves no control character that a form could hold. */
const TERM_END = '\u001f';

/**
 * Waits for its turn at the entries of a plan, until the transaction ends: recording, undoing and publishing happen one
 * after the other, so that what one of them has checked still holds. Taken before the row of the plan is locked.
 */
export async function lockEntries(trx: Trx, planId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`entry:${planId}`}, 0))`.execute(trx);
}

const lineOf = (batch: AppliedBatch) =>
  sql`l.organisation_id = ${batch.organisationId}::uuid and l.batch_id = ${batch.id}::uuid`;

/** Lines about an entry that isn't as it was when they were written. */
async function findStale(trx: Trx, batch: AppliedBatch): Promise<LineConflict[]> {
  const { rows } = await sql<LineConflict>`
    select s."lineId", s.position, s.name, s.kind from (
      select l.id as "lineId", l.position, l.name,
        case when e.id is null or e.target_id <> l.target_id or e.kind <> l.kind then 'missing'
             when e.removed_at is not null then 'removed'
             when e.revision is distinct from l.entry_revision then 'changed' end as kind
      from batch_line l left join entry e on e.plan_id = l.plan_id and e.id = l.entry_id
      where ${lineOf(batch)} and l.action <> 'add') s
    where s.kind is not null order by s.position limit ${TOLD}`.execute(trx);
  return rows;
}

/** Observations of which there would be two for one target, region and day. */
async function findDoubled(trx: Trx, batch: AppliedBatch): Promise<LineConflict[]> {
  const { rows } = await sql<LineConflict>`
    with mine as (
      select l.id, l.position, l.name, l.entry_id, l.target_id, l.region_code, l.on_date,
             row_number() over (partition by l.target_id, l.region_code, l.on_date order by l.position, l.id) as nth
      from batch_line l where ${lineOf(batch)} and l.kind = 'observation' and l.action <> 'remove')
    select m.id as "lineId", m.position, m.name, 'same_observation' as kind from mine m
    where m.nth > 1 or exists (
      select 1 from entry e
      where e.plan_id = ${batch.planId}::uuid and e.target_id = m.target_id and e.region_code = m.region_code
        and e.on_date = m.on_date and e.kind = 'observation' and e.removed_at is null and e.id <> m.entry_id
        and not exists (select 1 from batch_line l where ${lineOf(batch)} and l.action = 'remove' and l.entry_id = e.id))
    order by m.position limit ${TOLD}`.execute(trx);
  return rows;
}

async function count(query: Promise<{ numAffectedRows?: bigint }>): Promise<number> {
  return Number((await query).numAffectedRows ?? 0n);
}

async function removeEntries(trx: Trx, batch: AppliedBatch, now: string): Promise<number> {
  return count(
    sql`update entry e set removed_at = ${now}, revision = e.revision + 1, batch_id = l.batch_id,
          updated_by_name = l.updated_by_name, updated_at = ${now}
        from batch_line l
        where ${lineOf(batch)} and l.action = 'remove' and e.plan_id = l.plan_id and e.id = l.entry_id`.execute(
      trx,
    ),
  );
}

async function correctEntries(trx: Trx, batch: AppliedBatch, now: string): Promise<number> {
  await sql`delete from entry_term t using batch_line l
    where ${lineOf(batch)} and l.action = 'correct' and t.plan_id = l.plan_id and t.entry_id = l.entry_id`.execute(
    trx,
  );
  return count(
    sql`update entry e set region_code = l.region_code, name = l.name, uscc = l.uscc,
          linked_organisation_id = l.linked_organisation_id, on_date = l.on_date, ended_on = l.ended_on,
          quantity = coalesce(l.quantity, 1), value = l.value, source = l.source, document = l.document, note = l.note,
          revision = e.revision + 1, batch_id = l.batch_id, updated_by_name = l.updated_by_name, updated_at = ${now}
        from batch_line l
        where ${lineOf(batch)} and l.action = 'correct' and e.plan_id = l.plan_id and e.id = l.entry_id`.execute(
      trx,
    ),
  );
}

async function addEntries(trx: Trx, batch: AppliedBatch, now: string): Promise<number> {
  return count(
    sql`insert into entry (organisation_id, id, programme_id, region_code, plan_house_id, plan_id, target_id, kind, name, uscc,
          linked_organisation_id, on_date, ended_on, quantity, value, source, document, note, batch_id,
          created_by_name, created_at, updated_by_name, updated_at)
        select l.organisation_id, l.entry_id, l.programme_id, l.region_code, b.plan_house_id, l.plan_id, l.target_id, l.kind, l.name,
          l.uscc, l.linked_organisation_id, l.on_date, l.ended_on, coalesce(l.quantity, 1), l.value, l.source, l.document,
          l.note, l.batch_id, l.updated_by_name, ${now}, l.updated_by_name, ${now}
        from batch_line l join batch b on b.organisation_id = l.organisation_id and b.id = l.batch_id
        where ${lineOf(batch)} and l.action = 'add'`.execute(trx),
  );
}

interface NamedLine {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly entryId: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly programmeId: string;
}

/** Added and corrected entries with a name, in the order of their lines, after one of them. */
async function namedLines(trx: Trx, batch: AppliedBatch, after: NamedLine | null): Promise<NamedLine[]> {
  const { position, id } = after ?? { position: -1, id: '00000000-0000-0000-0000-000000000000' };
  const { rows } = await sql<NamedLine>`
    select l.id, l.position, l.name, l.entry_id as "entryId", l.region_code as "regionCode", l.programme_id as "programmeId",
           case l.action when 'add' then l.organisation_id else e.organisation_id end as "organisationId"
    from batch_line l left join entry e on l.action = 'correct' and e.plan_id = l.plan_id and e.id = l.entry_id
    where ${lineOf(batch)} and l.action <> 'remove' and l.name <> '' and (l.position, l.id) > (${position}, ${id}::uuid)
    order by l.position, l.id limit ${TERM_CHUNK}`.execute(trx);
  return rows;
}

/** Writes the terms under which the names of added and corrected entries are found. */
async function writeTerms(trx: Trx, batch: AppliedBatch): Promise<void> {
  let last: NamedLine | null = null;
  for (;;) {
    const rows: NamedLine[] = await namedLines(trx, batch, last);
    last = rows[rows.length - 1] ?? null;
    if (last === null) return;
    const terms = rows.map((row) => bigramsOf(row.name).join(TERM_END));
    await sql`insert into entry_term (plan_id, term, region_code, programme_id, organisation_id, entry_id)
      select ${batch.planId}::uuid, t.term, n.region_code, ${last.programmeId}, n.organisation_id, n.entry_id
      from unnest(${terms}::text[], ${rows.map((row) => row.regionCode)}::text[],
                  ${rows.map((row) => row.organisationId)}::uuid[], ${rows.map((row) => row.entryId)}::uuid[])
           as n (terms, region_code, organisation_id, entry_id)
      cross join lateral unnest(string_to_array(n.terms, ${TERM_END})) as t (term)
      order by t.term, n.entry_id`.execute(trx);
    if (rows.length < TERM_CHUNK) return;
  }
}

/**
 * Makes the lines of a batch into entries: added, corrected, removed; all of them or, when one conflicts with what the
 * plan holds, none. Runs as an officer of the plan's house, once per batch, while the batch is neither a draft nor
 * returned (or is the house's own). A corrected entry stays with the house that reported it first.
 */
export async function applyLines(trx: Trx, batch: AppliedBatch, now: string): Promise<Applied> {
  await lockEntries(trx, batch.planId);
  const conflicts = [...(await findStale(trx, batch)), ...(await findDoubled(trx, batch))];
  if (conflicts.length > 0) return { ok: false, conflicts };
  const removed = await removeEntries(trx, batch, now);
  const corrected = await correctEntries(trx, batch, now);
  const added = await addEntries(trx, batch, now);
  await writeTerms(trx, batch);
  return { ok: true, added, corrected, removed };
}
