import { sql, type SelectQueryBuilder } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { DesignationKind } from '../../app/domain/target/plan.ts';
import type { Trx } from '../client.ts';
import { BACKUP_SUBJECT_ID, PLATFORM_ORGANISATION_ID } from '../platform.ts';
import { regionBounds } from '../region-range.ts';
import type { Tables } from '../schema.ts';

/** Figures stop here: beyond it they read 1,000+, and counting stays cheap. */
export const FIGURE_LIMIT = 1000;

/** Counts rows up to one more than the limit. */
async function capped<T extends keyof Tables, O>(
  trx: Trx,
  rows: SelectQueryBuilder<Tables, T, O>,
): Promise<number> {
  const row = await trx
    .selectFrom(rows.limit(FIGURE_LIMIT + 1).as('counted'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** A filing on an enterprise's start page. */
export interface StartFiling {
  readonly id: string;
  readonly kind: 'first' | 'change';
  readonly status:
    'draft' | 'submitted' | 'in_review' | 'returned' | 'withdrawn' | 'on_record' | 'superseded';
  readonly stage: 'editing' | 'internal_check' | 'to_seal';
  readonly isVoluntary: boolean;
  readonly serialNo: string | null;
  readonly dueOn: PlainDate | null;
  readonly isProvisional: boolean;
  readonly firstSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly submittedAt: string | null;
  readonly recordedAt: string | null;
  readonly cdoName: string;
  readonly updatedAt: string;
  /** Published threads that still wait for an answer. */
  readonly openThreadCount: number;
}

/** The filings of an enterprise that matter today: those under way and those on record, the newest first. */
export async function listStartFilings(trx: Trx, organisationId: string): Promise<StartFiling[]> {
  return trx
    .selectFrom('filing as f')
    .leftJoin('filing_draft as d', (join) =>
      join.onRef('d.organisation_id', '=', 'f.organisation_id').onRef('d.filing_id', '=', 'f.id'),
    )
    .select([
      'f.id',
      'f.kind',
      'f.status',
      sql<StartFiling['stage']>`coalesce(d.stage, 'editing')`.as('stage'),
      'f.is_voluntary as isVoluntary',
      'f.serial_no as serialNo',
      'f.due_on as dueOn',
      'f.due_provisional as isProvisional',
      'f.first_submitted_on as firstSubmittedOn',
      'f.paper_confirmed_on as paperConfirmedOn',
      'f.submitted_at as submittedAt',
      'f.recorded_at as recordedAt',
      'f.cdo_name as cdoName',
      'f.updated_at as updatedAt',
      sql<number>`(select count(*) from comment_thread c where c.organisation_id = f.organisation_id
        and c.filing_id = f.id and c.state = 'open' and c.published_at is not null)`.as('openThreadCount'),
    ])
    .where('f.organisation_id', '=', organisationId)
    .where('f.status', 'in', ['draft', 'submitted', 'in_review', 'returned', 'on_record'])
    .orderBy('f.created_at', 'desc')
    .limit(10)
    .execute();
}

/** A designation that an enterprise carries. */
export interface HeldDesignation {
  readonly id: string;
  readonly kind: DesignationKind;
  readonly sinceOn: PlainDate;
  readonly basis: string;
}

/** Designations that an enterprise carries on a day, the latest first. */
export async function listHeldDesignations(
  trx: Trx,
  organisationId: string,
  today: PlainDate,
): Promise<HeldDesignation[]> {
  return trx
    .selectFrom('designation')
    .select(['id', 'kind', 'since_on as sinceOn', 'basis'])
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .where('since_on', '<=', today)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy('since_on', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

/** What waits for a regulator, each figure up to the limit. */
export interface RegulatorFigures {
  readonly waiting: number;
  readonly unassigned: number;
  readonly mine: number;
  readonly changesOverdue: number;
  readonly changesSoon: number;
  readonly unverified: number;
}

/** The figures of a regulator's start page. `soonUntil` is the last day that still counts as soon. */
export async function countForRegulator(
  trx: Trx,
  scope: { readonly programmeId: string; readonly regionCode: string; readonly accountId: string },
  days: { readonly today: PlainDate; readonly soonUntil: PlainDate },
): Promise<RegulatorFigures> {
  const { from, to } = regionBounds(scope.regionCode);
  const waiting = trx
    .selectFrom('filing')
    .select('id')
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('is_waiting', '=', true)
    .where('submitted_at', 'is not', null);
  const owed = trx
    .selectFrom('change_report')
    .select('id')
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('closed_at', 'is', null)
    .where('first_submitted_on', 'is', null);
  const unverified = trx
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'enterprise')
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('verification', '=', 'pending');
  return {
    waiting: await capped(trx, waiting),
    unassigned: await capped(trx, waiting.where('assignee_id', 'is', null)),
    mine: await capped(trx, waiting.where('assignee_id', '=', scope.accountId)),
    changesOverdue: await capped(trx, owed.where('due_on', '<', days.today)),
    changesSoon: await capped(
      trx,
      owed.where('due_on', '>=', days.today).where('due_on', '<=', days.soonUntil),
    ),
    unverified: await capped(trx, unverified),
  };
}

/** What an operator looks after. */
export interface OperatorFigures {
  readonly outboxWaiting: number;
  readonly outboxFailed: number;
  readonly unverified: number;
  /** Instant of the last checkpoint of the journal, or null before the first. */
  readonly checkpointAt: string | null;
  /** Instant at which the newest backup was recorded, or null before the first. */
  readonly backupAt: string | null;
}

/** The figures of the operator's start page. */
export async function countForOperator(trx: Trx): Promise<OperatorFigures> {
  const notices = trx.selectFrom('notice').select('id');
  const checkpoint = await trx
    .selectFrom('journal_checkpoint')
    .select('at')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const backup = await trx
    .selectFrom('journal')
    .select('at')
    .where('organisation_id', '=', PLATFORM_ORGANISATION_ID)
    .where('subject_id', '=', BACKUP_SUBJECT_ID)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    outboxWaiting: await capped(trx, notices.where('state', '=', 'waiting')),
    outboxFailed: await capped(trx, notices.where('state', 'in', ['failed', 'uncertain'])),
    unverified: await capped(
      trx,
      trx
        .selectFrom('organisation')
        .select('id')
        .where('kind', '=', 'enterprise')
        .where('verification', '=', 'pending'),
    ),
    checkpointAt: checkpoint?.at ?? null,
    backupAt: backup?.at ?? null,
  };
}
