import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** A reported change whose re-filing is still owed. */
export interface OpenChange {
  readonly id: string;
  readonly kind: 'cdo' | 'dedicated_post' | 'legal_representative' | 'other';
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
