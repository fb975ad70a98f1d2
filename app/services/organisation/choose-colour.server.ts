import { appendJournal } from '#db/queries/journal.write.ts';
import { updateOrganisationProfile } from '#db/queries/organisation.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Gives the own organisation another colour in the frame. */
export async function chooseColour(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; colour: string },
): Promise<Result<null>> {
  const { organisationId, colour } = input;
  await ports.db.transaction(actor.scope, async (trx) => {
    await updateOrganisationProfile(trx, organisationId, { colour });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'organisation.coloured',
      payload: { colour },
      subjectId: organisationId,
      shared: false,
    });
  });
  return done(null);
}
