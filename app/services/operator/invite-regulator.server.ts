import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import { listProgrammes } from '#db/queries/programme.read.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { RegulatorInvitationInput } from '#app/domain/organisation/regulator-house.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { invitePerson } from '../membership/invite-person.step.server.ts';

/** Invites a reviewer or supervisor into a regulator's house, for its programme and region. */
export async function inviteRegulator(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: RegulatorInvitationInput,
): Promise<Result<null>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const house = await getOrganisation(trx, input.organisation);
    if (house?.kind !== 'regulator') return refuse('not_found');
    const programmes = await listProgrammes(trx);
    const programmeId = house.programmeId ?? programmes[0]?.id ?? null;
    const id = await invitePerson(trx, ports, actor, moment, {
      organisationId: house.id,
      organisationName: house.name,
      purpose: 'regulator',
      role: input.role,
      email: input.email,
      programmeId,
      regionCode: house.regionCode,
    });
    await appendJournal(trx, actor, moment, {
      organisationId: house.id,
      type: 'invitation.sent',
      payload: { role: input.role },
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
