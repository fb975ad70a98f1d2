import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { adopted, canAdopt } from '#app/domain/target/adopt.ts';
import type { Ports } from '../ports.ts';
import { beginPlan } from './begin-plan.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

/**
 * 启用: makes a document of the library a plan of the house, as its first draft. A house adopts a document once, and
 * only one whose region touches its own.
 * @returns the plan's id
 */
export async function adoptPlan(
  ports: Pick<Ports, 'db' | 'policies'>,
  actor: Actor,
  moment: Moment,
  input: { readonly key: string },
): Promise<Result<{ id: string }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const file = ports.policies.find(({ key }) => key === input.key);
  if (!file || !canAdopt(file, scope.regionCode)) return refuse('not_found');
  const content = adopted(file, scope.regionCode);
  return ports.db.transaction(scope, (trx) =>
    beginPlan(trx, actor, moment, scope, { content, origin: 'library' }),
  );
}
