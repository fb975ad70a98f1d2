import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import type { ChangeReportTable } from '../schema.ts';

/** A reported change whose first submission is still owed, as far as reminders need it. */
export interface OwedChange {
  readonly organisationId: string;
  readonly id: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly enterpriseName: string;
  readonly kind: ChangeReportTable['kind'];
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly isVoluntary: boolean;
}

/** Owed changes due on or before a day, in the order of their keys, after a key if one is given. */
export async function listOwedChanges(
  trx: Trx,
  page: { dueThrough: PlainDate; after: { organisationId: string; id: string } | null; limit: number },
): Promise<OwedChange[]> {
  const { after } = page;
  let query = trx
    .selectFrom('change_report')
    .select([
      'organisation_id as organisationId',
      'id',
      'programme_id as programmeId',
      'region_code as regionCode',
      'enterprise_name as enterpriseName',
      'kind',
      'happened_on as happenedOn',
      'due_on as dueOn',
      'due_provisional as isProvisional',
      'is_voluntary as isVoluntary',
    ])
    .where('closed_at', 'is', null)
    .where('first_submitted_on', 'is', null)
    .where('due_on', '<=', page.dueThrough)
    .orderBy('organisation_id')
    .orderBy('id')
    .limit(page.limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('organisation_id', '>', after.organisationId),
        eb.and([eb('organisation_id', '=', after.organisationId), eb('id', '>', after.id)]),
      ]),
    );
  }
  return query.execute();
}

/** Which of these occurrences have been queued already, under one of the rules. */
export async function listQueuedOccurrences(
  trx: Trx,
  rules: readonly string[],
  occurrences: readonly string[],
): Promise<Set<string>> {
  if (occurrences.length === 0) return new Set();
  const rows = await trx
    .selectFrom('notice')
    .select('occurrence')
    .distinct()
    .where('rule', 'in', rules)
    .where('occurrence', 'in', occurrences)
    .execute();
  return new Set(rows.map((row) => row.occurrence));
}
