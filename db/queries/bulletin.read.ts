import { sql } from 'kysely';
import type { SentBack } from '../../app/domain/bulletin/reason.ts';
import type { Period } from '../../app/domain/bulletin/period.ts';
import { addDays, type PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A bulletin of the office, as a list shows it. */
export interface BulletinListRow {
  readonly id: string;
  readonly title: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly state: 'draft' | 'published';
  readonly createdByName: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  readonly publishedByName: string | null;
}

/** A bulletin with what its page needs. */
export interface BulletinRow extends BulletinListRow {
  readonly remarks: string;
  readonly revision: number;
  /** What was published, as stored; null for a draft. */
  readonly content: unknown;
  readonly digest: string | null;
}

const LISTED = [
  'id',
  'title',
  'period_from as from',
  'period_until as until',
  'state',
  'created_by_name as createdByName',
  'updated_at as updatedAt',
  'published_at as publishedAt',
  'published_by_name as publishedByName',
] as const;
const WHOLE = [...LISTED, 'remarks', 'revision', 'content', 'digest'] as const;

function bulletins(trx: Trx, scope: RegulatorScope) {
  return trx
    .selectFrom('bulletin')
    .where('organisation_id', '=', scope.organisationId)
    .where('programme_id', '=', scope.programmeId);
}

/** The office's bulletins of one state, the latest period first; two hundred at most. */
export async function listBulletins(
  trx: Trx,
  scope: RegulatorScope,
  state: BulletinListRow['state'],
): Promise<BulletinListRow[]> {
  return bulletins(trx, scope)
    .select(LISTED)
    .where('state', '=', state)
    .orderBy('period_until', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

/** One bulletin of the office, or undefined. */
export async function getBulletin(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
): Promise<BulletinRow | undefined> {
  if (!isId(id)) return undefined;
  return bulletins(trx, scope).select(WHOLE).where('id', '=', id).executeTakeFirst();
}

/** The same, locked until commit. */
export async function lockBulletin(
  trx: Trx,
  scope: RegulatorScope,
  id: string,
): Promise<BulletinRow | undefined> {
  if (!isId(id)) return undefined;
  return bulletins(trx, scope).select(WHOLE).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** A change whose re-filing was overdue on a day. */
export interface OverdueRow {
  readonly changeId: string;
  readonly enterpriseName: string;
  readonly regionCode: string;
  readonly kind: 'cdo' | 'dedicated_post' | 'legal_representative' | 'other';
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
}

/**
 * Changes of duty (自愿建档 left out) that had not been submitted by the end of a day although their limit had run out
 * before `dueBefore`, the longest overdue first: those that the register's counts call overdue.
 */
export async function listOverdueAt(
  trx: Trx,
  scope: RegulatorScope,
  at: { readonly until: PlainDate; readonly dueBefore: PlainDate },
  limit: number,
): Promise<OverdueRow[]> {
  const { from, to } = regionBounds(scope.regionCode);
  return trx
    .selectFrom('change_report')
    .select([
      'id as changeId',
      'enterprise_name as enterpriseName',
      'region_code as regionCode',
      'kind',
      'happened_on as happenedOn',
      'due_on as dueOn',
      'due_provisional as isProvisional',
    ])
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('is_voluntary', '=', false)
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('closed_reason', '=', 'recorded')]))
    .where('due_on', '<=', at.until)
    .where('due_on', '<', at.dueBefore)
    .where(
      sql<boolean>`(coalesce(paper_confirmed_on, first_submitted_on) is null
        or coalesce(paper_confirmed_on, first_submitted_on) > ${at.until}::date)`,
    )
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The first instant of a day in Shanghai. */
const startOf = (day: PlainDate) => sql`${`${day}T00:00:00+08:00`}::timestamptz`;

/**
 * How many comments filings were returned with within a period, by place and filing, from the events of the returns; not
 * what they say. 自愿建档 is left out.
 */
export async function countSentBack(trx: Trx, scope: RegulatorScope, period: Period): Promise<SentBack[]> {
  const { from, to } = regionBounds(scope.regionCode);
  const [start, end] = [startOf(period.from), startOf(addDays(period.until, 1))];
  // Who was returned a filing has a published comment on it: those filings lead to their few events.
  const { rows } = await sql<SentBack>`
    with commented as (
      select distinct t.organisation_id, t.filing_id
      from comment_thread t
      join filing f on f.organisation_id = t.organisation_id and f.id = t.filing_id
      where t.programme_id = ${scope.programmeId} and t.region_code between ${from} and ${to}
        and t.published_at < ${end} and (t.resolved_at is null or t.resolved_at >= ${start})
        and not f.is_voluntary
    )
    select thread.one ->> 'field' as anchor, c.filing_id as "filingId", count(*)::integer as comments
    from commented c
    join journal j on j.organisation_id = c.organisation_id and j.subject_id = c.filing_id
    cross join lateral jsonb_array_elements(j.payload::jsonb -> 'threads') as thread (one)
    where j.type = 'filing.returned' and j.is_shared and j.at >= ${start} and j.at < ${end}
    group by 1, 2 order by 1, 2`.execute(trx);
  return rows;
}
