import { text } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { navigationOf } from '#app/components/layout/navigation.ts';
import { CDO_PROGRAMME } from '#app/domain/filing/guideline.ts';
import { ROLES, type Role } from '#app/domain/organisation/organisation.ts';
import * as exportRoute from '#app/routes/journal/export.ts';
import * as journal from '#app/routes/journal/journal.tsx';
import { checkpointJournal } from '#app/services/journal/checkpoint-journal.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, statusOf } from '#tests/support/incoming.ts';
import {
  makeActor,
  makeOrganisation,
  momentAt,
  testPorts,
  TEST_MOMENT,
  type TestOrganisation,
} from '#tests/support/world.ts';

const SUBJECT = '01890000-0000-7000-8000-00000000000a';
const GONE = '01890000-0000-7000-8000-00000000000b';
const NOBODY = '01890000-0000-7000-8000-000000000000';

let db: OpenDatabase;
let ports: Ports;
let house: TestOrganisation;
let people: Record<
  'owner' | 'cdo' | 'preparer' | 'viewer' | 'supervisor' | 'reviewer' | 'consultant' | 'rival',
  Actor
>;
let faraway: Actor;

const append = (
  actor: Actor,
  organisationId: string,
  type: string,
  more: object = {},
  at = TEST_MOMENT.now,
) =>
  db.transaction(actor.scope, (trx) =>
    appendJournal(trx, actor, momentAt(at), { organisationId, type, payload: {}, shared: false, ...more }),
  );

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  house = await makeOrganisation(ports, { kind: 'enterprise', name: '示例日志企业' });
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy' });
  const rival = await makeOrganisation(ports, { kind: 'enterprise' });
  people = {
    owner: await makeActor(ports, house, 'owner', { name: '张示例' }),
    cdo: await makeActor(ports, house, 'cdo', { name: '李示例' }),
    preparer: await makeActor(ports, house, 'preparer'),
    viewer: await makeActor(ports, house, 'viewer'),
    supervisor: await makeActor(ports, office, 'supervisor'),
    reviewer: await makeActor(ports, office, 'reviewer'),
    consultant: await makeActor(ports, consultancy, 'consultant'),
    rival: await makeActor(ports, rival, 'owner'),
  };
  const elsewhere = await makeOrganisation(ports, { kind: 'regulator' });
  faraway = await makeActor(ports, elsewhere, 'supervisor', {
    regionCode: '370000',
    programmeId: 'sd-big-data',
  });
  const { owner, cdo, supervisor } = people;
  await append(owner, house.id, 'filing.created', { subjectId: SUBJECT }, '2026-11-20T15:59:59.000Z');
  await append(
    cdo,
    house.id,
    'filing.submitted',
    {
      subjectId: SUBJECT,
      shared: true,
      payload: { version: 1, first: true, files: [{ slot: 'appointment' }] },
    },
    '2026-11-20T16:00:00.000Z',
  );
  await append(supervisor, house.id, 'filing.claimed', { subjectId: SUBJECT, shared: true });
  await append(owner, house.id, 'filing.created', { subjectId: GONE });
  await append(owner, house.id, 'filing.deleted', { subjectId: GONE });
  await append(people.rival, rival.id, 'webhook.added', {});
  await append(supervisor, office.id, 'register.exported', { payload: { format: 'csv' } });
});
afterAll(() => db.close());

const load = async (actor: Actor, search = '') => journal.loader(incoming(ports, actor, `/journal${search}`));
const typesOf = async (actor: Actor, search = '') => (await load(actor, search)).rows.map(({ type }) => type);
const verify = (actor: Actor) =>
  journal.action(incoming(ports, actor, '/journal', { body: new URLSearchParams({ _csrf: FORM_TOKEN }) }));

describe('the audit log', () => {
  it('is for those who answer for a house, and offered to them alone', async () => {
    const status = (actor: Actor | null) =>
      statusOf(() => journal.loader(incoming(ports, actor, '/journal')));
    for (const name of ['owner', 'cdo', 'supervisor', 'consultant'] as const) {
      expect([name, await status(people[name])]).toEqual([name, 200]);
    }
    for (const name of ['preparer', 'viewer', 'reviewer'] as const) {
      expect([name, await status(people[name])]).toEqual([name, 403]);
      expect(await statusOf(async () => verify(people[name]))).toBe(403);
      expect(
        await statusOf(async () => exportRoute.loader(incoming(ports, people[name], '/journal/export'))),
      ).toBe(403);
    }
    expect(await status(null)).toBe(302);
    const offered = (Object.keys(ROLES) as Role[]).filter((role) =>
      navigationOf(ROLES[role].kind, CDO_PROGRAMME, role).some(({ to }) => to === '/journal'),
    );
    expect(offered).toEqual(['owner', 'cdo', 'supervisor', 'consultant', 'operator']);
  });

  it('shows the own chain, the newest first, with words, pages and parts', async () => {
    const page = await load(people.owner);
    expect(page.rows.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(page.count).toBe(5);
    expect(page.rows.map(({ to }) => to)).toEqual([
      null,
      null,
      ...Array.from({ length: 3 }, () => `/filings/${SUBJECT}`),
    ]);
    const [, , , submitted] = page.rows;
    expect(submitted).toMatchObject({ actorName: '李示例', isShared: true, at: '2026-11-20T16:00:00.000Z' });
    expect(submitted?.parts).toEqual([
      { key: 'files', value: JSON.stringify([{ slot: 'appointment' }], null, 1) },
      { key: 'first', value: true },
      { key: 'version', value: '1' },
    ]);
  });

  it('narrows by kind, person, subject and day, the last day whole', async () => {
    const { owner } = people;
    expect(await typesOf(owner, '?kind=filing.created')).toEqual(['filing.created', 'filing.created']);
    expect(await typesOf(owner, '?kind=filing')).toHaveLength(5);
    expect(await typesOf(owner, '?kind=fil')).toEqual([]);
    expect(await typesOf(owner, '?person=%E6%9D%8E')).toEqual(['filing.submitted']);
    expect(await typesOf(owner, '?person=%25')).toEqual([]);
    expect(await typesOf(owner, '?person=_')).toEqual([]);
    expect(await typesOf(owner, `?subject=${GONE}`)).toEqual(['filing.deleted', 'filing.created']);
    expect(await typesOf(owner, '?until=2026-11-20')).toEqual(['filing.created']);
    expect(await typesOf(owner, '?from=2026-11-21&until=2026-11-21')).toEqual(['filing.submitted']);
    expect((await load(owner, '?kind=filing.created')).count).toBe(2);
  });

  it.each([
    '?kind=%00',
    '?person=%00',
    '?after=-1',
    '?after=99999999999999999999',
    '?subject=x',
    "?kind='",
    '?from=x',
    '?of=',
  ])('takes %s for nothing', async (search) => {
    expect(await typesOf(people.owner, search)).toHaveLength(5);
  });

  it('goes on page by page, fifty at a time, and misses none', async () => {
    const long = await makeOrganisation(ports, { kind: 'enterprise' });
    const actor = await makeActor(ports, long, 'owner');
    await db.transaction(actor.scope, async (trx) => {
      for (let n = 0; n < 101; n += 1) {
        await appendJournal(trx, actor, TEST_MOMENT, {
          organisationId: long.id,
          type: 'draft.saved',
          payload: { revision: n },
          shared: false,
        });
      }
    });
    const seen: number[] = [];
    const sizes: number[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = await load(actor, after === '' ? '' : `?after=${after}`);
      seen.push(...page.rows.map(({ seq }) => seq));
      sizes.push(page.rows.length);
      after = page.next;
    }
    expect(sizes).toEqual([50, 50, 1]);
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => 101 - index));
  });

  it('keeps houses apart, and shows a regulator what an enterprise within reach shares', async () => {
    expect(await typesOf(people.rival)).toEqual(['webhook.added']);
    expect(await typesOf(people.supervisor)).toEqual(['register.exported']);
    expect(await typesOf(people.supervisor, `?of=${house.id}`)).toEqual([
      'filing.claimed',
      'filing.submitted',
    ]);
    const shared = await load(people.supervisor, `?of=${house.id}`);
    expect(shared).toMatchObject({ isOwn: false, enterpriseName: '示例日志企业', count: 2 });
    expect(shared.rows.map(({ to }) => to)).toEqual([`/review/${SUBJECT}`, `/review/${SUBJECT}`]);
    for (const [actor, of] of [
      [people.rival, house.id],
      [people.consultant, house.id],
      [faraway, house.id],
      [people.supervisor, NOBODY],
    ] as const) {
      expect(await statusOf(() => load(actor, `?of=${of}`))).toBe(404);
      expect(
        await statusOf(async () => exportRoute.loader(incoming(ports, actor, `/journal/export?of=${of}`))),
      ).toBe(404);
    }
  });

  it('is exported as filtered, which is an event of its own that the export leaves out', async () => {
    const address = '/journal/export?format=csv&kind=filing&person=%E6%9D%8E';
    const response = await exportRoute.loader(incoming(ports, people.cdo, address));
    const table = await text(response.body as ReadableStream);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = table.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('2026-11-21 00:00');
    expect(lines[1]).toContain('报送备案');
    const whole = await exportRoute.loader(incoming(ports, people.cdo, '/journal/export?format=csv'));
    expect((await text(whole.body as ReadableStream)).match(/导出审计日志/g)).toHaveLength(1);
    const [second, first] = (await load(people.owner, '?kind=journal.exported')).rows;
    expect(second?.parts).toContainEqual({ key: 'searched', value: false });
    expect(first?.parts).toContainEqual({ key: 'searched', value: true });
    expect(JSON.stringify(first?.parts)).not.toContain('李');
    const xlsx = await exportRoute.loader(
      incoming(ports, people.supervisor, `/journal/export?of=${house.id}`),
    );
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await typesOf(people.supervisor))[0]).toBe('journal.exported');
  });
});

describe('verifying the own chain', () => {
  /** What somebody with the owner's rights may do to the table behind the product's back. */
  const tamper = async (statement: string) => {
    await db.pool.query('alter table journal disable trigger all');
    await db.pool.query(statement);
    await db.pool.query('alter table journal enable trigger all');
  };
  const where = (seq: string) => `where organisation_id = '${house.id}' and ${seq}`;

  it('recomputes it from the first event, and says what it was held against', async () => {
    expect(await verify(people.owner)).toEqual({ events: 7, broken: null, checkpoints: 0 });
    await checkpointJournal(ports, TEST_MOMENT);
    expect(await verify(people.cdo)).toEqual({ events: 7, broken: null, checkpoints: 1 });
    expect(await verify(people.rival)).toMatchObject({ events: 1, broken: null });
    expect(await verify(people.supervisor)).toMatchObject({ broken: null, checkpoints: 1 });
  });

  it.each([
    [3, 'altered', `update journal set actor_name = '别人' where seq = 3`],
    [4, 'gap', 'delete from journal where seq = 3'],
    [7, 'cut', 'delete from journal where seq >= 6'],
    [1, 'altered', `update journal set is_shared = true where seq = 1`],
  ])('finds event %i %s', async (seq, why, statement) => {
    await db.pool.query('create table kept as select * from journal');
    await tamper(statement.replace('where', `${where('')}`));
    expect((await verify(people.owner)).broken).toEqual({ seq, why });
    await tamper('delete from journal; insert into journal select * from kept; drop table kept');
    expect((await verify(people.owner)).broken).toBeNull();
  });
});
