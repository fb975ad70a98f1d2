import type { Trx } from '../client.ts';
import type { ThreadSubject } from './comment.read.ts';

/** Where a thread or a comment belongs; both carry it, since row-level security reads it. */
export interface CommentPlace {
  readonly organisationId: string;
  readonly programmeId: string;
  readonly regionCode: string;
}

/** A thread to be opened. */
export interface NewThread extends CommentPlace {
  readonly id: string;
  /** The filing or batch that it is about. */
  readonly subjectId: string;
  readonly about?: ThreadSubject;
  readonly versionNo: number;
  readonly anchor: string;
  readonly proposedValue: string | null;
  readonly createdByName: string;
  readonly now: string;
  readonly isPublished: boolean;
}

/** Opens a thread. */
export async function insertThread(trx: Trx, thread: NewThread): Promise<void> {
  await trx
    .insertInto('comment_thread')
    .values({
      organisation_id: thread.organisationId,
      id: thread.id,
      filing_id: thread.about === 'batch_id' ? null : thread.subjectId,
      batch_id: thread.about === 'batch_id' ? thread.subjectId : null,
      programme_id: thread.programmeId,
      region_code: thread.regionCode,
      version_no: thread.versionNo,
      field_path: thread.anchor,
      state: 'open',
      proposed_value: thread.proposedValue,
      proposal_state: thread.proposedValue === null ? null : 'open',
      created_by_name: thread.createdByName,
      created_at: thread.now,
      published_at: thread.isPublished ? thread.now : null,
    })
    .execute();
}

/** A comment to be added. */
export interface NewComment extends CommentPlace {
  readonly id: string;
  readonly threadId: string;
  /** Set when the thread is about a batch. */
  readonly batchId?: string;
  readonly authorId: string;
  /** `reporter`: the house that reports a batch. */
  readonly authorSide: 'enterprise' | 'regulator' | 'reporter';
  readonly authorName: string;
  readonly body: string;
  readonly now: string;
  readonly isPublished: boolean;
}

/** Adds a comment to a thread. */
export async function insertComment(trx: Trx, comment: NewComment): Promise<void> {
  await trx
    .insertInto('comment')
    .values({
      organisation_id: comment.organisationId,
      id: comment.id,
      thread_id: comment.threadId,
      batch_id: comment.batchId ?? null,
      programme_id: comment.programmeId,
      region_code: comment.regionCode,
      author_id: comment.authorId,
      author_side: comment.authorSide,
      author_name: comment.authorName,
      body: comment.body,
      created_at: comment.now,
      published_at: comment.isPublished ? comment.now : null,
    })
    .execute();
}

/** Moves a thread; a resolved one gets its instant, a reopened one loses it. */
export async function updateThreadState(
  trx: Trx,
  key: { organisationId: string; id: string },
  state: 'open' | 'answered' | 'resolved',
  now: string,
): Promise<void> {
  await trx
    .updateTable('comment_thread')
    .set({ state, resolved_at: state === 'resolved' ? now : null })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}

/** Records what the enterprise made of a proposed value. */
export async function updateProposalState(
  trx: Trx,
  key: { organisationId: string; id: string },
  state: 'accepted' | 'declined',
): Promise<void> {
  await trx
    .updateTable('comment_thread')
    .set({ proposal_state: state })
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .execute();
}

/**
 * Publishes all draft threads of a filing (or batch) with their draft comments; answers how many threads became visible.
 */
export async function publishThreads(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  now: string,
  about: ThreadSubject = 'filing_id',
): Promise<number> {
  await trx
    .updateTable('comment')
    .set({ published_at: now })
    .where('organisation_id', '=', organisationId)
    .where('author_side', '=', 'regulator')
    .where('published_at', 'is', null)
    .where((eb) =>
      eb(
        'thread_id',
        'in',
        eb
          .selectFrom('comment_thread')
          .select('id')
          .where('organisation_id', '=', organisationId)
          .where(about, '=', subjectId),
      ),
    )
    .execute();
  const result = await trx
    .updateTable('comment_thread')
    .set({ published_at: now })
    .where('organisation_id', '=', organisationId)
    .where(about, '=', subjectId)
    .where('published_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Throws a draft thread away with its comments; published ones stay (policy and condition agree). */
export async function deleteDraftThread(
  trx: Trx,
  key: { organisationId: string; id: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('comment_thread')
    .where('organisation_id', '=', key.organisationId)
    .where('id', '=', key.id)
    .where('published_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** Resolves every answered thread of a filing (or batch): a record settles them. */
export async function resolveAnsweredThreads(
  trx: Trx,
  organisationId: string,
  subjectId: string,
  now: string,
  about: ThreadSubject = 'filing_id',
): Promise<void> {
  await trx
    .updateTable('comment_thread')
    .set({ state: 'resolved', resolved_at: now })
    .where('organisation_id', '=', organisationId)
    .where(about, '=', subjectId)
    .where('state', '=', 'answered')
    .execute();
}
