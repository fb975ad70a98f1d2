import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { compareDates } from '#app/domain/calendar/plain-date.ts';
import { GUIDELINE } from '#app/domain/filing/guideline.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { ConfirmPaperInput } from '#app/domain/review/review-input.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { updatePaperConfirmation } from '#db/queries/review.write.ts';
import type { Ports } from '../ports.ts';
import { lockFilingFor, officerWho } from './regulator.step.server.ts';

/**
 * 确认纸质报送: the day on which the paper filing was submitted, which then decides whether it was on time. Said again
 * with another day, the later statement counts; both stand in the journal.
 */
export async function confirmPaper(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: ConfirmPaperInput,
): Promise<Result<null>> {
  const officer = officerWho(actor, 'confirmPaper');
  if (!officer.ok) return officer;
  const day = input.submittedOn;
  if (compareDates(day, moment.today) > 0 || day < GUIDELINE.issuedOn) {
    return refuse('invalid', {
      fields: {
        submittedOn: words(
          `日期应在 ${GUIDELINE.issuedOn}（指南发布日）与今天之间。`,
          `The date lies between ${GUIDELINE.issuedOn} (the guideline’s issue) and today.`,
        ),
      },
    });
  }
  return ports.db.transaction(officer.value.scope, async (trx) => {
    const locked = await lockFilingFor(trx, officer.value, 'confirmPaper', input.filing);
    if (!locked.ok) return locked;
    const filing = locked.value;
    if (filing.channel !== 'paper') {
      return refuse('not_allowed_now', {
        words: words(
          '该备案经平台报送，无须确认纸质报送日期。',
          'This was filed through the platform; there is no paper date to confirm.',
        ),
      });
    }
    await updatePaperConfirmation(trx, filing, day, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: filing.organisationId,
      type: 'filing.paper-confirmed',
      payload: { submittedOn: day, claimedOn: filing.paperSubmittedOn, before: filing.paperConfirmedOn },
      subjectId: filing.id,
      shared: true,
    });
    return done(null);
  });
}
