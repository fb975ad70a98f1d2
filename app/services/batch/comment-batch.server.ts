import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { type BatchComment, lineOfAnchor, WHOLE_BATCH } from '#app/domain/target/batch.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { type BatchKey, getLine } from '#db/queries/batch.read.ts';
import { insertComment, insertThread } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { batchOfficer, lockBatchFor } from './batch.step.server.ts';
import { tellHouse } from './tell-house.step.server.ts';

const NO_LINE = words('没有这一条。', 'There is no such line.');

/**
 * 提出意见 on a line or on the whole batch. A draft stays with the plan's house until the return; a question is published
 * at once and the reporting house is told. Drafts are noted in the plan house's own journal.
 * @returns the thread's id
 */
export async function commentBatch(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: BatchComment & { readonly batch: BatchKey },
): Promise<Result<{ id: string }>> {
  const officer = batchOfficer(actor);
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const located = await lockBatchFor(trx, officer.value, 'comment', input.batch);
    if (!located.ok) return located;
    const { batch } = located.value;
    const lineId = lineOfAnchor(input.anchor);
    const isPlace = lineId === null ? input.anchor === WHOLE_BATCH : await getLine(trx, batch, lineId);
    if (!isPlace) return refuse('invalid', { fields: { anchor: NO_LINE } });
    const isPublished = input.publish === 'now';
    const id = newId(moment.now);
    const place = {
      organisationId: batch.organisationId,
      programmeId: scope.programmeId,
      regionCode: batch.regionCode,
      now: moment.now,
      isPublished,
    };
    await insertThread(trx, {
      ...place,
      id,
      subjectId: batch.id,
      about: 'batch_id',
      versionNo: batch.round,
      anchor: input.anchor,
      proposedValue: null,
      createdByName: name,
    });
    await insertComment(trx, {
      ...place,
      id: newId(moment.now),
      threadId: id,
      batchId: batch.id,
      authorId: accountId,
      authorSide: 'regulator',
      authorName: name,
      body: input.body,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: isPublished ? batch.organisationId : scope.organisationId,
      type: isPublished ? 'comment.published' : 'comment.drafted',
      payload: { thread: id, batch: batch.id, place: input.anchor, round: batch.round },
      subjectId: batch.id,
      shared: isPublished,
    });
    if (isPublished) {
      await tellHouse(trx, ports, moment, scope, batch, {
        rule: 'comment.published',
        occurrence: id,
        subject: words(`对“${batch.title}”提出询问`, `A question about “${batch.title}”`),
        body: words(
          `审核部门就所报送的“${batch.title}”提出询问，请在批次页查看。`,
          `The reviewing authority has a question about “${batch.title}”. Read it on the batch’s page.`,
        ),
      });
    }
    return done({ id });
  });
}
