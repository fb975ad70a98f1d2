import { redeemRosterInvitationByDigest } from '#db/queries/invitation.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { memberScope } from '#app/domain/account/scope.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';
import { tokenDigest } from '../account/one-time-token.step.server.ts';

/** Verifies the actor's own enterprise by an invitation from the roster that names its credit code. */
export async function redeemRosterInvitation(
  ports: Pick<Ports, 'db'>,
  actor: Actor & { readonly accountId: string },
  moment: Moment,
  input: { token: string; enterpriseId: string },
): Promise<Result<null>> {
  const { enterpriseId, token } = input;
  const scope = memberScope(actor.accountId, enterpriseId, 'owner');
  return ports.db.transaction(scope, async (trx) => {
    const redeemed = await redeemRosterInvitationByDigest(trx, {
      digest: tokenDigest(token),
      enterpriseId,
      now: moment.now,
    });
    if (!redeemed) return refuse('gone');
    await appendJournal(trx, { ...actor, scope, side: 'enterprise' }, moment, {
      organisationId: enterpriseId,
      type: 'organisation.verified',
      payload: { by: 'roster-invitation' },
      subjectId: enterpriseId,
      shared: true,
    });
    return done(null);
  });
}
