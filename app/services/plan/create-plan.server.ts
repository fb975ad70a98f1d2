import type { Actor, Moment } from '#app/domain/account/actor.ts';
import type { Result } from '#app/domain/refusal/refusal.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import type { Ports } from '../ports.ts';
import { beginPlan } from './begin-plan.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

/**
 * Begins a plan of the house's own, as a draft; its content was read by `readPlanContent`.
 * @returns the plan's id
 */
export async function createPlan(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly content: PlanContent },
): Promise<Result<{ id: string }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const { content } = input;
  return ports.db.transaction(house.value, (trx) =>
    beginPlan(trx, actor, moment, house.value, { content, origin: 'form' }),
  );
}
