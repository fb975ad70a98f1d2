import type { Trx } from '../client.ts';

/** A thread to be opened on a cell. */
export interface NewAssessmentThread {
  readonly organisationId: string;
  readonly id: string;
  readonly assessmentId: string;
  readonly side: 'self' | 'independent';
  readonly cellId: string;
  readonly isReturn: boolean;
  readonly createdById: string;
  readonly createdByName: string;
  readonly now: string;
}

/** Opens a thread. */
export async function insertAssessmentThread(trx: Trx, thread: NewAssessmentThread): Promise<void> {
  await trx
    .insertInto('assessment_thread')
    .values({
      organisation_id: thread.organisationId,
      id: thread.id,
      assessment_id: thread.assessmentId,
      side: thread.side,
      cell_id: thread.cellId,
      state: 'open',
      is_return: thread.isReturn,
      created_by_id: thread.createdById,
      created_by_name: thread.createdByName,
      created_at: thread.now,
      resolved_at: null,
    })
    .execute();
}

/** A comment to be added to a thread. */
export interface NewAssessmentComment {
  readonly organisationId: string;
  readonly id: string;
  readonly threadId: string;
  readonly assessmentId: string;
  readonly side: 'self' | 'independent';
  readonly authorId: string;
  readonly authorSide: 'enterprise' | 'consultant';
  readonly authorName: string;
  readonly body: string;
  readonly now: string;
}

/** Adds a comment to a thread. */
export async function insertAssessmentComment(trx: Trx, comment: NewAssessmentComment): Promise<void> {
  await trx
    .insertInto('assessment_comment')
    .values({
      organisation_id: comment.organisationId,
      id: comment.id,
      thread_id: comment.threadId,
      assessment_id: comment.assessmentId,
      side: comment.side,
      author_id: comment.authorId,
      author_side: comment.authorSide,
      author_name: comment.authorName,
      body: comment.body,
      created_at: comment.now,
    })
    .execute();
}

/** Moves a thread; a resolved one gets its instant, a reopened one loses it. */
export async function updateAssessmentThreadState(
  trx: Trx,
  key: { readonly organisationId: string; readonly id: string },
  state: 'open' | 'answered' | 'resolved',
  now: string,
): Promise<void> {
  await trx
    .updateTable('assessment_thread')
    .set({ state, resolved_at: state === 'resolved' ? now : null })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}

/** Resolves the threads by which answers of these cells were sent back: a validation settles them. */
export async function resolveReturnThreads(
  trx: Trx,
  place: { readonly organisationId: string; readonly assessmentId: string },
  cellIds: readonly string[],
  now: string,
): Promise<void> {
  if (cellIds.length === 0) return;
  await trx
    .updateTable('assessment_thread')
    .set({ state: 'resolved', resolved_at: now })
    .where('organisation_id', '=', place.organisationId)
    .where('assessment_id', '=', place.assessmentId)
    .where('cell_id', 'in', cellIds)
    .where('is_return', '=', true)
    .where('state', '<>', 'resolved')
    .execute();
}
