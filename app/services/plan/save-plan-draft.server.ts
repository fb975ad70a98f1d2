import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Refusal, type Result } from '#app/domain/refusal/refusal.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import type { FieldsReading } from '#app/domain/target/plan-form.ts';
import { words } from '#app/domain/words.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { getPlanDraft, type PlanVersionRow } from '#db/queries/plan.read.ts';
import { lockPlan, updateDraft, updatePlan } from '#db/queries/plan.write.ts';
import { instantText } from '../../i18n/instant.ts';
import type { Ports } from '../ports.ts';
import { openPlan, sealPlan } from './plan-content.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

function overtaken(draft: PlanVersionRow): { ok: false; refusal: Refusal } {
  const by = draft.writtenByName;
  const at = instantText(draft.updatedAt);
  return refuse('conflict', {
    words: words(
      `${by} 已于 ${at.zh} 修改过这份草稿。您填写的内容仍在本页，尚未保存：核对后再次保存，只替换本页的内容。`,
      `${by} changed this draft at ${at.en}. What you typed is still on this page and not saved: check it and save again; only what is on this page is replaced.`,
    ),
  });
}

/**
 * Saves a part of a draft: `change` is given the content as it stands and answers the content as it shall be, or what is
 * wrong by field. Who began with an older revision is told who changed it since, and nothing is written.
 * @returns the draft's revision after it
 */
export async function savePlanDraft(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: {
    readonly planId: string;
    readonly revision: number;
    readonly change: (content: PlanContent) => FieldsReading<PlanContent>;
  },
): Promise<Result<{ revision: number }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { planId } = input;
  return ports.db.transaction(scope, async (trx) => {
    const plan = await lockPlan(trx, scope, planId);
    if (!plan) return refuse('not_found');
    const draft = await getPlanDraft(trx, scope, planId);
    if (!draft) return refuse('not_allowed_now');
    if (draft.revision !== input.revision) return overtaken(draft);
    const changed = input.change(openPlan(draft.content));
    if (!changed.ok) return refuse('invalid', { fields: changed.fields });
    const { content, digest } = sealPlan(changed.value);
    if (digest === draft.digest) return done({ revision: draft.revision });
    const { now } = moment;
    await updateDraft(trx, scope, { planId, no: draft.no, content, digest, writtenByName: actor.name, now });
    // Until a plan is published it is called as its draft is.
    if (plan.versionNo === null) await updatePlan(trx, scope, planId, { title: changed.value.title }, now);
    await appendJournal(trx, actor, moment, {
      organisationId: scope.organisationId,
      type: 'plan.saved',
      payload: { key: plan.key, version: draft.no, revision: draft.revision + 1, digest },
      subjectId: planId,
      shared: false,
    });
    return done({ revision: draft.revision + 1 });
  });
}
