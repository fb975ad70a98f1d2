import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockReviewFilings } from '#db/queries/review.read.ts';
import type { Ports } from '../ports.ts';
import type { BatchOutcome } from './claim-filings.server.ts';
import { officerWho } from './regulator.step.server.ts';
import { tellEnterprise } from './tell-enterprise.step.server.ts';

/**
 * 催办 of returned filings: reminds each enterprise that its correction is awaited, once a day at most. Filings in any
 * other state wait for the regulator or for nobody, and are left.
 */
export async function urgeFilings(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly filing: readonly string[] },
): Promise<Result<BatchOutcome>> {
  const officer = officerWho(actor, 'urge');
  if (!officer.ok) return officer;
  const { scope } = officer.value;
  return ports.db.transaction(scope, async (trx) => {
    const filings = await lockReviewFilings(trx, scope, input.filing);
    const returned = filings.filter((filing) => filing.status === 'returned');
    for (const filing of returned) {
      await appendJournal(trx, actor, moment, {
        organisationId: filing.organisationId,
        type: 'filing.urged',
        payload: { version: filing.currentVersionNo },
        subjectId: filing.id,
        shared: true,
      });
      await tellEnterprise(trx, ports, moment, filing, {
        rule: 'filing.urged',
        occurrence: `${filing.id}:${moment.today}`,
        subject: words(
          `请尽快补正备案 ${filing.serialNo ?? ''}`,
          `Please correct filing ${filing.serialNo ?? ''}`,
        ),
        body: words(
          `${filing.enterpriseName}：所报送的备案已退回补正，请按意见补正后重新报送。`,
          `${filing.enterpriseName}: your filing was returned. Correct it as the comments say and submit again.`,
        ),
      });
    }
    return done({ taken: returned.length, left: input.filing.length - returned.length });
  });
}
