import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { acceptProposal as putProposal } from '#app/domain/filing/review.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { isId } from '#db/identifier.ts';
import { lockThread } from '#db/queries/comment.read.ts';
import { updateProposalState, updateThreadState } from '#db/queries/comment.write.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { openBody, sealBody } from '#db/queries/filing-body.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** Puts a reviewer's proposed value into the draft in one click; the thread then counts as answered. */
export async function acceptProposal(
  ports: Pick<Ports, 'db' | 'sealer'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; threadId: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'acceptProposal');
    if (!located.ok) return located;
    const { organisationId, filing, draft } = located.value;
    const thread = isId(input.threadId)
      ? await lockThread(trx, organisationId, filing.id, input.threadId)
      : undefined;
    if (!thread || thread.proposedValue === null) return refuse('not_found');
    if (thread.proposalState !== 'open') return refuse('not_allowed_now');
    const body = openBody(ports.sealer, organisationId, draft.body);
    const put = putProposal(body, thread.anchor, thread.proposedValue);
    if (!put.ok) return refuse('not_allowed_now', { words: put.message });
    await updateDraft(trx, organisationId, filing.id, {
      body: sealBody(ports.sealer, organisationId, put.value),
      revision: draft.revision + 1,
      updated_at: moment.now,
      updated_by_name: actor.name,
    });
    await updateProposalState(trx, thread, 'accepted');
    if (thread.state === 'open') await updateThreadState(trx, thread, 'answered', moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'comment.proposal-accepted',
      payload: { thread: thread.id, field: thread.anchor },
      subjectId: filing.id,
      shared: true,
    });
    return done(null);
  });
}
