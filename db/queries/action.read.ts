import type { ActionState } from '../../app/domain/assessment/action.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** An improvement action. Effort in person-days. */
export interface ActionView {
  readonly id: string;
  readonly assessmentId: string;
  readonly cellId: string;
  readonly criterionId: string | null;
  readonly title: string;
  readonly note: string;
  readonly ownerId: string | null;
  readonly ownerName: string;
  readonly dueOn: PlainDate;
  readonly effort: number;
  readonly expectedLevel: number;
  readonly state: ActionState;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly closedAt: string | null;
}

const COLUMNS = [
  'id',
  'assessment_id as assessmentId',
  'cell_id as cellId',
  'criterion_id as criterionId',
  'title',
  'note',
  'owner_id as ownerId',
  'owner_name as ownerName',
  'due_on as dueOn',
  'effort',
  'expected_level as expectedLevel',
  'state',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'closed_at as closedAt',
] as const;

/** The improvement actions of an assessment, the first due first. */
export async function listActions(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
): Promise<ActionView[]> {
  if (!isId(assessmentId)) return [];
  return trx
    .selectFrom('improvement_action')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('due_on')
    .orderBy('id')
    .execute();
}

/** One action of an assessment, locked until the transaction ends. */
export async function lockAction(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  id: string,
): Promise<ActionView | undefined> {
  return trx
    .selectFrom('improvement_action')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** An open action whose day has passed, as far as reminders need it. */
export interface OverdueAction {
  readonly organisationId: string;
  readonly id: string;
  readonly assessmentId: string;
  readonly assessmentTitle: string;
  readonly title: string;
  readonly ownerId: string | null;
  readonly dueOn: PlainDate;
}

/** Open actions that were due before a day, of assessments that stand, in the order of their keys, after a key if given. */
export async function listOverdueActions(
  trx: Trx,
  page: {
    readonly today: PlainDate;
    readonly after: { readonly organisationId: string; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<OverdueAction[]> {
  const { after } = page;
  let query = trx
    .selectFrom('improvement_action as action')
    .innerJoin('assessment', (join) =>
      join
        .onRef('assessment.organisation_id', '=', 'action.organisation_id')
        .onRef('assessment.id', '=', 'action.assessment_id'),
    )
    .select([
      'action.organisation_id as organisationId',
      'action.id',
      'action.assessment_id as assessmentId',
      'assessment.title as assessmentTitle',
      'action.title',
      'action.owner_id as ownerId',
      'action.due_on as dueOn',
    ])
    .where('action.state', '=', 'open')
    .where('action.due_on', '<', page.today)
    .where('assessment.state', '<>', 'withdrawn')
    .orderBy('action.organisation_id')
    .orderBy('action.id')
    .limit(page.limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('action.organisation_id', '>', after.organisationId),
        eb.and([eb('action.organisation_id', '=', after.organisationId), eb('action.id', '>', after.id)]),
      ]),
    );
  }
  return query.execute();
}

/** An open action of a house, with the assessment that it follows from. */
export interface OpenAction {
  readonly id: string;
  readonly assessmentId: string;
  readonly assessmentTitle: string;
  readonly title: string;
  readonly ownerName: string;
  readonly dueOn: PlainDate;
}

/** Open actions of a house that are due by a day, of assessments that stand, the first due first. */
export async function listActionsDue(
  trx: Trx,
  organisationId: string,
  until: PlainDate,
  limit = 20,
): Promise<OpenAction[]> {
  return trx
    .selectFrom('improvement_action as action')
    .innerJoin('assessment', (join) =>
      join
        .onRef('assessment.organisation_id', '=', 'action.organisation_id')
        .onRef('assessment.id', '=', 'action.assessment_id'),
    )
    .select([
      'action.id',
      'action.assessment_id as assessmentId',
      'assessment.title as assessmentTitle',
      'action.title',
      'action.owner_name as ownerName',
      'action.due_on as dueOn',
    ])
    .where('action.organisation_id', '=', organisationId)
    .where('action.state', '=', 'open')
    .where('action.due_on', '<=', until)
    .where('assessment.state', '<>', 'withdrawn')
    .orderBy('action.due_on')
    .orderBy('action.id')
    .limit(limit)
    .execute();
}
