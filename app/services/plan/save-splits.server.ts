import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { canonicalJson } from '#app/domain/filing/canonical.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { citiesOf, splitTargets, type Split } from '#app/domain/target/split.ts';
import { words } from '#app/domain/words.ts';
import { sm3Hex } from '#db/crypto/digest.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getPlanVersion, listSplits } from '#db/queries/plan.read.ts';
import { lockPlan, replaceSplits } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { openPlan } from './plan-content.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

const OVERTAKEN = words(
  '他人已更新分解目标。您填写的数字仍在本页，尚未保存：核对后再次保存将覆盖现有分解。',
  'Somebody else has changed the shares. Your numbers are still on this page and not saved; saving again replaces what is there now.',
);

/** A mark of the shares as an officer saw them: other shares have another. */
export function markOfSplits(splits: readonly Split[]): string {
  const plain = splits.map(({ targetId, regionCode, value }) => ({ targetId, regionCode, value }));
  return sm3Hex(canonicalJson(plain)).slice(0, 32);
}

/**
 * Splits the targets of a published plan among its cities: these shares, and no others. Who saw older shares is told so,
 * and nothing is written.
 */
export async function saveSplits(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string; readonly splits: readonly Split[]; readonly mark: string },
): Promise<Result<null>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { organisationId } = scope;
  const { splits } = input;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, input.planId);
    if (!plan) return refuse('not_found');
    const place = { organisationId, id: plan.id };
    const version = await getPlanVersion(trx, place, plan.versionNo ?? 0);
    if (!version) return refuse('not_allowed_now');
    const before = await listSplits(trx, place);
    if (markOfSplits(before) !== input.mark) return refuse('conflict', { words: OVERTAKEN });
    const content = openPlan(version.content);
    const targets = new Set(splitTargets(content).map(({ id }) => id));
    const cities = new Set(citiesOf(content.region).map(({ code }) => code));
    const fits = splits.every(({ targetId, regionCode }) => targets.has(targetId) && cities.has(regionCode));
    if (!fits) return refuse('invalid');
    await replaceSplits(trx, scope, plan.id, splits, { name: actor.name, now: moment.now });
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'plan.split',
      payload: {
        key: plan.key,
        shares: splits.map(({ targetId, regionCode, value }) => ({ targetId, regionCode, value })),
      },
      subjectId: plan.id,
      shared: false,
    });
    return done(null);
  });
}
