import { isId } from '../identifier.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import { regionBounds } from '../region-range.ts';
import type { Tables } from '../schema.ts';

/** Kinds of a reported change, as stored. */
type StoredChangeKind = 'cdo' | 'dedicated_post' | 'legal_representative' | 'other';

/** Whose changes: one enterprise's, or those of a duty in a region. Row-level security says the same again. */
export type ChangeHouse =
  { readonly organisationId: string } | { readonly programmeId: string; readonly regionCode: string };

/** The rows of a house, as a condition that an index serves. */
export function ofHouse(
  eb: ExpressionBuilder<Tables, 'change_report'>,
  house: ChangeHouse,
): Expression<SqlBool> {
  // A regulator's scope names its own organisation besides its duty: the duty decides.
  if (!('programmeId' in house)) return eb('change_report.organisation_id', '=', house.organisationId);
  const { from, to } = regionBounds(house.regionCode);
  return eb.and([
    eb('change_report.programme_id', '=', house.programmeId),
    eb('change_report.region_code', '>=', from),
    eb('change_report.region_code', '<=', to),
  ]);
}

/** A reported change whose re-filing is still owed. */
export interface OpenChange {
  readonly id: string;
  readonly kind: StoredChangeKind;
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly isVoluntary: boolean;
  readonly filingId: string | null;
}

/** Changes of one organisation that still ask for a first submission, the most pressing first. */
export async function listOpenChanges(trx: Trx, organisationId: string): Promise<OpenChange[]> {
  return trx
    .selectFrom('change_report')
    .select([
      'id',
      'kind',
      'happened_on as happenedOn',
      'due_on as dueOn',
      'due_provisional as isProvisional',
      'is_voluntary as isVoluntary',
      'filing_id as filingId',
    ])
    .where('organisation_id', '=', organisationId)
    .where('closed_at', 'is', null)
    .where('first_submitted_on', 'is', null)
    .orderBy('due_on')
    .orderBy('id')
    .limit(5)
    .execute();
}

/** A reported change as its page and the lists show it. */
export interface ChangeView {
  readonly organisationId: string;
  readonly id: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly kind: StoredChangeKind;
  readonly note: string;
  readonly happenedOn: PlainDate;
  readonly decidedOn: PlainDate | null;
  readonly openedBySide: 'enterprise' | 'regulator';
  readonly openedByName: string;
  readonly openedAt: string;
  readonly reportedOn: PlainDate;
  readonly isVoluntary: boolean;
  readonly ruleId: string;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly calendarVersion: string;
  readonly firstSubmittedOn: PlainDate | null;
  readonly closedAt: string | null;
  readonly closedReason: string | null;
  /** The re-filing, as far as the reader may see it: a regulator sees it once it was submitted. */
  readonly filingId: string | null;
  readonly filingStatus: FilingUnderWay['status'] | null;
  readonly filingSerial: string | null;
  readonly paperConfirmedOn: PlainDate | null;
}

function changeViews(trx: Trx) {
  return trx
    .selectFrom('change_report')
    .leftJoin('filing', (join) =>
      join
        .onRef('filing.organisation_id', '=', 'change_report.organisation_id')
        .onRef('filing.id', '=', 'change_report.filing_id'),
    )
    .select([
      'change_report.organisation_id as organisationId',
      'change_report.id as id',
      'change_report.programme_id as programmeId',
      'change_report.region_code as regionCode',
      'change_report.enterprise_name as enterpriseName',
      'change_report.kind as kind',
      'change_report.note as note',
      'change_report.happened_on as happenedOn',
      'change_report.decided_on as decidedOn',
      'change_report.opened_by_side as openedBySide',
      'change_report.opened_by_name as openedByName',
      'change_report.opened_at as openedAt',
      'change_report.reported_on as reportedOn',
      'change_report.is_voluntary as isVoluntary',
      'change_report.rule_id as ruleId',
      'change_report.due_on as dueOn',
      'change_report.due_provisional as isProvisional',
      'change_report.calendar_version as calendarVersion',
      'change_report.first_submitted_on as firstSubmittedOn',
      'change_report.closed_at as closedAt',
      'change_report.closed_reason as closedReason',
      'filing.id as filingId',
      'filing.status as filingStatus',
      'filing.serial_no as filingSerial',
      'filing.paper_confirmed_on as paperConfirmedOn',
    ]);
}

/** One reported change of the house, or undefined. */
export async function getChange(trx: Trx, house: ChangeHouse, id: string): Promise<ChangeView | undefined> {
  if (!isId(id)) return undefined;
  return changeViews(trx)
    .where((eb) => ofHouse(eb as unknown as ExpressionBuilder<Tables, 'change_report'>, house))
    .where('change_report.id', '=', id)
    .executeTakeFirst();
}

/** Which changes a list shows. */
export type ChangeFilter = 'open' | 'overdue' | 'soon' | 'all';

/** Where a page of changes goes on: after this due date and id. */
export interface ChangeCursor {
  readonly dueOn: PlainDate;
  readonly id: string;
}

/**
 * Changes of the house by due date; `open` and `overdue` ask for a first submission still, the most pressing first;
 * `all` starts with the latest due date. Answers one row more than `limit` when there are more.
 */
export async function listChanges(
  trx: Trx,
  house: ChangeHouse,
  wanted: {
    filter: ChangeFilter;
    today: PlainDate;
    /** The last day that counts as soon. */
    soonUntil: PlainDate;
    after: ChangeCursor | null;
    limit: number;
  },
): Promise<ChangeView[]> {
  const { filter, today, soonUntil, after, limit } = wanted;
  let query = changeViews(trx).where((eb) =>
    ofHouse(eb as unknown as ExpressionBuilder<Tables, 'change_report'>, house),
  );
  if (filter !== 'all') {
    query = query
      .where('change_report.closed_at', 'is', null)
      .where('change_report.first_submitted_on', 'is', null);
  }
  if (filter === 'soon') {
    query = query.where('change_report.due_on', '>=', today).where('change_report.due_on', '<=', soonUntil);
  }
  if (filter === 'overdue') query = query.where('change_report.due_on', '<', today);
  const way = filter === 'all' ? 'desc' : 'asc';
  if (after) {
    const beyond = filter === 'all' ? '<' : '>';
    query = query.where((eb) =>
      eb.or([
        eb('change_report.due_on', beyond, after.dueOn),
        eb.and([eb('change_report.due_on', '=', after.dueOn), eb('change_report.id', beyond, after.id)]),
      ]),
    );
  }
  return query
    .orderBy('change_report.due_on', way)
    .orderBy('change_report.id', way)
    .limit(limit + 1)
    .execute();
}

/** The open report of the same kind and day, if there is one: the same change is reported once. */
export async function getSameOpenChange(
  trx: Trx,
  organisationId: string,
  change: { kind: StoredChangeKind; happenedOn: PlainDate },
): Promise<{ readonly id: string } | undefined> {
  return trx
    .selectFrom('change_report')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('closed_at', 'is', null)
    .where('first_submitted_on', 'is', null)
    .where('kind', '=', change.kind)
    .where('happened_on', '=', change.happenedOn)
    .executeTakeFirst();
}

/** The record on file that a change departs from. */
export interface RecordOnFile {
  readonly organisationId: string;
  readonly filingId: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly isVoluntary: boolean;
  readonly serialNo: string | null;
  readonly recordedAt: string | null;
}

/** The enterprise's current record (已备案存档), or undefined. A regulator names the duty and region too. */
export async function getRecordOnFile(
  trx: Trx,
  organisationId: string,
  duty?: { readonly programmeId: string; readonly regionCode: string },
): Promise<RecordOnFile | undefined> {
  if (!isId(organisationId)) return undefined;
  let query = trx
    .selectFrom('filing')
    .select([
      'organisation_id as organisationId',
      'id as filingId',
      'programme_id as programmeId',
      'region_code as regionCode',
      'enterprise_name as enterpriseName',
      'uscc',
      'is_voluntary as isVoluntary',
      'serial_no as serialNo',
      'recorded_at as recordedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('status', '=', 'on_record');
  if (duty) {
    const { from, to } = regionBounds(duty.regionCode);
    query = query
      .where('programme_id', '=', duty.programmeId)
      .where('region_code', '>=', from)
      .where('region_code', '<=', to);
  }
  return query.executeTakeFirst();
}

/** A filing under way: draft, submitted, in review or returned. */
export interface FilingUnderWay {
  readonly id: string;
  readonly kind: 'first' | 'change';
  readonly status:
    'draft' | 'submitted' | 'in_review' | 'returned' | 'withdrawn' | 'on_record' | 'superseded';
}

/** The enterprise's filing under way in a programme, or undefined: there is one at most. */
export async function getFilingUnderWay(
  trx: Trx,
  organisationId: string,
  programmeId: string,
): Promise<FilingUnderWay | undefined> {
  return trx
    .selectFrom('filing')
    .select(['id', 'kind', 'status'])
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', programmeId)
    .where('status', 'in', ['draft', 'submitted', 'in_review', 'returned'])
    .executeTakeFirst();
}

/** One event of a change's history. */
export interface ChangeEvent {
  readonly seq: number;
  readonly type: string;
  readonly payload: string;
  readonly actorName: string;
  readonly actorSide: string;
  readonly at: string;
}

/** What happened to a change, oldest first; a regulator sees what is shared. */
export async function listChangeEvents(
  trx: Trx,
  organisationId: string,
  changeId: string,
): Promise<ChangeEvent[]> {
  return trx
    .selectFrom('journal')
    .select(['seq', 'type', 'payload', 'actor_name as actorName', 'actor_side as actorSide', 'at'])
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', changeId)
    .orderBy('seq')
    .limit(200)
    .execute();
}
