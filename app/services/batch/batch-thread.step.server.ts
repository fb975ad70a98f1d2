import type { Moment } from '#app/domain/account/actor.ts';
import type { Trx } from '#db/client.ts';
import { isId, newId } from '#db/identifier.ts';
import type { BatchRow } from '#db/queries/batch.read.ts';
import { lockThread, type ThreadView } from '#db/queries/comment.read.ts';
import { insertComment } from '#db/queries/comment.write.ts';
import type { BatchOfficer } from './batch.step.server.ts';

type Thread = Omit<ThreadView, 'comments'>;

/** Adds a comment of the officer's side to a thread; published when the thread is. */
export async function addBatchComment(
  trx: Trx,
  officer: BatchOfficer,
  moment: Moment,
  batch: BatchRow,
  thread: Thread,
  said: { readonly side: 'regulator' | 'reporter'; readonly body: string },
): Promise<string> {
  const id = newId(moment.now);
  await insertComment(trx, {
    organisationId: batch.organisationId,
    programmeId: officer.scope.programmeId,
    regionCode: batch.regionCode,
    now: moment.now,
    id,
    threadId: thread.id,
    batchId: batch.id,
    authorId: officer.accountId,
    authorSide: said.side,
    authorName: officer.name,
    body: said.body,
    isPublished: thread.publishedAt !== null,
  });
  return id;
}

/** A thread of a batch, locked; undefined when there is none with that id. */
export async function lockBatchThread(
  trx: Trx,
  batch: BatchRow,
  threadId: string,
): Promise<Thread | undefined> {
  if (!isId(threadId)) return undefined;
  return lockThread(trx, batch.organisationId, batch.id, threadId, 'batch_id');
}
