import type { ActionState } from '../../app/domain/assessment/action.ts';
import type { LevelNumber } from '../../app/domain/assessment/model.ts';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { Trx } from '../client.ts';

/** What of an action may be changed. */
export interface ActionContent {
  readonly cellId: string;
  readonly criterionId: string | null;
  readonly title: string;
  readonly note: string;
  readonly ownerId: string | null;
  readonly ownerName: string;
  readonly dueOn: PlainDate;
  /** Person-days. */
  readonly effort: number;
  readonly expectedLevel: LevelNumber;
}

/** A new action of an assessment. */
export interface NewAction extends ActionContent {
  readonly organisationId: string;
  readonly id: string;
  readonly assessmentId: string;
  readonly createdByName: string;
  readonly now: string;
}

function contentColumns(content: ActionContent) {
  return {
    cell_id: content.cellId,
    criterion_id: content.criterionId,
    title: content.title,
    note: content.note,
    owner_id: content.ownerId,
    owner_name: content.ownerName,
    due_on: content.dueOn,
    effort: content.effort,
    expected_level: content.expectedLevel,
  };
}

/** Inserts an open action. */
export async function insertAction(trx: Trx, action: NewAction): Promise<void> {
  await trx
    .insertInto('improvement_action')
    .values({
      organisation_id: action.organisationId,
      id: action.id,
      assessment_id: action.assessmentId,
      ...contentColumns(action),
      state: 'open',
      created_by_name: action.createdByName,
      created_at: action.now,
      closed_at: null,
    })
    .execute();
}

/** Replaces what an action says. */
export async function updateAction(
  trx: Trx,
  organisationId: string,
  id: string,
  content: ActionContent,
): Promise<void> {
  await trx
    .updateTable('improvement_action')
    .set(contentColumns(content))
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}

/** Moves an action into another state; `closedAt` is null for an open one. */
export async function updateActionState(
  trx: Trx,
  organisationId: string,
  id: string,
  state: ActionState,
  closedAt: string | null,
): Promise<void> {
  await trx
    .updateTable('improvement_action')
    .set({ state, closed_at: closedAt })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute();
}
