import { lockGrant, updateGrantRevoked } from '#db/queries/grant.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '../ports.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';

/** Ends a grant from this instant on; the consultancy's people are told. */
export async function revokeGrant(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { organisationId: string; id: string },
): Promise<Result<null>> {
  const { organisationId, id } = input;
  return ports.db.transaction(actor.scope, async (trx) => {
    const grant = await lockGrant(trx, organisationId, id);
    if (!grant) return refuse('not_found');
    await updateGrantRevoked(trx, organisationId, id, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'grant.revoked',
      payload: { consultancy: grant.consultancyId },
      subjectId: id,
      shared: false,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'grant.revoked',
        occurrence: id,
        subject: words(`${grant.clientName}撤销了授权`, `${grant.clientName} revoked its grant`),
        body: words(
          `${grant.clientName}已撤销对贵机构的授权，即刻起不能再查看其资料。`,
          `${grant.clientName} revoked its grant; its data is out of your reach from now on.`,
        ),
        link: '/start',
      },
      await recipientsOfOrganisation(trx, ports, grant.consultancyId),
    );
    return done(null);
  });
}
