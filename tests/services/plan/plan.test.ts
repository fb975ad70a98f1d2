import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DEFAULT_JUDGING, type PlanContent } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '#app/services/ports.ts';
import { adoptPlan } from '#app/services/plan/adopt-plan.server.ts';
import { beginPlanDraft } from '#app/services/plan/begin-plan-draft.server.ts';
import { createPlan } from '#app/services/plan/create-plan.server.ts';
import { deletePlanDraft } from '#app/services/plan/delete-plan-draft.server.ts';
import { openPlanToPublic } from '#app/services/plan/open-plan-to-public.server.ts';
import { openPlan } from '#app/services/plan/plan-content.step.server.ts';
import { publishPlan } from '#app/services/plan/publish-plan.server.ts';
import { markOfJudging } from '#app/domain/target/judging.ts';
import { saveJudging } from '#app/services/plan/save-judging.server.ts';
import { savePlanDraft } from '#app/services/plan/save-plan-draft.server.ts';
import { markOfSplits, saveSplits } from '#app/services/plan/save-splits.server.ts';
import { withdrawPlan } from '#app/services/plan/withdraw-plan.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import {
  getPlan,
  getPlanDraft,
  getPlanVersion,
  listPlans,
  listPlanVersions,
  listSplits,
} from '#db/queries/plan.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import {
  makePlan,
  makePlanHouse,
  publishDraft,
  regulatorScope,
  samplePlan,
  sampleTarget,
  valueOf,
} from '#tests/support/plan.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const SHANDONG = 'shandong-big-data-2023';

let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let reviewer: Actor;
let city: Actor;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ supervisor, reviewer } = await makePlanHouse(ports));
  city = (await makePlanHouse(ports, '370100')).supervisor;
});

const codeOf = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'done' : result.refusal?.code;
const houseOf = (actor: Actor) => regulatorScope(actor).organisationId;

function draftOf(actor: Actor, planId: string) {
  const scope = regulatorScope(actor);
  return ports.db.transaction(scope, (trx) => getPlanDraft(trx, scope, planId));
}
function planOf(actor: Actor, planId: string) {
  const scope = regulatorScope(actor);
  return ports.db.transaction(scope, (trx) => getPlan(trx, scope, planId));
}
const listOf = (actor: Actor) => {
  const scope = regulatorScope(actor);
  return ports.db.transaction(scope, (trx) => listPlans(trx, scope));
};
async function eventsOf(actor: Actor): Promise<{ type: string; is_shared: boolean; actor_name: string }[]> {
  return db.root
    .selectFrom('journal')
    .select(['type', 'is_shared', 'actor_name'])
    .where('organisation_id', '=', houseOf(actor))
    .orderBy('seq')
    .execute();
}
const typesOf = async (actor: Actor) => (await eventsOf(actor)).map(({ type }) => type);
const begin = async (content: PlanContent) =>
  valueOf(await createPlan(ports, supervisor, TEST_MOMENT, { content })).id;
function save(
  actor: Actor,
  planId: string,
  revision: number,
  change: (content: PlanContent) => Partial<PlanContent>,
) {
  return savePlanDraft(ports, actor, TEST_MOMENT, {
    planId,
    revision,
    change: (content) => ({ ok: true, value: { ...content, ...change(content) } }),
  });
}

describe('adopting a document', () => {
  it('makes a draft of the house with what the document says, and says so in the house’s own chain', async () => {
    const { id } = valueOf(await adoptPlan(ports, supervisor, TEST_MOMENT, { key: SHANDONG }));
    const draft = await draftOf(supervisor, id);
    expect(openPlan(draft?.content).targets).toHaveLength(16);
    expect(await planOf(supervisor, id)).toMatchObject({
      versionNo: null,
      isPublic: false,
      regionCode: '370000',
    });
    expect(await eventsOf(supervisor)).toEqual([
      { type: 'plan.begun', is_shared: false, actor_name: supervisor.name },
    ]);
  });

  it('happens once, whoever presses', async () => {
    const adopt = () => adoptPlan(ports, supervisor, TEST_MOMENT, { key: SHANDONG });
    const results = await Promise.all([adopt(), adopt()]);
    expect(results.map(codeOf).sort()).toEqual(['conflict', 'done']);
    expect(await listOf(supervisor)).toHaveLength(1);
  });

  it('is refused for what isn’t there, elsewhere, or to those who may not', async () => {
    expect(codeOf(await adoptPlan(ports, supervisor, TEST_MOMENT, { key: 'nothing' }))).toBe('not_found');
    const jilin = 'jilin-digital-government-2023';
    expect(codeOf(await adoptPlan(ports, supervisor, TEST_MOMENT, { key: jilin }))).toBe('not_found');
    expect(codeOf(await adoptPlan(ports, reviewer, TEST_MOMENT, { key: SHANDONG }))).toBe('forbidden');
    expect(await listOf(supervisor)).toEqual([]);
    expect(await eventsOf(supervisor)).toEqual([]);
  });

  it('lets a city track the province’s document for itself, without a split', async () => {
    const { id } = valueOf(await adoptPlan(ports, city, TEST_MOMENT, { key: SHANDONG }));
    const content = openPlan((await draftOf(city, id))?.content);
    expect(content.region).toBe('370100');
    expect(content.targets.some(({ canSplit }) => canSplit)).toBe(false);
  });
});

describe('a plan of one’s own', () => {
  it('lies within the house’s region and has a key of its own', async () => {
    const make = (content: PlanContent) => createPlan(ports, supervisor, TEST_MOMENT, { content });
    const outside = await make(samplePlan('a', { region: '310000', targets: [] }));
    expect(outside).toMatchObject({ ok: false, refusal: { code: 'invalid', fields: { region: {} } } });
    expect(codeOf(await make(samplePlan('a')))).toBe('done');
    expect(await make(samplePlan('a'))).toMatchObject({ refusal: { code: 'conflict', fields: { key: {} } } });
    expect(codeOf(await createPlan(ports, city, TEST_MOMENT, { content: samplePlan('a') }))).toBe('invalid');
  });

  it('is seen by nobody else before it is published', async () => {
    const id = await begin(samplePlan('a'));
    expect(await planOf(city, id)).toBeUndefined();
    expect(await listOf(city)).toEqual([]);
    valueOf(await publishDraft(ports, supervisor, id));
    expect(await planOf(city, id)).toMatchObject({ id, versionNo: 1 });
    const strange = await makePlanHouse(ports);
    expect((await listOf(strange.supervisor)).map((row) => row.id)).toContain(id);
    const published = { organisationId: houseOf(supervisor), id };
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }));
    const seen = await ports.db.transaction(city.scope, async (trx) => ({
      versions: await listPlanVersions(trx, published),
      draft: await getPlanVersion(trx, published, 2),
    }));
    expect(seen.versions.map(({ state }) => state)).toEqual(['published']);
    expect(seen.draft).toBeUndefined();
  });
});

describe('two officers at one draft', () => {
  it('the second is told who saved before him, and nothing of his is written', async () => {
    const id = await begin(samplePlan('a'));
    const title = words('甲', 'A');
    expect(valueOf(await save(supervisor, id, 1, () => ({ title })))).toEqual({ revision: 2 });
    const late = await save(supervisor, id, 1, () => ({ title: words('乙', 'B') }));
    expect(late).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect(late.ok ? '' : late.refusal.words?.zh).toContain(supervisor.name);
    expect(openPlan((await draftOf(supervisor, id))?.content).title).toEqual(title);
    expect(await planOf(supervisor, id)).toMatchObject({ titleZh: '甲', titleEn: 'A' });
    expect(await typesOf(supervisor)).toEqual(['plan.begun', 'plan.saved']);
  });

  it('a part is put on top of what the other saved', async () => {
    const id = await begin(samplePlan('a'));
    valueOf(await save(supervisor, id, 1, () => ({ number: '示例1号' })));
    valueOf(await save(supervisor, id, 2, () => ({ title: words('乙', 'B') })));
    expect(openPlan((await draftOf(supervisor, id))?.content)).toMatchObject({
      number: '示例1号',
      title: { zh: '乙' },
    });
  });

  it('what changes nothing writes nothing', async () => {
    const id = await begin(samplePlan('a'));
    expect(valueOf(await save(supervisor, id, 1, () => ({})))).toEqual({ revision: 1 });
    expect(await typesOf(supervisor)).toEqual(['plan.begun']);
  });

  it('mistakes come back beside their fields', async () => {
    const id = await begin(samplePlan('a'));
    const result = await savePlanDraft(ports, supervisor, TEST_MOMENT, {
      planId: id,
      revision: 1,
      change: () => ({ ok: false, fields: { title: words('错', 'wrong') } }),
    });
    expect(result).toMatchObject({ refusal: { code: 'invalid', fields: { title: { zh: '错' } } } });
  });

  it('nobody else writes it', async () => {
    const id = await begin(samplePlan('a'));
    expect(codeOf(await save(reviewer, id, 1, () => ({})))).toBe('forbidden');
    expect(codeOf(await save(city, id, 1, () => ({})))).toBe('not_found');
    expect(codeOf(await save(supervisor, 'x', 1, () => ({})))).toBe('not_found');
  });
});

describe('publishing', () => {
  it('freezes the version, supersedes the one before and keeps both', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    const before = await planOf(supervisor, id);
    expect(before).toMatchObject({ versionNo: 1, withdrawnAt: null });
    expect(codeOf(await publishDraft(ports, supervisor, id))).toBe('not_allowed_now');
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }));
    expect(valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }))).toEqual({ no: 2 });
    valueOf(await save(supervisor, id, 1, ({ targets }) => ({ targets: [...targets, sampleTarget('T3')] })));
    expect(await planOf(supervisor, id)).toMatchObject({ versionNo: 1, titleZh: '示例计划' });
    valueOf(await publishDraft(ports, supervisor, id));
    const place = { organisationId: houseOf(supervisor), id };
    const versions = await ports.db.transaction(supervisor.scope, (trx) => listPlanVersions(trx, place));
    expect(versions.map(({ no, state }) => [no, state])).toEqual([
      [2, 'published'],
      [1, 'superseded'],
    ]);
    await expect(
      db.root.updateTable('plan_version').set({ content: '{}' }).where('plan_id', '=', id).execute(),
    ).rejects.toThrow(/rewritten/);
    expect(await typesOf(supervisor)).toEqual([
      'plan.begun',
      'plan.published',
      'plan.draft-begun',
      'plan.saved',
      'plan.published',
    ]);
    expect((await eventsOf(supervisor)).some(({ is_shared }) => is_shared)).toBe(false);
  });

  it('publishes what was seen, and nothing that is empty', async () => {
    const id = await begin(samplePlan('a', { targets: [] }));
    const stale = { planId: id, digest: 'x' };
    expect(codeOf(await publishPlan(ports, supervisor, TEST_MOMENT, stale))).toBe('conflict');
    expect(codeOf(await publishDraft(ports, supervisor, id))).toBe('incomplete');
    expect(codeOf(await publishPlan(ports, reviewer, TEST_MOMENT, stale))).toBe('forbidden');
    expect(codeOf(await publishPlan(ports, city, TEST_MOMENT, stale))).toBe('not_found');
  });

  it('keeps a target that has shares of cities, by name', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    const splits = [{ targetId: 'T2', regionCode: '370100', value: 10 }];
    valueOf(await saveSplits(ports, supervisor, TEST_MOMENT, { planId: id, splits, mark: markOfSplits([]) }));
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }));
    valueOf(
      await save(supervisor, id, 1, () => ({
        targets: [],
        deliverables: [
          { id: 'Q1', part: 'p1', clause: '第2条', text: words('示例', 'Sample'), deadline: null },
        ],
      })),
    );
    const result = await publishDraft(ports, supervisor, id);
    expect(codeOf(result)).toBe('not_allowed_now');
    expect(result.ok ? '' : result.refusal.words?.zh).toMatch(/^T2 /);
    expect(await planOf(supervisor, id)).toMatchObject({ versionNo: 1 });
  });

  it('keeps a target that has entries, and lets one go that has none', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    const now = TEST_MOMENT.now;
    await db.root
      .insertInto('entry')
      .values({
        organisation_id: houseOf(supervisor),
        id: crypto.randomUUID(),
        programme_id: 'sd-big-data',
        region_code: '370000',
        plan_house_id: houseOf(supervisor),
        plan_id: id,
        target_id: 'T1',
        kind: 'item',
        name: '示例企业',
        uscc: null,
        linked_organisation_id: null,
        on_date: plainDate('2026-03-01'),
        ended_on: null,
        value: null,
        batch_id: crypto.randomUUID(),
        created_by_name: '示例',
        created_at: now,
        updated_by_name: '示例',
        updated_at: now,
        removed_at: null,
      })
      .execute();
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }));
    valueOf(await save(supervisor, id, 1, () => ({ targets: [sampleTarget('T2')] })));
    expect(codeOf(await publishDraft(ports, supervisor, id))).toBe('not_allowed_now');
    valueOf(await save(supervisor, id, 2, () => ({ targets: [sampleTarget('T1')] })));
    expect(codeOf(await publishDraft(ports, supervisor, id))).toBe('done');
  });
});

describe('drafts that go', () => {
  it('take the plan along when it was never published, else leave it', async () => {
    const id = await begin(samplePlan('a'));
    expect(valueOf(await deletePlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }))).toEqual({
      isPlanGone: true,
    });
    expect(await planOf(supervisor, id)).toBeUndefined();
    const kept = await makePlan(ports, supervisor, samplePlan('a'));
    const remove = () => deletePlanDraft(ports, supervisor, TEST_MOMENT, { planId: kept });
    expect(codeOf(await remove())).toBe('not_allowed_now');
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: kept }));
    expect(valueOf(await remove())).toEqual({ isPlanGone: false });
    expect(await planOf(supervisor, kept)).toMatchObject({ versionNo: 1 });
    expect(codeOf(await deletePlanDraft(ports, city, TEST_MOMENT, { planId: kept }))).toBe('not_found');
  });
});

describe('who may read a plan', () => {
  it('everyone or the inside, as the house says, once it is published', async () => {
    const id = await begin(samplePlan('a'));
    const open = (isPublic: boolean, actor = supervisor) =>
      openPlanToPublic(ports, actor, TEST_MOMENT, { planId: id, isPublic });
    expect(codeOf(await open(true))).toBe('not_allowed_now');
    valueOf(await publishDraft(ports, supervisor, id));
    expect(codeOf(await open(true, reviewer))).toBe('forbidden');
    expect(codeOf(await open(true, city))).toBe('not_found');
    valueOf(await open(true));
    valueOf(await open(true));
    expect(await planOf(supervisor, id)).toMatchObject({ isPublic: true });
    valueOf(await open(false));
    expect((await typesOf(supervisor)).slice(-2)).toEqual(['plan.opened', 'plan.closed']);
  });

  it('nobody else once it is withdrawn; a new version brings it back, inside', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    valueOf(await openPlanToPublic(ports, supervisor, TEST_MOMENT, { planId: id, isPublic: true }));
    const withdraw = (actor: Actor) => withdrawPlan(ports, actor, TEST_MOMENT, { planId: id });
    expect(codeOf(await withdraw(city))).toBe('not_found');
    valueOf(await withdraw(supervisor));
    expect(codeOf(await withdraw(supervisor))).toBe('not_allowed_now');
    expect(await planOf(city, id)).toBeUndefined();
    expect(await planOf(supervisor, id)).toMatchObject({ isPublic: false, withdrawnAt: TEST_MOMENT.now });
    valueOf(await beginPlanDraft(ports, supervisor, TEST_MOMENT, { planId: id }));
    valueOf(await publishDraft(ports, supervisor, id));
    expect(await planOf(city, id)).toMatchObject({ isPublic: false, withdrawnAt: null, versionNo: 2 });
  });
});

describe('how numbers are judged', () => {
  it('is the house’s own setting, and the one before stays in the chain', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    expect(await planOf(city, id)).toMatchObject({ judging: DEFAULT_JUDGING });
    const judging = { tolerance: 0.1, behindBelow: 0.9, farBehindBelow: 0.5 };
    const mark = markOfJudging(DEFAULT_JUDGING);
    const set = (actor: Actor) => saveJudging(ports, actor, TEST_MOMENT, { planId: id, judging, mark });
    expect(codeOf(await set(reviewer))).toBe('forbidden');
    expect(codeOf(await set(city))).toBe('not_found');
    valueOf(await set(supervisor));
    expect(await planOf(city, id)).toMatchObject({ judging });
    const overtaken = await set(supervisor);
    expect(codeOf(overtaken)).toBe('conflict');
    expect(JSON.stringify(overtaken)).toContain('容差 10%，滞后 90%，严重滞后 50%');
    const { payload } = await db.root
      .selectFrom('journal')
      .select('payload')
      .where('organisation_id', '=', houseOf(supervisor))
      .where('type', '=', 'plan.judging-set')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(payload)).toContain('0.75');
  });
});

describe('shares of cities', () => {
  const one = { targetId: 'T1', regionCode: '370100', value: 12.5 };
  const split = (actor: Actor, planId: string, splits: readonly (typeof one)[], mark = markOfSplits([])) =>
    saveSplits(ports, actor, TEST_MOMENT, { planId, splits, mark });
  const splitsOf = (planId: string) =>
    ports.db.transaction(supervisor.scope, (trx) =>
      listSplits(trx, { organisationId: houseOf(supervisor), id: planId }),
    );

  it('are replaced as a whole, by one officer at a time', async () => {
    const id = await makePlan(ports, supervisor, samplePlan('a'));
    const two = { ...one, regionCode: '370200', value: 300 };
    valueOf(await split(supervisor, id, [one, two]));
    expect(codeOf(await split(supervisor, id, [one]))).toBe('conflict');
    expect(await splitsOf(id)).toMatchObject([one, two]);
    valueOf(await split(supervisor, id, [two], markOfSplits(await splitsOf(id))));
    expect(await splitsOf(id)).toMatchObject([two]);
    expect((await typesOf(supervisor)).filter((type) => type === 'plan.split')).toHaveLength(2);
  });

  it('are of the plan’s own targets and cities, of a published plan of the own house', async () => {
    const id = await makePlan(
      ports,
      supervisor,
      samplePlan('a', { targets: [sampleTarget('T1'), sampleTarget('T2', { canSplit: false })] }),
    );
    expect(codeOf(await split(supervisor, id, [{ ...one, targetId: 'T9' }]))).toBe('invalid');
    expect(codeOf(await split(supervisor, id, [{ ...one, targetId: 'T2' }]))).toBe('invalid');
    expect(codeOf(await split(supervisor, id, [{ ...one, regionCode: '310115' }]))).toBe('invalid');
    expect(codeOf(await split(city, id, [one]))).toBe('not_found');
    expect(codeOf(await split(reviewer, id, [one]))).toBe('forbidden');
    const draft = await begin(samplePlan('b'));
    expect(codeOf(await split(supervisor, draft, [one]))).toBe('not_allowed_now');
    expect(await splitsOf(id)).toEqual([]);
  });
});
