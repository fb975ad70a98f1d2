import { newId } from '#db/identifier.ts';
import { lockOpenRequest, updateOwnership, updateRequestDecided } from '#db/queries/access-request.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { RequestDecision } from '#app/domain/organisation/membership.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';

/** Gives an enterprise to the person who asked for it back, as an event that its members are told, or refuses. */
export async function decideReclaim(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: RequestDecision & { readonly organisationId: string },
): Promise<Result<null>> {
  const { organisationId, request, decision, note } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const asked = await lockOpenRequest(trx, organisationId, request, 'reclaim');
    if (!asked) return refuse('not_found');
    const before = await recipientsOfOrganisation(trx, ports, organisationId);
    if (decision === 'accepted') {
      const moved = await updateOwnership(trx, {
        organisationId,
        requestId: request,
        membershipId: newId(moment.now),
        now: moment.now,
      });
      if (!moved) return refuse('not_allowed_now');
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
      type: decision === 'accepted' ? 'organisation.ownership-moved' : 'organisation.reclaim-refused',
      payload: { note },
      subjectId: request,
      shared: true,
    });
    if (decision === 'accepted') {
      const after = await recipientsOfOrganisation(trx, ports, organisationId);
      const everyone = new Map([...before, ...after].map((one) => [one.accountId, one]));
      await queueNotices(
        trx,
        ports,
        moment,
        {
          organisationId,
          rule: 'organisation.ownership-moved',
          occurrence: request,
          subject: words('企业管理权已移交', 'Ownership of your enterprise has moved'),
          body: words(
            '经核实，企业管理权已移交给申请收回的人员；原管理员改为查阅人。如有异议，请联系主管部门。',
            'After checking, ownership moved to the person who asked for it; former owners are viewers now. Turn to the regulator if you object.',
          ),
          link: '/members',
        },
        [...everyone.values()],
      );
    }
    return done(null);
  });
}
