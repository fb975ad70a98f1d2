import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionContains } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { AssignInput } from '#app/domain/review/review-input.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { listColleagues } from '#db/queries/queue.read.ts';
import { lockReviewFilings } from '#db/queries/review.read.ts';
import { updateAssignee } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import type { BatchOutcome } from './claim-filings.server.ts';
import { officerMay, officerWho } from './regulator.step.server.ts';

/**
 * 分派: puts filings into a colleague's hands. Filings that are past review, or lie outside the colleague's region, are
 * left as they are and counted.
 */
export async function assignFilings(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: AssignInput,
): Promise<Result<BatchOutcome>> {
  const officer = officerWho(actor, 'assign');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const filings = await lockReviewFilings(trx, scope, input.filing);
    if (filings.length === 0) return refuse('not_found');
    const colleagues = await listColleagues(trx, scope);
    const colleague = colleagues.find((one) => one.accountId === input.assignee);
    if (!colleague) {
      return refuse('invalid', {
        fields: {
          assignee: words('请从本单位审阅人员中选择。', 'Choose one of your office’s reviewers.'),
        },
      });
    }
    let taken = 0;
    for (const filing of filings) {
      const isReachable = regionContains(colleague.regionCode, filing.regionCode);
      if (!isReachable || !officerMay(officer.value, 'assign', filing)) continue;
      await updateAssignee(trx, filing, colleague, moment.now);
      await appendJournal(trx, actor, moment, {
        organisationId: filing.organisationId,
        type: 'filing.assigned',
        payload: {
          version: filing.currentVersionNo,
          assignee: colleague.accountId,
          before: filing.assigneeId,
        },
        subjectId: filing.id,
        shared: true,
      });
      taken += 1;
    }
    return done({ taken, left: input.filing.length - taken });
  });
}
