import type { Trx } from '../client.ts';

/** What a thread is about, by its column: a filing, or a batch that a house reports. */
export type ThreadSubject = 'filing_id' | 'batch_id';

/** One comment of a thread. */
export interface CommentView {
  readonly id: string;
  /** `reporter`: the house that reports a batch to the plan's house. */
  readonly authorSide: 'enterprise' | 'regulator' | 'reporter';
  readonly authorName: string;
  readonly body: string;
  readonly createdAt: string;
  /** Null while only the regulator sees it. */
  readonly publishedAt: string | null;
}

/** A thread on one place of one version of a filing, or of one round of a batch. */
export interface ThreadView {
  readonly id: string;
  readonly organisationId: string;
  readonly versionNo: number;
  readonly anchor: string;
  readonly state: 'open' | 'answered' | 'resolved';
  readonly proposedValue: string | null;
  readonly proposalState: 'open' | 'accepted' | 'declined' | null;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly resolvedAt: string | null;
  readonly comments: readonly CommentView[];
}

const THREAD_COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'version_no as versionNo',
  'field_path as anchor',
  'state',
  'proposed_value as proposedValue',
  'proposal_state as proposalState',
  'created_by_name as createdByName',
  'created_at as createdAt',
  'published_at as publishedAt',
  'resolved_at as resolvedAt',
] as const;

/**
 * The threads of a filing (or batch) with their comments, in the order in which they were opened; what the scope may see.
 */
export async function listThreads(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  about: ThreadSubject = 'filing_id',
): Promise<ThreadView[]> {
  const threads = await trx
    .selectFrom('comment_thread')
    .select(THREAD_COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where(about, '=', subjectId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  if (threads.length === 0) return [];
  const comments = await trx
    .selectFrom('comment')
    .select([
      'id',
      'thread_id as threadId',
      'author_side as authorSide',
      'author_name as authorName',
      'body',
      'created_at as createdAt',
      'published_at as publishedAt',
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

/** One thread of a filing (or batch), locked until commit; without its comments. */
export async function lockThread(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  threadId: string,
  about: ThreadSubject = 'filing_id',
): Promise<Omit<ThreadView, 'comments'> | undefined> {
  return trx
    .selectFrom('comment_thread')
    .select(THREAD_COLUMNS)
    .where('organisation_id', '=', organisationId)
    .where(about, '=', subjectId)
    .where('id', '=', threadId)
    .forUpdate()
    .executeTakeFirst();
}
