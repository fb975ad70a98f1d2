import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { can } from '#app/domain/organisation/organisation.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { listOrdersOfRegulator } from '#db/queries/assessment-order.read.ts';
import { updateOrderRevoked } from '#db/queries/assessment.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { queueNotices, recipientsOfOrganisation } from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';

/** Takes an order back. Assessments that were begun under it go on and keep its name. */
export async function revokeOrder(
  ports: Pick<Ports, 'db' | 'sealer' | 'site'>,
  actor: Actor,
  moment: Moment,
  input: { readonly orderId: string },
): Promise<Result<null>> {
  const { scope } = actor;
  if (scope.kind !== 'regulator' || !can(scope.role, 'orderAssessment')) return refuse('forbidden');
  return ports.db.transaction(scope, async (trx) => {
    const order = (await listOrdersOfRegulator(trx, scope)).find(({ id }) => id === input.orderId);
    if (!order) return refuse('not_found');
    if (!(await updateOrderRevoked(trx, order.id, moment.now))) return refuse('not_allowed_now');
    const { organisationId } = order;
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'assessment.order-revoked',
      payload: {},
      subjectId: order.id,
      shared: true,
    });
    await queueNotices(
      trx,
      ports,
      moment,
      {
        organisationId,
        rule: 'assessment.order-revoked',
        occurrence: order.id,
        subject: words('双评估部署已撤销', 'The order for a second assessment was revoked'),
        body: words(
          `主管部门撤销了部署（依据：${order.basis}）。`,
          `The regulator revoked its order (basis: ${order.basis}).`,
        ),
        link: '/assessments',
      },
      await recipientsOfOrganisation(trx, ports, organisationId, ['owner', 'cdo', 'preparer']),
    );
    return done(null);
  });
}
