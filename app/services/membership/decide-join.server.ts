import { newId } from '#db/identifier.ts';
import { lockOpenRequest, updateRequestDecided } from '#db/queries/access-request.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { insertMembership, lockMembers } from '#db/queries/membership.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { RequestDecision } from '#app/domain/organisation/membership.ts';
import { ROLES, type OrganisationKind } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';

/** Lets a person who asked to join in, with a role, or refuses. */
export async function decideJoin(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: RequestDecision & { readonly organisationId: string; readonly kind: OrganisationKind },
): Promise<Result<null>> {
  const { organisationId, request, decision, role, note } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const asked = await lockOpenRequest(trx, organisationId, request, 'join');
    if (!asked) return refuse('not_found');
    if (decision === 'accepted') {
      if (!role || ROLES[role].kind !== input.kind) return refuse('invalid');
      const members = await lockMembers(trx, organisationId);
      if (!members.some((one) => one.accountId === asked.accountId)) {
        await insertMembership(trx, {
          id: newId(moment.now),
          organisationId,
          accountId: asked.accountId,
          role,
          accountName: asked.accountName,
          emailMask: asked.emailMask,
          now: moment.now,
        });
      }
    }
    await updateRequestDecided(trx, {
      organisationId,
      id: request,
      state: decision,
      byName: actor.name,
      note,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: decision === 'accepted' ? 'membership.begun' : 'access-request.refused',
      payload: decision === 'accepted' ? { role: role ?? null, by: 'request' } : { kind: 'join' },
      subjectId: request,
      shared: false,
    });
    if (decision === 'accepted') {
      const newcomer = (await recipientsOfOrganisation(trx, ports, organisationId)).filter(
        (one) => one.accountId === asked.accountId,
      );
      await queueNotices(
        trx,
        ports,
        moment,
        {
          organisationId,
          rule: 'access-request.accepted',
          occurrence: request,
          subject: words('加入申请已通过', 'You have been let in'),
          body: words('您的加入申请已通过，登录后即可使用。', 'Your request to join was accepted.'),
          link: '/account/organisations',
        },
        newcomer.map(({ accountId, email }) => ({ accountId, email })),
      );
    }
    return done(null);
  });
}
