import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Line } from '#app/domain/target/line.ts';
import { DEFAULT_JUDGING, type PlanContent } from '#app/domain/target/plan.ts';
import { words } from '#app/domain/words.ts';
import type { Ports } from '#app/services/ports.ts';
import { addLine } from '#app/services/batch/add-line.server.ts';
import { openBatch } from '#app/services/batch/open-batch.server.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { type BatchKey, getBatch } from '#db/queries/batch.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { samplePlan, sampleTarget } from './standing.ts';
import { makeActor, makeOrganisation, momentAt, TEST_MOMENT, type TestOrganisation } from './world.ts';

/** A plan with one target of each measure, a share and a deliverable. */
export const BATCH_PLAN: PlanContent = samplePlan(
  [
    sampleTarget('XC01'),
    sampleTarget('XS01', { measure: 'sum', unit: words('人次', 'participants') }),
    sampleTarget('XV01', {
      measure: 'value',
      unit: words('亿元', '100 million yuan'),
      headline: 'reported',
    }),
    sampleTarget('XP01', { measure: 'value', unit: words('%', '%'), headline: 'reported' }),
  ],
  {
    deliverables: [
      { id: 'XD01', part: 'two', clause: '第2条', text: words('印发办法', 'Issue rules'), deadline: null },
    ],
  },
);

/** An authority with two people. */
export interface TestHouse {
  readonly organisation: TestOrganisation;
  readonly supervisor: Actor;
  readonly reviewer: Actor;
}

/** A province's house with a published plan, and two of its cities. */
export interface BatchWorld {
  readonly province: TestHouse;
  readonly city: TestHouse;
  readonly otherCity: TestHouse;
  readonly planId: string;
}

/** Minutes after the moment of tests. */
export function later(minutes: number): Moment {
  return momentAt(new Date(Date.parse(TEST_MOMENT.now) + minutes * 60_000).toISOString());
}

/** The scope of an officer. */
export function officeOf(actor: Actor): RegulatorScope {
  if (actor.scope.kind !== 'regulator') throw new Error('not an officer');
  return actor.scope;
}

async function makeHouse(ports: Ports, regionCode: string, programmeId: string): Promise<TestHouse> {
  const organisation = await makeOrganisation(ports, { kind: 'regulator', regionCode });
  const more = { regionCode, programmeId };
  return {
    organisation,
    supervisor: await makeActor(ports, organisation, 'supervisor', more),
    reviewer: await makeActor(ports, organisation, 'reviewer', more),
  };
}

/** Publishes a plan of a house, as it stands in the database. */
export async function makePlan(
  db: OpenDatabase,
  house: TestOrganisation,
  content: PlanContent = BATCH_PLAN,
): Promise<string> {
  const id = newId(TEST_MOMENT.now);
  const row = {
    organisation_id: house.id,
    programme_id: 'sd-big-data',
    created_by_name: '示例',
    created_at: TEST_MOMENT.now,
    updated_at: TEST_MOMENT.now,
  };
  await db.root
    .insertInto('plan')
    .values({
      ...row,
      id,
      region_code: '370000',
      key: `plan-${id}`,
      title_zh: content.title.zh,
      title_en: content.title.en,
      version_no: 1,
      judging: JSON.stringify(DEFAULT_JUDGING),
      withdrawn_at: null,
    })
    .execute();
  await db.root
    .insertInto('plan_version')
    .values({
      ...row,
      plan_id: id,
      no: 1,
      state: 'published',
      content: JSON.stringify(content),
      digest: 'x',
      published_at: TEST_MOMENT.now,
      published_by_name: '示例',
    })
    .execute();
  return id;
}

/** Makes the province, its published plan and two cities. */
export async function makeBatchWorld(ports: Ports, db: OpenDatabase): Promise<BatchWorld> {
  const province = await makeHouse(ports, '370000', 'sd-big-data');
  const city = await makeHouse(ports, '370100', 'sd-big-data');
  const otherCity = await makeHouse(ports, '370200', 'sd-big-data');
  return { province, city, otherCity, planId: await makePlan(db, province.organisation) };
}

/** A record of Jinan, right for `XC01`. */
export function itemLine(more: Partial<Line> = {}): Line {
  return {
    kind: 'item',
    name: '示例企业甲',
    uscc: null,
    region: '370100',
    onDate: plainDate('2023-06-01'),
    endedOn: null,
    quantity: null,
    value: null,
    source: '',
    document: '',
    note: '',
    ...more,
  };
}

/** A figure of Jinan, right for `XV01`. */
export function figureLine(more: Partial<Line> = {}): Line {
  return itemLine({ kind: 'observation', name: '', value: 12.5, source: '统计快报', ...more });
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Opens a batch and puts lines into it. */
export async function makeBatch(
  ports: Ports,
  actor: Actor,
  planId: string,
  lines: readonly (readonly [target: string, line: Line])[] = [['XC01', itemLine()]],
): Promise<BatchKey & { readonly lines: readonly string[] }> {
  const batch = valueOf(
    await openBatch(ports, actor, TEST_MOMENT, { plan: planId, title: '示例批次', note: '' }),
  );
  const ids: string[] = [];
  for (const [target, line] of lines) {
    const added = await addLine(ports, actor, TEST_MOMENT, { batch, target, line, isTwice: false });
    ids.push(valueOf(added).id);
  }
  return { ...batch, lines: ids };
}

/** The revision of a batch as its own house sees it now. */
export async function revisionOf(db: OpenDatabase, actor: Actor, batch: BatchKey): Promise<number> {
  const scope = officeOf(actor);
  const row = await db.transaction(scope, (trx) => getBatch(trx, scope, batch));
  return row?.revision ?? 0;
}
