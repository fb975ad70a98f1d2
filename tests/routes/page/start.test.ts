import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { loader } from '#app/routes/page/start.tsx';
import { createBulletin } from '#app/services/bulletin/create-bulletin.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { batchDesk } from '#tests/support/batch-desk.ts';
import { makeBatchWorld, type BatchWorld } from '#tests/support/batch-world.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted } from '#tests/support/filing-world.ts';
import { incoming } from '#tests/support/incoming.ts';
import { day, makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BatchWorld;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBatchWorld(ports, db);
});
afterAll(() => db.close());

type Start = Awaited<ReturnType<typeof loader>>;
type Of<K extends Start['kind']> = Extract<Start, { kind: K }>['facts'];

/** What the start page of a person says. */
async function startOf<K extends Start['kind']>(actor: Actor, kind: K): Promise<Of<K>> {
  const start = await loader(incoming(ports, actor, '/start'));
  if (start.kind !== kind) throw new Error(`not the start of ${kind}`);
  return start.facts as Of<K>;
}

async function designate(organisationId: string, endedOn: string | null) {
  await db.root
    .insertInto('designation')
    .values({
      organisation_id: organisationId,
      id: newId(TEST_MOMENT.now),
      programme_id: 'sh-cdo',
      region_code: '310115',
      enterprise_name: '示例企业',
      kind: endedOn === null ? 'data_trader' : 'benchmark_enterprise',
      since_on: day('2026-01-01'),
      ended_on: endedOn === null ? null : day(endedOn),
      basis: '示例文件',
      given_by_name: '示例',
      created_at: TEST_MOMENT.now,
      removed_at: null,
      remove_reason: null,
    })
    .execute();
}

describe('an enterprise’s start', () => {
  it('says what to do by when, and what the enterprise was named', async () => {
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    const owner = await makeActor(ports, enterprise, 'owner');
    const viewer = await makeActor(ports, enterprise, 'viewer');
    const late = await insertOpenChange(db, enterprise, day('2026-11-02'));
    const soon = await insertOpenChange(db, enterprise, day('2026-11-19'));
    await designate(enterprise.id, null);
    await designate(enterprise.id, '2026-06-30');
    const { agenda, designations } = await startOf(owner, 'enterprise');
    expect(agenda.map(({ by, to }) => [by, to])).toEqual([
      [late.dueOn, `/changes/${late.id}`],
      [soon.dueOn, `/changes/${soon.id}`],
      [null, '/filings/new'],
    ]);
    expect(agenda[0]?.left).toMatchObject({ tone: 'red' });
    expect(designations.map(({ kind }) => kind)).toEqual(['data_trader']);
    // Who may not file is shown the deadlines, and no filing to begin.
    expect((await startOf(viewer, 'enterprise')).agenda.map(({ key }) => key)).toHaveLength(2);
  });

  it('has nobody else’s affairs', async () => {
    const other = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
    const { agenda, designations } = await startOf(other, 'enterprise');
    expect(agenda.map(({ key }) => key)).toEqual(['first']);
    expect(designations).toEqual([]);
  });
});

describe('a consultancy’s start', () => {
  it('is empty without clients', async () => {
    const house = await makeOrganisation(ports, { kind: 'consultancy' });
    const consultant = await makeActor(ports, house, 'consultant');
    expect(await startOf(consultant, 'consultancy')).toMatchObject({
      board: { clients: [], hasClients: false, total: 0 },
      agenda: [],
    });
  });

  it('lists a client’s deadline and the end of the grant by day', async () => {
    const client = await makeOrganisation(ports, { kind: 'enterprise', name: '示例客户' });
    const house = await makeOrganisation(ports, { kind: 'consultancy' });
    const consultant = await makeActor(ports, house, 'consultant');
    const change = await insertOpenChange(db, client, day('2026-11-19'));
    await db.root
      .insertInto('client_grant')
      .values({
        organisation_id: client.id,
        id: newId(TEST_MOMENT.now),
        consultancy_id: house.id,
        client_name: client.name,
        consultancy_name: house.name,
        purpose: 'help',
        rights: 'draft',
        created_by_name: '示例',
        created_at: TEST_MOMENT.now,
        expires_on: day('2026-12-10'),
        revoked_at: null,
      })
      .execute();
    const { agenda } = await startOf(consultant, 'consultancy');
    expect(agenda.map(({ about, by }) => [about, by])).toEqual([
      ['示例客户', change.dueOn],
      ['示例客户', '2026-12-10'],
    ]);
  });
});

describe('a regulator’s start', () => {
  it('of the filing duty has the queue, overdue changes and bulletins being written', async () => {
    const office = await makeOrganisation(ports, { kind: 'regulator' });
    const supervisor = await makeActor(ports, office, 'supervisor');
    const reviewer = await makeActor(ports, office, 'reviewer');
    const enterprise = await makeOrganisation(ports, { kind: 'enterprise' });
    const late = await insertOpenChange(db, enterprise, day('2026-10-12'));
    const period = { from: day('2026-10-01'), until: day('2026-10-31') };
    granted(await createBulletin(ports, supervisor, TEST_MOMENT, { period, title: '十月通报' }));
    const { filing } = await startOf(reviewer, 'regulator');
    expect(filing?.overdue.map(({ id }) => id)).toContain(late.id);
    expect(filing?.bulletins.map(({ title }) => title)).toEqual(['十月通报']);
    expect(filing?.mayWriteBulletin).toBe(false);
    const other = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
    const elsewhere = await startOf(other, 'regulator');
    expect(elsewhere.filing).toMatchObject({ bulletins: [], mayWriteBulletin: true });
  });

  it('with plans has batches to review, the city those returned and drafts', async () => {
    const { province, city, otherCity, planId } = world;
    const desk = batchDesk(db, ports, world);
    const waiting = await desk.batchIn('submitted');
    const returned = await desk.batchIn('returned');
    const draft = await desk.batchIn('draft');
    const ofProvince = await startOf(province.reviewer, 'regulator');
    expect(ofProvince.filing).toBeNull();
    expect(ofProvince.plan.agenda.map(({ to }) => to)).toEqual([
      `/batches/${waiting.organisationId}/${waiting.id}`,
    ]);
    expect(ofProvince.plan.plans).toMatchObject([
      { id: planId, isOwn: true, isOver: true, asAt: '2023-12-31' },
    ]);
    const ofCity = await startOf(city.reviewer, 'regulator');
    expect(ofCity.plan.agenda.map(({ key, what }) => [key, what.zh])).toEqual([
      [`batch ${returned.id}`, '补正退回的批次'],
      [`batch ${draft.id}`, '继续填报批次'],
    ]);
    expect((await startOf(otherCity.reviewer, 'regulator')).plan.agenda).toEqual([]);
  });
});
