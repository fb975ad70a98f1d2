import { appendJournal } from '#db/queries/journal.write.ts';
import { lockMembers, updateRole } from '#db/queries/membership.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { decideMemberChange } from '#app/domain/organisation/membership.ts';
import type { OrganisationKind, Role } from '#app/domain/organisation/organisation.ts';
import { done, type Result } from '#app/domain/refusal/refusal.ts';
import type { Ports } from '../ports.ts';

/** Gives a member of the own organisation another role. The last owner stays one. */
export async function changeRole(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; kind: OrganisationKind; memberId: string; role: Role },
): Promise<Result<null>> {
  const { organisationId, memberId, role } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const members = await lockMembers(trx, organisationId);
    const decision = decideMemberChange(input.kind, members, memberId, role);
    if (!decision.ok) return decision;
    await updateRole(trx, organisationId, memberId, role);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'membership.role-changed',
      payload: { from: decision.value.from, to: role },
      subjectId: memberId,
      shared: false,
    });
    return done(null);
  });
}
