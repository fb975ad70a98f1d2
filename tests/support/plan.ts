import type { Actor } from '#app/domain/account/actor.ts';
import type { PlanContent, Target } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Ports } from '#app/services/ports.ts';
import { adoptPlan } from '#app/services/plan/adopt-plan.server.ts';
import { createPlan } from '#app/services/plan/create-plan.server.ts';
import { publishPlan } from '#app/services/plan/publish-plan.server.ts';
import { getPlanDraft } from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, type TestOrganisation } from './world.ts';

/** A house of Shandong's programme: the province, or with a code one of its cities. */
export async function makePlanHouse(
  ports: Ports,
  regionCode = '370000',
): Promise<{ readonly house: TestOrganisation; readonly supervisor: Actor; readonly reviewer: Actor }> {
  const house = await makeOrganisation(ports, { kind: 'regulator', regionCode });
  const duty = { programmeId: 'sd-big-data', regionCode };
  return {
    house,
    supervisor: await makeActor(ports, house, 'supervisor', duty),
    reviewer: await makeActor(ports, house, 'reviewer', duty),
  };
}

/** The regulator's scope of an actor. */
export function regulatorScope({ scope }: Actor): RegulatorScope {
  if (scope.kind !== 'regulator') throw new Error('a regulator is needed');
  return scope;
}

/** The value of what was done; throws with the refusal otherwise. */
export function valueOf<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** A target that any plan may have. */
export function sampleTarget(id: string, more: Partial<Target> = {}): Target {
  return {
    id,
    part: 'p1',
    clause: '第1条',
    indicator: words(`示例指标${id}`, `Sample ${id}`),
    comparator: 'at_least',
    value: 100,
    unit: words('家', 'enterprises'),
    direction: 'up',
    counting: 'cumulative',
    isAspiration: false,
    deadline: plainDate('2026-12-31'),
    measure: 'count',
    entryName: words('企业', 'enterprise'),
    headline: 'records',
    platform: null,
    canSplit: true,
    summary: words('示例摘要', 'Sample summary'),
    note: null,
    ...more,
  };
}

/** A plan of the house's own. */
export function samplePlan(key: string, more: Partial<PlanContent> = {}): PlanContent {
  return {
    key,
    title: words('示例计划', 'Sample plan'),
    number: '',
    issuer: words('示例机关', 'Sample authority'),
    issuedOn: null,
    region: '370000',
    programme: null,
    from: plainDate('2026-01-01'),
    until: plainDate('2026-12-31'),
    source: words('示例数据', 'Sample data'),
    defects: [],
    parts: [{ id: 'p1', title: words('第一部分', 'Part one') }],
    targets: [sampleTarget('T1'), sampleTarget('T2')],
    deliverables: [],
    context: [],
    ...more,
  };
}

/** Publishes the draft that waits. */
export async function publishDraft(ports: Ports, supervisor: Actor, planId: string) {
  const scope = regulatorScope(supervisor);
  const draft = await ports.db.transaction(scope, (trx) => getPlanDraft(trx, scope, planId));
  return publishPlan(ports, supervisor, TEST_MOMENT, { planId, digest: draft?.digest ?? '' });
}

/** A published plan of the house's own, or of a document of the library. */
export async function makePlan(
  ports: Ports,
  supervisor: Actor,
  of: PlanContent | { readonly library: string },
): Promise<string> {
  const begun =
    'library' in of
      ? await adoptPlan(ports, supervisor, TEST_MOMENT, { key: of.library })
      : await createPlan(ports, supervisor, TEST_MOMENT, { content: of });
  const { id } = valueOf(begun);
  valueOf(await publishDraft(ports, supervisor, id));
  return id;
}
