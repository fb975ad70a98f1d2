import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getPlanDraft } from '#db/queries/plan.read.ts';
import { deleteDraft, deleteUnpublishedPlan, lockPlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/** Throws a draft away; the published version stays. A plan that was never published goes with its draft. */
export async function deletePlanDraft(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string },
): Promise<Result<{ isPlanGone: boolean }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    const draft = await getPlanDraft(trx, scope, plan.id);
    if (!draft) return refuse('not_allowed_now');
    const isPlanGone = plan.versionNo === null;
    if (isPlanGone) await deleteUnpublishedPlan(trx, scope, plan.id);
    else await deleteDraft(trx, scope, plan.id);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.draft-deleted',
      payload: { key: plan.key, version: draft.no, digest: draft.digest },
      subjectId: plan.id,
      shared: false,
    });
    return done({ isPlanGone });
  });
}
