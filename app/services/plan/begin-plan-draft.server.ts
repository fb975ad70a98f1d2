import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getPlanDraft, getPlanVersion } from '#db/queries/plan.read.ts';
import { getNextVersionNo, insertDraft, lockPlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { openPlan, sealPlan } from './plan-content.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

/**
 * 编制新版本: begins the next version of a published plan as a copy of it. A draft that waits already is gone on with.
 * @returns the draft's number
 */
export async function beginPlanDraft(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string },
): Promise<Result<{ no: number }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { organisationId } = scope;
  const { planId } = input;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, planId);
    if (!plan) return refuse('not_found');
    const waiting = await getPlanDraft(trx, scope, planId);
    if (waiting) return done({ no: waiting.no });
    const published = await getPlanVersion(trx, { organisationId, id: planId }, plan.versionNo ?? 0);
    if (!published) return refuse('not_allowed_now');
    const no = await getNextVersionNo(trx, scope, planId);
    const { content, digest } = sealPlan(openPlan(published.content));
    await insertDraft(trx, scope, {
      planId,
      no,
      content,
      digest,
      writtenByName: actor.name,
      now: moment.now,
    });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'plan.draft-begun',
      payload: { key: plan.key, version: no, from: published.no },
      subjectId: planId,
      shared: false,
    });
    return done({ no });
  });
}
