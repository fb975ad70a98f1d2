import { listMyMemberships } from '#db/queries/session.read.ts';
import { setActingOrganisation } from '#db/queries/session.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { recordAccountEvent } from './account-event.step.server.ts';

/** Chooses the organisation that the session acts for from now on; its name is answered. */
export async function chooseOrganisation(
  ports: Pick<Ports, 'db'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { organisationId: string; sessionId: string },
): Promise<Result<{ name: string }>> {
  return ports.db.transaction(accountScope(actor.accountId), async (trx) => {
    const memberships = await listMyMemberships(trx);
    const chosen = memberships.find((one) => one.organisationId === input.organisationId);
    if (!chosen) return refuse('not_found');
    await setActingOrganisation(trx, input.sessionId, chosen.organisationId, null);
    await recordAccountEvent(trx, actor, moment, 'account.organisation-chosen', {
      organisation: chosen.organisationId,
    });
    return done({ name: chosen.organisationName });
  });
}
