import { appendJournal } from '#db/queries/journal.write.ts';
import { updateInvitationRevoked } from '#db/queries/invitation.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Takes an open invitation back; its link stops counting. */
export async function revokeInvitation(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; id: string },
): Promise<Result<null>> {
  const { organisationId, id } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    if (!(await updateInvitationRevoked(trx, organisationId, id, moment.now))) return refuse('not_found');
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'invitation.revoked',
      payload: {},
      subjectId: id,
      shared: false,
    });
    return done(null);
  });
}
