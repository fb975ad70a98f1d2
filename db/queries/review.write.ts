import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** A filing by its whole key. */
export interface FilingKey {
  readonly organisationId: string;
  readonly id: string;
}

function updateFiling(trx: Trx, key: FilingKey) {
  return trx.updateTable('filing').where('organisation_id', '=', key.organisationId).where('id', '=', key.id);
}

/** Puts a filing into a colleague's hands, in review; or back into the queue when `to` is null. */
export async function updateAssignee(
  trx: Trx,
  key: FilingKey,
  to: { accountId: string; name: string } | null,
  now: string,
): Promise<void> {
  await updateFiling(trx, key)
    .set({
      status: to ? 'in_review' : 'submitted',
      assignee_id: to?.accountId ?? null,
      assignee_name: to?.name ?? null,
      assigned_at: to ? now : null,
      updated_at: now,
    })
    .execute();
}

/** 退回补正. The reviewer stays named, so that the correction can come back to the same desk. */
export async function updateReturned(trx: Trx, key: FilingKey, now: string): Promise<void> {
  await updateFiling(trx, key)
    .set({ status: 'returned', is_waiting: false, returned_at: now, updated_at: now })
    .execute();
}

/** 备案存档. The former record must be superseded first: one enterprise has one record. */
export async function updateRecorded(
  trx: Trx,
  key: FilingKey,
  by: { name: string; now: string },
): Promise<void> {
  await updateFiling(trx, key)
    .set({
      status: 'on_record',
      is_waiting: false,
      recorded_at: by.now,
      recorded_by_name: by.name,
      updated_at: by.now,
    })
    .execute();
}

/** 已被替代 by a later record. */
export async function updateSuperseded(trx: Trx, key: FilingKey, now: string): Promise<void> {
  await updateFiling(trx, key).set({ status: 'superseded', superseded_at: now, updated_at: now }).execute();
}

/** The day on which the paper filing counts as submitted. */
export async function updatePaperConfirmation(
  trx: Trx,
  key: FilingKey,
  confirmedOn: PlainDate,
  now: string,
): Promise<void> {
  await updateFiling(trx, key).set({ paper_confirmed_on: confirmedOn, updated_at: now }).execute();
}

/** Closes the reported changes that a filing answers; answers their ids. */
export async function closeChangesOfFiling(
  trx: Trx,
  filing: FilingKey & { changeReportId: string | null },
  now: string,
): Promise<string[]> {
  const rows = await trx
    .updateTable('change_report')
    .set({ closed_at: now, closed_reason: 'recorded' })
    .where('organisation_id', '=', filing.organisationId)
    .where('closed_at', 'is', null)
    .where((eb) =>
      filing.changeReportId === null
        ? eb('filing_id', '=', filing.id)
        : eb.or([eb('filing_id', '=', filing.id), eb('id', '=', filing.changeReportId)]),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id).sort();
}
