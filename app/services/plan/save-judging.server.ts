import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Judging } from '#app/domain/target/plan.ts';
import { readJudging } from '#app/domain/target/judging.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockPlan, updatePlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/** Sets how the numbers of a plan are judged; the thresholds of before stay readable in the journal. */
export async function saveJudging(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string; readonly judging: Judging },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { tolerance, behindBelow, farBehindBelow } = input.judging;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    const before = readJudging(plan.judging);
    const judging = { tolerance, behindBelow, farBehindBelow };
    await updatePlan(trx, scope, plan.id, { judging: JSON.stringify(judging) }, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.judging-set',
      payload: { key: plan.key, judging, before: { ...before } },
      subjectId: plan.id,
      shared: false,
    });
    return done(null);
  });
}
