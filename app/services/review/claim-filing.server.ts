import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { ClaimInput } from '#app/domain/review/review-input.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updateAssignee } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';

/**
 * 领取: takes a filing into one's own hands and begins the review. A filing that a colleague reviews is taken over
 * only knowingly. Claiming what is one's own already changes nothing.
 */
export async function claimFiling(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: ClaimInput,
): Promise<Result<null>> {
  const officer = officerWho(actor, 'claim');
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'claim', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    const isUnderReview = filing.status === 'in_review' && filing.assigneeId !== null;
    if (isUnderReview && filing.assigneeId === accountId) return done(null);
    if (isUnderReview && input.takeOver !== 'yes') {
      const other = filing.assigneeName ?? '';
      return refuse('conflict', {
        words: words(
          `${other}已领取该备案。如需接手，请在备案页选择“接手”。`,
          `${other} has claimed this filing already. To take it over, open it and choose “Take over”.`,
        ),
      });
    }
    await updateAssignee(trx, filing, { accountId, name }, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.claimed',
      payload: { version: filing.currentVersionNo, takenOver: isUnderReview },
      subjectId: filing.id,
      shared: true,
    });
    return done(null);
  });
}
