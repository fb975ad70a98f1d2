import { isId } from '../identifier.ts';
import type { ExpressionBuilder } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import type { Tables } from '../schema.ts';
import { ofHouse, type ChangeHouse, type ChangeView } from './change.read.ts';

/** A change as it is stored when reported. */
export interface NewChange {
  readonly organisationId: string;
  readonly id: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly kind: ChangeView['kind'];
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
}

/** Locks the record that changes depart from, so that the same change isn't reported twice at once. */
export async function lockRecordOnFile(trx: Trx, organisationId: string, filingId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('filing')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', filingId)
    .where('status', '=', 'on_record')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Inserts a reported change. */
export async function insertChange(trx: Trx, change: NewChange): Promise<void> {
  await trx
    .insertInto('change_report')
    .values({
      organisation_id: change.organisationId,
      id: change.id,
      programme_id: change.programmeId,
      region_code: change.regionCode,
      enterprise_name: change.enterpriseName,
      kind: change.kind,
      note: change.note,
      happened_on: change.happenedOn,
      decided_on: change.decidedOn,
      opened_by_side: change.openedBySide,
      opened_by_name: change.openedByName,
      opened_at: change.openedAt,
      reported_on: change.reportedOn,
      is_voluntary: change.isVoluntary,
      rule_id: change.ruleId,
      due_on: change.dueOn,
      due_provisional: change.isProvisional,
      calendar_version: change.calendarVersion,
    })
    .execute();
}

/** A change as a decision about it needs it, locked. */
export interface LockedChange {
  readonly organisationId: string;
  readonly id: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly kind: ChangeView['kind'];
  readonly note: string;
  readonly happenedOn: PlainDate;
  readonly decidedOn: PlainDate | null;
  readonly openedBySide: 'enterprise' | 'regulator';
  readonly isVoluntary: boolean;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly filingId: string | null;
  readonly firstSubmittedOn: PlainDate | null;
  readonly closedAt: string | null;
}

/** Locks one change of the house until the transaction's end. */
export async function lockChange(
  trx: Trx,
  house: ChangeHouse,
  id: string,
): Promise<LockedChange | undefined> {
  if (!isId(id)) return undefined;
  return trx
    .selectFrom('change_report')
    .select([
      'organisation_id as organisationId',
      'id',
      'programme_id as programmeId',
      'region_code as regionCode',
      'enterprise_name as enterpriseName',
      'kind',
      'note',
      'happened_on as happenedOn',
      'decided_on as decidedOn',
      'opened_by_side as openedBySide',
      'is_voluntary as isVoluntary',
      'due_on as dueOn',
      'due_provisional as isProvisional',
      'filing_id as filingId',
      'first_submitted_on as firstSubmittedOn',
      'closed_at as closedAt',
    ])
    .where((eb) => ofHouse(eb as unknown as ExpressionBuilder<Tables, 'change_report'>, house))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Replaces the dates of a change and what was counted from them; its filing's due date follows by a trigger. */
export async function updateChangeDates(
  trx: Trx,
  change: { organisationId: string; id: string },
  dates: {
    happenedOn: PlainDate;
    decidedOn: PlainDate | null;
    dueOn: PlainDate;
    isProvisional: boolean;
    ruleId: string;
    calendarVersion: string;
    note: string;
  },
): Promise<void> {
  await trx
    .updateTable('change_report')
    .set({
      happened_on: dates.happenedOn,
      decided_on: dates.decidedOn,
      due_on: dates.dueOn,
      due_provisional: dates.isProvisional,
      rule_id: dates.ruleId,
      calendar_version: dates.calendarVersion,
      note: dates.note,
    })
    .where('organisation_id', '=', change.organisationId)
    .where('id', '=', change.id)
    .execute();
}

/** Closes a change that asks for nothing any more. */
export async function updateChangeClosed(
  trx: Trx,
  change: { organisationId: string; id: string },
  closing: { at: string; reason: string },
): Promise<void> {
  await trx
    .updateTable('change_report')
    .set({ closed_at: closing.at, closed_reason: closing.reason })
    .where('organisation_id', '=', change.organisationId)
    .where('id', '=', change.id)
    .execute();
}

/** Names the filing that answers a change; its due date follows by a trigger. */
export async function updateChangeFiling(
  trx: Trx,
  change: { organisationId: string; id: string },
  filingId: string,
): Promise<void> {
  await trx
    .updateTable('change_report')
    .set({ filing_id: filingId })
    .where('organisation_id', '=', change.organisationId)
    .where('id', '=', change.id)
    .execute();
}
