import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import type { Judging } from '#app/domain/target/plan.ts';
import { markOfJudging, percentText, readJudging } from '#app/domain/target/judging.ts';
import { type Words, words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { lockPlan, updatePlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { planHouse } from './plan-house.step.server.ts';

/** What somebody who was overtaken is told: what stands now, and that his own is still on the page. */
function overtaken(now: Judging): Words {
  const [tolerance, behind, far] = [now.tolerance, now.behindBelow, now.farBehindBelow].map(percentText);
  return words(
    `他人已更新判定口径，现为：容差 ${tolerance}%，滞后 ${behind}%，严重滞后 ${far}%。您填写的仍在本页，尚未保存：核对后再次保存将覆盖现有口径。`,
    `Somebody else has changed this; it is now: tolerance ${tolerance}%, behind ${behind}%, far behind ${far}%. What you typed is still on this page and not saved; saving again replaces it.`,
  );
}

/**
 * Sets how the numbers of a plan are judged; the thresholds of before stay readable in the journal.
 * @param input.mark of what the officer saw; other settings aren't replaced unseen
 */
export async function saveJudging(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string; readonly judging: Judging; readonly mark: string },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { tolerance, behindBelow, farBehindBelow } = input.judging;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    const before = readJudging(plan.judging);
    if (markOfJudging(before) !== input.mark) return refuse('conflict', { words: overtaken(before) });
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
