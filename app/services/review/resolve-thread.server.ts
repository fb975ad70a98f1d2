import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { ThreadOnlyInput } from '#app/domain/review/review-input.ts';
import { lockThread } from '#db/queries/comment.read.ts';
import { deleteDraftThread, updateThreadState } from '#db/queries/comment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';

/**
 * 关闭意见: settles a published thread. A draft, which nobody but the regulator has seen, is thrown away instead.
 * @returns which of the two it was
 */
export async function resolveThread(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: ThreadOnlyInput,
): Promise<Result<'resolved' | 'discarded'>> {
  const officer = officerWho(actor, 'resolveThread');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'resolveThread', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    const thread = await lockThread(trx, filing.organisationId, filing.id, input.thread);
    if (!thread) return refuse('not_found');
    if (thread.state === 'resolved') return done('resolved');
    const isDraft = thread.publishedAt === null;
    if (isDraft) await deleteDraftThread(trx, thread);
    else await updateThreadState(trx, thread, 'resolved', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: isDraft ? scope.organisationId : filing.organisationId,
      type: isDraft ? 'comment.discarded' : 'comment.resolved',
      payload: { thread: thread.id, filing: filing.id, field: thread.anchor },
      subjectId: filing.id,
      shared: !isDraft,
    });
    return done(isDraft ? 'discarded' : 'resolved');
  });
}
