import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';
import { locateFiling } from './locate-filing.step.server.ts';

/** Hands a draft to a colleague for 内部复核, or gives it back with a note; the regulator never sees either. */
export async function moveInternalCheck(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; intent: 'requestCheck' | 'endCheck'; note: string },
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, input.intent);
    if (!located.ok) return located;
    const { organisationId } = located.value;
    await updateDraft(trx, organisationId, input.filingId, {
      stage: input.intent === 'requestCheck' ? 'internal_check' : 'editing',
      stage_note: input.note,
      updated_at: moment.now,
      updated_by_name: actor.name,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: input.intent === 'requestCheck' ? 'filing.check-requested' : 'filing.check-ended',
      payload: {},
      subjectId: input.filingId,
      shared: false,
    });
    return done(null);
  });
}
