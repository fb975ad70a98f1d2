import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockPlan, updatePlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/** Lets everyone read a published plan with its numbers (never a record), or keeps it inside again. */
export async function openPlanToPublic(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string; readonly isPublic: boolean },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { isPublic } = input;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    if (isPublic && (plan.versionNo === null || plan.withdrawnAt !== null)) return refuse('not_allowed_now');
    if (plan.isPublic === isPublic) return done(null);
    await updatePlan(trx, scope, plan.id, { isPublic }, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: isPublic ? 'plan.opened' : 'plan.closed',
      payload: { key: plan.key, version: plan.versionNo },
      subjectId: plan.id,
      shared: false,
    });
    return done(null);
  });
}
