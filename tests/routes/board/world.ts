import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { PlanContent } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { makePlan, makePlanHouse } from '#tests/support/plan.ts';
import { samplePlan, sampleTarget } from '#tests/support/standing.ts';
import { makeActor, makeOrganisation, TEST_MOMENT } from '#tests/support/world.ts';

/** A name that no public page may hold. */
export const SECRET_NAME = '示例企业机密甲有限公司';

/** A plan that has passed: three counted targets in two parts, a limit, a checklist and a context figure. */
export const BOARD_PLAN: PlanContent = samplePlan(
  [
    sampleTarget('B01', { value: 4 }),
    sampleTarget('B02', { value: 10, isAspiration: true }),
    sampleTarget('B03', { part: 'two', value: 5 }),
    sampleTarget('B04', { part: 'two', comparator: 'at_most', direction: 'down', value: 2 }),
  ],
  {
    deliverables: [
      {
        id: 'BD1',
        part: 'one',
        clause: '第9条',
        text: words('示例：印发办法', 'Sample: issue rules'),
        deadline: plainDate('2023-09-30'),
      },
    ],
    context: [
      {
        text: words('示例数据：背景数字', 'Sample data: a figure'),
        date: '2022',
        source: '示例来源',
        confidence: 'C',
      },
    ],
    defects: [words('示例数据：原文缺页', 'Sample data: a page is missing')],
  },
);

export interface BoardWorld {
  readonly supervisor: Actor;
  readonly reviewer: Actor;
  readonly city: Actor;
  /** An office of another programme. */
  readonly stranger: Actor;
  readonly enterprise: Actor;
  readonly planId: string;
}

async function insertItem(
  db: OpenDatabase,
  owner: Actor,
  planId: string,
  of: { target: string; region: string; on: string; name: string },
): Promise<void> {
  if (owner.scope.kind !== 'regulator') throw new Error('a regulator is needed');
  const house = owner.scope.organisationId;
  const batchId = newId(TEST_MOMENT.now);
  const base = { organisation_id: house, programme_id: 'sd-big-data', region_code: of.region };
  const at = { created_by_name: '示例', created_at: TEST_MOMENT.now, updated_at: TEST_MOMENT.now };
  await db.root
    .insertInto('batch')
    .values({
      ...base,
      ...at,
      id: batchId,
      house_name: '示例',
      plan_house_id: house,
      plan_id: planId,
      title: '示例批次',
      file_name: null,
      submitted_at: null,
      submitted_by_name: null,
      returned_at: null,
      recorded_at: null,
      recorded_by_name: null,
      undone_at: null,
      undone_by_name: null,
      assignee_id: null,
      assignee_name: null,
    })
    .execute();
  await db.root
    .insertInto('entry')
    .values({
      ...base,
      ...at,
      id: newId(TEST_MOMENT.now),
      plan_house_id: house,
      plan_id: planId,
      target_id: of.target,
      kind: 'item',
      name: of.name,
      uscc: null,
      linked_organisation_id: null,
      on_date: plainDate(of.on),
      ended_on: null,
      value: null,
      batch_id: batchId,
      updated_by_name: '示例',
      removed_at: null,
    })
    .execute();
}

/** Shandong's house with a published plan, kept inside: B01 reached by two cities, B02 behind, the others without data. */
export async function makeBoardWorld(db: OpenDatabase, ports: Ports): Promise<BoardWorld> {
  const province = await makePlanHouse(ports);
  const jinan = await makePlanHouse(ports, '370100');
  const planId = await makePlan(ports, province.supervisor, BOARD_PLAN);
  const came = [
    ['B01', '370100', '2023-03-01', 3],
    ['B01', '370200', '2023-05-01', 1],
    ['B02', '370100', '2023-06-01', 2],
  ] as const;
  for (const [target, region, on, count] of came) {
    for (let at = 0; at < count; at += 1) {
      await insertItem(db, province.supervisor, planId, { target, region, on, name: SECRET_NAME });
    }
  }
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  const house = await makeOrganisation(ports, { kind: 'enterprise' });
  return {
    supervisor: province.supervisor,
    reviewer: province.reviewer,
    city: jinan.reviewer,
    stranger: await makeActor(ports, office, 'supervisor'),
    enterprise: await makeActor(ports, house, 'owner'),
    planId,
  };
}
