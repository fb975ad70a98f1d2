import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DesignationFilterSchema, GiveSchema } from '#app/domain/designation/designation.ts';
import type { DesignationKind } from '#app/domain/target/plan.ts';
import { endDesignation } from '#app/services/designation/end-designation.server.ts';
import { exportDesignations } from '#app/services/designation/export-designations.server.ts';
import { giveDesignation } from '#app/services/designation/give-designation.server.ts';
import { removeDesignation } from '#app/services/designation/remove-designation.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { listDesignations, listDesignationsOf } from '#db/queries/designation.read.ts';
import { readPlatformDays } from '#db/queries/plan-series.read.ts';
import { codeOf, valueOf } from '#tests/support/batch-desk.ts';
import { type BatchWorld, makeBatchWorld, officeOf } from '#tests/support/batch-world.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
});
afterAll(() => db.close());

async function enterprise(regionCode = '370100', programmeId = 'sd-big-data') {
  const house = await makeOrganisation(ports, { kind: 'enterprise', regionCode });
  await db.root
    .updateTable('organisation')
    .set({ programme_id: programmeId })
    .where('id', '=', house.id)
    .execute();
  return house;
}

const KIND = 'chief_data_engineer_pilot';
const give = (actor: Actor, enterpriseId: string, sinceOn = '2023-03-01', kind: DesignationKind = KIND) =>
  giveDesignation(ports, actor, TEST_MOMENT, {
    enterprise: enterpriseId,
    kind,
    sinceOn: plainDate(sinceOn),
    basis: '示例文件〔2023〕1号',
  });
const end = (actor: Actor, key: { organisationId: string; id: string }, on: string) =>
  endDesignation(ports, actor, TEST_MOMENT, { key, endedOn: plainDate(on) });
const remove = (actor: Actor, key: { organisationId: string; id: string }) =>
  removeDesignation(ports, actor, TEST_MOMENT, { key, reason: '登记有误' });

/** What a plan of the programme counts of the pilots by today: each once ever, or those that are held. */
async function counted(counts: 'ever' | 'held') {
  const days = await db.transaction(world.province.supervisor.scope, (trx) =>
    readPlatformDays(trx, world.planId, { from: 'designation', kind: KIND, counts }),
  );
  return days.reduce((sum, { items }) => sum + items, 0);
}

describe('a designation', () => {
  it('is given, seen by its enterprise, ended, and told in its chain', async () => {
    const house = await enterprise();
    const owner = await makeActor(ports, house, 'owner');
    const { supervisor } = world.province;
    const key = valueOf(await give(supervisor, house.id));
    const seen = () => db.transaction(owner.scope, (trx) => listDesignationsOf(trx, house.id));
    expect(await seen()).toMatchObject([{ kind: KIND, sinceOn: '2023-03-01', endedOn: null }]);
    expect(await counted('held')).toBe(1);
    expect(valueOf(await end(supervisor, key, '2024-01-01'))).toEqual({ name: house.name });
    expect(await seen()).toMatchObject([{ endedOn: '2024-01-01' }]);
    expect([await counted('held'), await counted('ever')]).toEqual([0, 1]);
    const events = await db.root
      .selectFrom('journal')
      .select(['type', 'is_shared as shared'])
      .where('subject_id', '=', key.id)
      .orderBy('seq')
      .execute();
    expect(events).toEqual([
      { type: 'designation.given', shared: true },
      { type: 'designation.ended', shared: true },
    ]);
  });

  it('is held once at a time; periods of one kind don’t overlap', async () => {
    const house = await enterprise();
    const { supervisor } = world.province;
    const key = valueOf(await give(supervisor, house.id));
    expect(codeOf(await give(supervisor, house.id, '2023-06-01'))).toBe('conflict');
    expect(codeOf(await give(supervisor, house.id, '2023-06-01', 'data_trader'))).toBe('done');
    valueOf(await end(supervisor, key, '2023-12-01'));
    expect(await give(supervisor, house.id, '2023-11-30')).toMatchObject({
      refusal: { code: 'conflict', fields: { sinceOn: {} } },
    });
    expect(codeOf(await give(supervisor, house.id, '2023-12-01'))).toBe('done');
  });

  it('given twice at the same moment is given once', async () => {
    const house = await enterprise();
    const both = await Promise.all([
      give(world.province.supervisor, house.id),
      give(world.province.supervisor, house.id),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['conflict', 'done']);
  });

  it('goes to enterprises of the programme and the house’s own region', async () => {
    const { supervisor } = world.city;
    const cases = [
      [await enterprise('370200'), 'invalid'],
      [await enterprise('310115', 'sh-cdo'), 'invalid'],
      [await enterprise('370100', 'sh-cdo'), 'invalid'],
      [{ id: '00000000-0000-7000-8000-000000000000' }, 'invalid'],
      [{ id: 'not-an-id-at-all-but-36-characters-x' }, 'invalid'],
      [world.province.organisation, 'invalid'],
      [await enterprise('370100'), 'done'],
    ] as const;
    for (const [house, code] of cases) expect(codeOf(await give(supervisor, house.id))).toBe(code);
  });

  it.each([
    ['2026-11-24', 'invalid'],
    ['1999-12-31', 'invalid'],
    ['2026-11-23', 'done'],
  ])('from %s is %s', async (sinceOn, code) => {
    expect(codeOf(await give(world.province.supervisor, (await enterprise()).id, sinceOn))).toBe(code);
  });

  it('ends after it began and not in the future, once', async () => {
    const { supervisor } = world.province;
    const key = valueOf(await give(supervisor, (await enterprise()).id));
    for (const on of ['2023-03-01', '2026-11-24'])
      expect(codeOf(await end(supervisor, key, on))).toBe('invalid');
    expect(codeOf(await end(supervisor, key, '2023-03-02'))).toBe('done');
    expect(codeOf(await end(supervisor, key, '2023-03-03'))).toBe('not_allowed_now');
  });

  it('is removed with a reason, once, and can then be given again', async () => {
    const { supervisor } = world.province;
    const house = await enterprise();
    const key = valueOf(await give(supervisor, house.id));
    expect(codeOf(await remove(supervisor, key))).toBe('done');
    expect(codeOf(await remove(supervisor, key))).toBe('not_allowed_now');
    expect(codeOf(await end(supervisor, key, '2024-01-01'))).toBe('not_allowed_now');
    expect(codeOf(await give(supervisor, house.id))).toBe('done');
    const scope = officeOf(supervisor);
    const removed = { filter: DesignationFilterSchema.parse({ state: 'removed' }), on: TEST_MOMENT.today };
    const { rows } = await db.transaction(scope, (trx) => listDesignations(trx, scope, removed));
    expect(rows).toMatchObject([{ id: key.id, removeReason: '登记有误' }]);
  });

  it('is a supervisor’s, and nobody’s of another house or programme', async () => {
    const house = await enterprise();
    const { province, otherCity, city } = world;
    expect(codeOf(await give(province.reviewer, house.id))).toBe('forbidden');
    const key = valueOf(await give(city.supervisor, house.id));
    const shanghai = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'regulator' }),
      'supervisor',
    );
    for (const stranger of [otherCity.supervisor, shanghai]) {
      expect(codeOf(await end(stranger, key, '2024-01-01'))).toBe('not_found');
      expect(codeOf(await remove(stranger, key))).toBe('not_found');
    }
    expect(codeOf(await remove(city.reviewer, key))).toBe('forbidden');
    expect(codeOf(await remove(province.supervisor, key))).toBe('done');
  });

  it('is exported as listed, and the export is noted', async () => {
    const house = await enterprise('371700');
    const { supervisor } = world.province;
    valueOf(await give(supervisor, house.id, '2023-03-01', 'data_element_enterprise'));
    const query = { filter: DesignationFilterSchema.parse({ region: '371700' }), on: TEST_MOMENT.today };
    const stream = valueOf(await exportDesignations(ports, supervisor, TEST_MOMENT, query));
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
    const table = await ports.spreadsheets.readTable(Readable.from([Buffer.concat(pieces)]), {
      fileName: 't.xlsx',
      maxRows: 100,
      maxBytes: 1_000_000,
    });
    if (!table.ok) throw new Error(table.refusal);
    expect(table.rows.map(({ cells }) => [cells['企业名称'], cells['称号'], cells['状态']])).toEqual([
      [house.name, '数据要素型重点企业', '有效'],
    ]);
  });
});

it.each([
  [{ enterprise: '', kind: KIND, sinceOn: '2023-01-01', basis: '文件' }, 'enterprise'],
  [{ enterprise: 'x'.repeat(36), kind: KIND, sinceOn: '2023-01-01', basis: '文件' }, 'enterprise'],
  [{ enterprise: 'a'.repeat(36), kind: 'king', sinceOn: '2023-01-01', basis: '文件' }, 'kind'],
  [{ enterprise: 'a'.repeat(36), kind: KIND, sinceOn: '2023-02-30', basis: '文件' }, 'sinceOn'],
  [{ enterprise: 'a'.repeat(36), kind: KIND, sinceOn: '2023-01-01', basis: ' ' }, 'basis'],
  [{ enterprise: 'a'.repeat(36), kind: KIND, sinceOn: '2023-01-01', basis: '长'.repeat(301) }, 'basis'],
])('the form %j is refused beside %s', (form, field) => {
  const parsed = GiveSchema.safeParse(form);
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
