import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { done, refuse, type Result } from '#app/domain/refusal/refusal.ts';
import { missingIds, turnedInYear } from '#app/domain/target/plan-change.ts';
import { words } from '#app/domain/words.ts';
import { lockEntries } from '#db/queries/entry.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import {
  getPlanDraft,
  getPlanVersion,
  listTargetsInUse,
  listTargetsWithEnds,
} from '#db/queries/plan.read.ts';
import { lockPlan, updateDraftPublished, updatePlan } from '#db/queries/plan.write.ts';
import type { Ports } from '../ports.ts';
import { openPlan } from './plan-content.step.server.ts';
import { planHouse } from './plan-house.step.server.ts';

const EMPTY = words(
  '计划还没有指标，也没有定性任务，不能发布。',
  'A plan without targets and deliverables can’t be published.',
);
const STALE = words(
  '草稿已有更新，请核对后重新发布。',
  'The draft has changed since you looked; check it and publish again.',
);

/**
 * 发布: the draft becomes what the plan says, and the version before it is superseded. A target or deliverable with
 * entries or shares of cities can't vanish, and one with entries that ended can't turn to counting within the year. A plan
 * that was withdrawn is in force again.
 * @param input.digest what the officer saw; another draft is not published unseen
 */
export async function publishPlan(
  ports: Pick<Ports, 'db'>,
  actor: Actor,
  moment: Moment,
  input: { readonly planId: string; readonly digest: string },
): Promise<Result<{ no: number }>> {
  const house = planHouse(actor);
  if (!house.ok) return house;
  const scope = house.value;
  const { organisationId } = scope;
  const { planId } = input;
  return ports.db.transaction(scope, async (trx) => {
    // Who records at this moment either comes first, and his entries are seen, or finds the new version.
    await lockEntries(trx, planId);
    const plan = await lockPlan(trx, scope, planId);
    if (!plan) return refuse('not_found');
    const draft = await getPlanDraft(trx, scope, planId);
    if (!draft) return refuse('not_allowed_now');
    if (draft.digest !== input.digest) return refuse('conflict', { words: STALE });
    const content = openPlan(draft.content);
    if (content.targets.length + content.deliverables.length === 0) {
      return refuse('incomplete', { words: EMPTY });
    }
    const before = await getPlanVersion(trx, { organisationId, id: planId }, plan.versionNo ?? 0);
    const gone = before ? missingIds(openPlan(before.content), content) : [];
    const used = await listTargetsInUse(trx, scope, planId, gone);
    if (used.length > 0) {
      const list = used.join('、');
      return refuse('not_allowed_now', {
        words: words(
          `${list} 已有填报数据或分解到市的目标，不能从计划中删除。请先在草稿中恢复，或先撤下其数据。`,
          `${list} has entries or shares of cities and can’t leave the plan. Put it back into the draft, or take its data away first.`,
        ),
      });
    }
    const turned = before ? turnedInYear(openPlan(before.content), content) : [];
    const ended = await listTargetsWithEnds(trx, scope, planId, turned);
    if (ended.length > 0) {
      const list = ended.join('、');
      return refuse('not_allowed_now', {
        words: words(
          `${list} 已有填写了终止日期的条目，不能改为“当年”计数：往年条目的终止会从当年数中扣减。请先更正这些条目的终止日期，或保留原计数方式。`,
          `${list} has entries that ended and can’t count within the year: the end of last year’s would be taken off this year’s. Correct those entries first, or keep the way of counting.`,
        ),
      });
    }
    const { now } = moment;
    await updateDraftPublished(trx, scope, { planId, no: draft.no, byName: actor.name, now });
    const change = { title: content.title, versionNo: draft.no, withdrawnAt: null };
    await updatePlan(trx, scope, planId, change, now);
    await appendJournal(trx, actor, moment, {
      organisationId,
      type: 'plan.published',
      payload: { key: plan.key, version: draft.no, digest: draft.digest, isPublic: plan.isPublic },
      subjectId: planId,
      shared: false,
    });
    return done({ no: draft.no });
  });
}
