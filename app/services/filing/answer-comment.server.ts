import { z } from 'zod';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { bilingual } from '#app/domain/words.ts';
import { isId, newId } from '#db/identifier.ts';
import { lockThread } from '#db/queries/comment.read.ts';
import { insertComment, updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** An answer to a comment. */
export const AnswerSchema = z.object({
  body: z
    .string()
    .trim()
    .min(1, bilingual('请填写答复内容。', 'Write an answer.'))
    .max(2000, bilingual('答复不能超过 2000 字。', 'At most 2000 characters.')),
});

/** Answers a published comment of a returned filing; the thread then counts as answered. */
export async function answerComment(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; threadId: string; body: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'answerComment');
    if (!located.ok) return located;
    const { organisationId, filing } = located.value;
    const thread = isId(input.threadId)
      ? await lockThread(trx, organisationId, filing.id, input.threadId)
      : undefined;
    if (!thread || actor.accountId === null) return refuse('not_found');
    if (thread.state === 'resolved') return refuse('not_allowed_now');
    await insertComment(trx, {
      organisationId,
      programmeId: filing.programmeId,
      regionCode: filing.regionCode,
      now: moment.now,
      id: newId(moment.now),
      threadId: thread.id,
      authorId: actor.accountId,
      authorSide: 'enterprise',
      authorName: actor.name,
      body: input.body,
      isPublished: true,
    });
    await updateThreadState(trx, thread, 'answered', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'comment.answered',
      payload: { thread: thread.id, field: thread.anchor },
      subjectId: filing.id,
      shared: true,
    });
    return done(null);
  });
}
