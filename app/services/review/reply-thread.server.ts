import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { ReplyInput } from '#app/domain/review/review-input.ts';
import { words } from '#app/domain/words.ts';
import { newId } from '#db/identifier.ts';
import { lockThread } from '#db/queries/comment.read.ts';
import { insertComment, updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';
import { tellEnterprise } from './tell-enterprise.step.server.ts';

/**
 * 回复: the regulator's next comment in a thread. In a published thread it is published at once and opens the thread
 * again; in a draft it stays a draft.
 */
export async function replyThread(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: ReplyInput,
): Promise<Result<null>> {
  const officer = officerWho(actor, 'comment');
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'comment', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    const thread = await lockThread(trx, filing.organisationId, filing.id, input.thread);
    if (!thread) return refuse('not_found');
    const isPublished = thread.publishedAt !== null;
    const id = newId(moment.now);
    await insertComment(trx, {
      organisationId: filing.organisationId,
      programmeId: scope.programmeId,
      regionCode: filing.regionCode,
      now: moment.now,
      id,
      threadId: thread.id,
      authorId: accountId,
      authorSide: 'regulator',
      authorName: name,
      body: input.body,
      isPublished,
    });
    if (thread.state !== 'open') await updateThreadState(trx, thread, 'open', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: isPublished ? filing.organisationId : scope.organisationId,
      type: isPublished ? 'comment.replied' : 'comment.drafted',
      payload: { thread: thread.id, filing: filing.id, field: thread.anchor },
      subjectId: filing.id,
      shared: isPublished,
    });
    if (isPublished) {
      await tellEnterprise(trx, ports, moment, filing, {
        rule: 'comment.replied',
        occurrence: id,
        subject: words(
          `主管部门回复了备案 ${filing.serialNo ?? ''} 的意见`,
          `A reply on filing ${filing.serialNo ?? ''}`,
        ),
        body: words(
          `${filing.enterpriseName}：主管部门回复了意见，请在备案页查看。`,
          `${filing.enterpriseName}: the regulator has replied. Read it on the filing’s page.`,
        ),
      });
    }
    return done(null);
  });
}
