import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { lockPlanImport } from '#db/queries/plan.read.ts';
import { updatePlanImport } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { beginPlan } from './begin-plan.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';
import { readImportedPlan } from './plan-import.step.server.ts';

/**
 * Makes a checked workbook a plan of the house, as its first draft. An import is applied once, and only without problems.
 * @returns the plan's id
 */
export async function applyPlanImport(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly importId: string },
): Promise<Result<{ id: string }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  return ports.db.transaction(scope, async (trx) => {
    const run = await lockPlanImport(trx, scope, input.importId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    const content = readImportedPlan(run.rows);
    if (!content) return refuse('incomplete');
    const begun = await beginPlan(trx, actor, moment, scope, { content, origin: 'import' });
    if (!begun.ok) return begun;
    await updatePlanImport(trx, scope, run.id, begun.value.id, moment.now);
    return done(begun.value);
  });
}
