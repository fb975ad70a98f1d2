import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockReviewFilings } from '#db/queries/review.read.ts';
import { updateAssignee } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { officerMay, officerWho } from './regulator.step.server.ts';

/** How many filings of a batch were taken, and how many were not in a state for it or in another's hands. */
export interface BatchOutcome {
  readonly taken: number;
  readonly left: number;
}

/** 批量领取: claims those of the ticked filings that nobody reviews yet; colleagues' work is never taken over here. */
export async function claimFilings(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filing: readonly string[] },
): Promise<Result<BatchOutcome>> {
  const officer = officerWho(actor, 'claim');
  if (!officer.ok) return officer;
  const { scope, accountId, name } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const filings = await lockReviewFilings(trx, scope, input.filing);
    let taken = 0;
    for (const filing of filings) {
      const isFree = filing.status !== 'in_review' || filing.assigneeId === null;
      if (!isFree || !officerMay(officer.value, 'claim', filing)) continue;
      await updateAssignee(trx, filing, { accountId, name }, moment.now);
      await appendJournal(trx, actor, moment, {
        organisationId: filing.organisationId,
        type: 'filing.claimed',
        payload: { version: filing.currentVersionNo, takenOver: false },
        subjectId: filing.id,
        shared: true,
      });
      taken += 1;
    }
    return done({ taken, left: input.filing.length - taken });
  });
}
