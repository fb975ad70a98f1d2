import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockPlanImport } from '#db/queries/plan.read.ts';
import { updatePlanImport } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/** Puts a checked workbook aside; what it said is let go. */
export async function discardPlanImport(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly importId: string },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  return ports.db.transaction(scope, async (trx) => {
    const run = await lockPlanImport(trx, scope, input.importId);
    if (!run) return refuse('not_found');
    if (run.state !== 'previewed') return refuse('not_allowed_now');
    await updatePlanImport(trx, scope, run.id, null, moment.now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.import-discarded',
      payload: { import: run.id },
      subjectId: run.id,
      shared: false,
    });
    return done(null);
  });
}
