import { appendJournal } from '#db/queries/journal.write.ts';
import { endMembership as writeEnd, lockMembers } from '#db/queries/membership.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { decideMemberChange } from '#app/domain/organisation/membership.ts';
import type { OrganisationKind } from '#app/domain/organisation/organisation.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Ends a membership from this instant on. The last owner stays. */
export async function endMembership(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; kind: OrganisationKind; memberId: string },
): Promise<Result<null>> {
  const { organisationId, memberId } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const members = await lockMembers(trx, organisationId);
    const decision = decideMemberChange(input.kind, members, memberId, null);
    if (!decision.ok) return decision;
    await writeEnd(trx, organisationId, memberId, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'membership.ended',
      payload: { role: decision.value.from },
      subjectId: memberId,
      shared: false,
    });
    return done(null);
  });
}
