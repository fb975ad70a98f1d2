import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { DesignationKind } from '../../app/domain/target/plan.ts';
import type { Trx } from '../client.ts';
import type { DesignationKey } from './designation.read.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A designation to be given. */
export interface NewDesignation extends DesignationKey {
  readonly enterpriseName: string;
  readonly regionCode: string;
  readonly kind: DesignationKind;
  readonly sinceOn: PlainDate;
  readonly basis: string;
  readonly givenByName: string;
  readonly now: string;
}

/** Gives a designation. A second one of the kind, while the first is held, is a unique violation. */
export async function insertDesignation(
  trx: Trx,
  scope: RegulatorScope,
  designation: NewDesignation,
): Promise<void> {
  await trx
    .insertInto('designation')
    .values({
      organisation_id: designation.organisationId,
      id: designation.id,
      programme_id: scope.programmeId,
      region_code: designation.regionCode,
      enterprise_name: designation.enterpriseName,
      kind: designation.kind,
      since_on: designation.sinceOn,
      ended_on: null,
      basis: designation.basis,
      given_by_name: designation.givenByName,
      created_at: designation.now,
      removed_at: null,
      remove_reason: null,
    })
    .execute();
}

/** Notes the day from which a designation isn't held any more. */
export async function updateDesignationEnded(
  trx: Trx,
  key: DesignationKey,
  endedOn: PlainDate,
): Promise<void> {
  await trx
    .updateTable('designation')
    .set({ ended_on: endedOn })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}

/** Takes back a designation that was given by mistake. The row stays. */
export async function updateDesignationRemoved(
  trx: Trx,
  key: DesignationKey,
  reason: string,
  now: string,
): Promise<void> {
  await trx
    .updateTable('designation')
    .set({ removed_at: now, remove_reason: reason })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}
