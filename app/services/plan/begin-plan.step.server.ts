import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { regionContains, regionName } from '#app/domain/organisation/region.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { DEFAULT_JUDGING, type PlanContent } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { insertDraft, insertPlan } from '#db/queries/plan.write.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { sealPlan } from './plan-content.step.server.ts';

/** From where a plan came into the house. */
export type PlanOrigin = 'library' | 'form' | 'import';

/** Begins a plan of the house with its first draft. Its key and its region are checked here, for every origin. */
export async function beginPlan(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  scope: RegulatorScope,
  input: { readonly content: PlanContent; readonly origin: PlanOrigin },
): Promise<Result<{ id: string }>> {
  const { content, origin } = input;
  if (!regionContains(scope.regionCode, content.region)) {
    const own = regionName(scope.regionCode);
    const outside = words(
      `计划的地区须在本单位辖区（${own.zh}）之内。`,
      `A plan’s region lies within your own (${own.en}).`,
    );
    return refuse('invalid', { fields: { region: outside } });
  }
  const id = newId(moment.now);
  const { now } = moment;
  const { content: text, digest } = sealPlan(content);
  const isNew = await insertPlan(trx, scope, {
    id,
    regionCode: content.region,
    key: content.key,
    title: content.title,
    judging: JSON.stringify(DEFAULT_JUDGING),
    createdByName: actor.name,
    now,
  });
  if (!isNew) {
    const taken = words(
      `本单位已有代号为 ${content.key} 的计划。`,
      `Your house has a plan with the key ${content.key} already.`,
    );
    return refuse('conflict', { words: taken, fields: { key: taken } });
  }
  await insertDraft(trx, scope, {
    planId: id,
    no: 1,
    content: text,
    digest,
    writtenByName: actor.name,
    now,
  });
  await appendJournal(trx, actor, moment, {
    organisationId: scope.organisationId,
    type: 'plan.begun',
    payload: { key: content.key, origin, targets: content.targets.length, digest },
    subjectId: id,
    shared: false,
  });
  return done({ id });
}
