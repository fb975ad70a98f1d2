import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockPlan, updatePlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/**
 * 撤下: other houses and the public see the plan no more; its own house keeps everything. Publishing a new version brings
 * it back, inside only.
 */
export async function withdrawPlan(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    if (plan.versionNo === null || plan.withdrawnAt !== null) return refuse('not_allowed_now');
    const change = { withdrawnAt: moment.now, isPublic: false };
    await updatePlan(trx, scope, plan.id, change, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.withdrawn',
      payload: { key: plan.key, version: plan.versionNo },
      subjectId: plan.id,
      shared: false,
    });
    return done(null);
  });
}
