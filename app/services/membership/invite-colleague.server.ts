import { appendJournal } from '#db/queries/journal.write.ts';
import { getOrganisation } from '#db/queries/organisation.read.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { ColleagueInvitation } from '#app/domain/organisation/membership.ts';
import { ROLES } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { acknowledgePrivacyNotice } from '../account/acknowledgement.step.server.ts';
import { invitePerson } from './invite-person.step.server.ts';

/** Invites a colleague by mail into the own organisation; the inviter acknowledges the privacy notice. */
export async function inviteColleague(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: Pick<ColleagueInvitation, 'email' | 'role'> & { readonly organisationId: string },
): Promise<Result<null>> {
  const { organisationId, role, email } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const house = await getOrganisation(trx, organisationId);
    if (!house) return refuse('not_found');
    if (ROLES[role].kind !== house.kind) {
      return refuse('invalid', { fields: { role: words('请选择角色。', 'Choose a role.') } });
    }
    const id = await invitePerson(trx, ports, actor, moment, {
      organisationId,
      organisationName: house.name,
      purpose: 'colleague',
      role,
      email,
      programmeId: null,
      regionCode: null,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'invitation.sent',
      payload: { role },
      subjectId: id,
      shared: false,
    });
    await acknowledgePrivacyNotice(trx, actor, moment, 'colleague');
    return done(null);
  });
}
