import type { Trx } from '../client.ts';

/** One comment of a thread. */
export interface AssessmentCommentView {
  readonly id: string;
  readonly authorSide: 'enterprise' | 'consultant';
  readonly authorName: string;
  readonly body: string;
  readonly createdAt: string;
}

/** A thread on one cell of an assessment. */
export interface AssessmentThreadView {
  readonly id: string;
  readonly assessmentId: string;
  readonly side: 'self' | 'independent';
  readonly cellId: string;
  readonly state: 'open' | 'answered' | 'resolved';
  /** Opened by a validator who sent answers back. */
  readonly isReturn: boolean;
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
  readonly comments: readonly AssessmentCommentView[];
}

const COLUMNS = [
  'id',
  'assessment_id as assessmentId',
  'side',
  'cell_id as cellId',
  'state',
  'is_return as isReturn',
  'created_by_id as createdById',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'resolved_at as resolvedAt',
] as const;

async function withComments(
  trx: Trx,
  organisationId: string,
  threads: readonly Omit<AssessmentThreadView, 'comments'>[],
): Promise<AssessmentThreadView[]> {
  if (threads.length === 0) return [];
  const comments = await trx
    .selectFrom('assessment_comment')
    .select([
      'id',
      'thread_id as threadId',
      'author_side as authorSide',
      'author_name as authorName',
      'body',
      'created_at as createdAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where(
      'thread_id',
      'in',
      threads.map((thread) => thread.id),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return threads.map((thread) => ({
    ...thread,
    comments: comments
      .filter((comment) => comment.threadId === thread.id)
      .map(({ threadId: _, ...comment }) => comment),
  }));
}

/** The threads of an assessment with their comments, in the order in which they were opened; `cellIds` narrows them to one item. */
export async function listAssessmentThreads(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  cellIds?: readonly string[],
): Promise<AssessmentThreadView[]> {
  const threads = await trx
    .selectFrom('assessment_thread')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .$if(cellIds !== undefined, (query) => query.where('cell_id', 'in', cellIds ?? []))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return withComments(trx, organisationId, threads);
}

/** The threads of an enterprise's assessments that aren't resolved, the latest first; at most 200. */
export async function listOpenAssessmentThreads(
  trx: Trx,
  organisationId: string,
): Promise<AssessmentThreadView[]> {
  const threads = await trx
    .selectFrom('assessment_thread')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('state', '<>', 'resolved')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return withComments(trx, organisationId, threads);
}

/** One thread of an assessment, locked until commit; without its comments. */
export async function lockAssessmentThread(
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  threadId: string,
): Promise<Omit<AssessmentThreadView, 'comments'> | undefined> {
  return trx
    .selectFrom('assessment_thread')
    .select(COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('id', '=', threadId)
    .forUpdate()
    .executeTakeFirst();
}
