import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as bulletin from '#app/routes/bulletin/bulletin.tsx';
import * as list from '#app/routes/bulletin/bulletins.tsx';
import * as deletion from '#app/routes/bulletin/delete.tsx';
import * as exported from '#app/routes/bulletin/export.ts';
import * as creation from '#app/routes/bulletin/new.tsx';
import * as publication from '#app/routes/bulletin/publish.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let supervisor: Actor;
let reviewer: Actor;
let elsewhere: Actor;
let planner: Actor;
let owner: Actor;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const office = await makeOrganisation(ports, { kind: 'regulator' });
  supervisor = await makeActor(ports, office, 'supervisor');
  reviewer = await makeActor(ports, office, 'reviewer');
  elsewhere = await makeActor(ports, await makeOrganisation(ports, { kind: 'regulator' }), 'supervisor');
  const province = await makeOrganisation(ports, { kind: 'regulator', regionCode: '370000' });
  planner = await makeActor(ports, province, 'supervisor', {
    programmeId: 'sd-big-data',
    regionCode: '370000',
  });
  owner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
});
afterAll(() => db.close());

const post = (fields: Record<string, string>) => new URLSearchParams({ _csrf: FORM_TOKEN, ...fields });

/** Begins a draft on October 2026 by its form, and answers its id. */
async function begin(actor = supervisor): Promise<string> {
  const answer = await creation.action(
    incoming(ports, actor, '/bulletins/new', { body: post({ period: '2026-10' }) }),
  );
  if (!(answer instanceof Response)) throw new Error('refused');
  return (answer.headers.get('Location') ?? '').replace('/bulletins/', '');
}

const at = (actor: Actor | null, id: string, fields?: Record<string, string>, params = {}) =>
  incoming(ports, actor, `/bulletins/${id}`, {
    params: { bulletinId: id, ...params },
    ...(fields ? { body: post(fields) } : {}),
  });

describe('a new bulletin', () => {
  it.each([
    [{}, 'period'],
    [{ period: '2026-11' }, 'period'],
    [{ period: '2099' }, 'period'],
    [{ period: 'custom', from: '2026-11-01', until: '2026-11-24' }, 'until'],
    [{ period: 'custom', from: '2026-11-31', until: '2026-11-30' }, 'from'],
    [{ period: 'custom', from: '2026-11-09', until: '2026-11-08' }, 'until'],
    [{ period: 'custom', from: 'gestern', until: 'heute' }, 'from'],
    [{ period: "2026-10'; drop table bulletin" }, 'period'],
  ])('from %j is refused beside the field, and what was typed stays', async (fields, wrong) => {
    const request = incoming(ports, supervisor, '/bulletins/new', {
      body: post(fields as Record<string, string>),
    });
    const answer = await creation.action(request);
    expect((answer as { init?: { status?: number } }).init?.status).toBe(422);
    const { refusal, values } = refusalIn(answer);
    expect(Object.keys(refusal.fields)).toEqual([wrong]);
    expect(values).toMatchObject(fields);
  });

  it('offers periods that are over', async () => {
    const page = await creation.loader(incoming(ports, supervisor, '/bulletins/new'));
    expect(page.months[0]).toMatchObject({ code: '2026-10', name: { zh: '2026年10月' } });
  });
});

describe('roles', () => {
  it('let supervisors write, reviewers read, and nobody else in', async () => {
    const id = await begin();
    const doors: [string, (actor: Actor | null) => Promise<unknown>, number[]][] = [
      // supervisor, reviewer, another office, another programme, an enterprise, nobody
      ['list', (who) => list.loader(at(who, '')), [200, 200, 200, 404, 403, 302]],
      ['new', (who) => creation.loader(at(who, '')), [200, 403, 200, 404, 403, 302]],
      ['page', (who) => bulletin.loader(at(who, id)), [200, 200, 404, 404, 403, 302]],
      ['publish', (who) => publication.loader(at(who, id)), [200, 403, 404, 404, 403, 302]],
      ['delete', (who) => deletion.loader(at(who, id)), [200, 403, 404, 404, 403, 302]],
      [
        'export',
        (who) => exported.loader(at(who, id, undefined, { format: 'docx' })),
        [200, 200, 404, 404, 403, 302],
      ],
      ['save', (who) => bulletin.action(at(who, id, { title: '改' })), [409, 403, 404, 404, 403, 401]],
      ['publish it', (who) => publication.action(at(who, id, {})), [409, 403, 404, 404, 403, 401]],
    ];
    const visitors = [supervisor, reviewer, elsewhere, planner, owner, null];
    for (const [door, open, wanted] of doors) {
      const statuses: number[] = [];
      for (const visitor of visitors) statuses.push(await statusOf(() => open(visitor)));
      expect([door, statuses]).toEqual([door, wanted]);
    }
  });

  it('show a reviewer no form', async () => {
    const page = await bulletin.loader(at(reviewer, await begin()));
    expect(page.mayWrite).toBe(false);
    expect((await list.loader(at(reviewer, ''))).mayWrite).toBe(false);
  });
});

describe('addresses that name nothing', () => {
  it.each([newId(TEST_MOMENT.now), 'x', "1' or '1'='1", '%00'])('answer 404: %s', async (id) => {
    expect(await statusOf(() => bulletin.loader(at(supervisor, id)))).toBe(404);
    expect(await statusOf(() => publication.action(at(supervisor, id, {})))).toBe(404);
  });

  it('answer 404 for a format that there isn’t', async () => {
    const id = await begin();
    for (const format of ['xlsx', 'toString', '']) {
      expect(await statusOf(() => exported.loader(at(supervisor, id, undefined, { format })))).toBe(404);
    }
  });
});

describe('a draft', () => {
  it('is saved, refused with its text kept, published from its confirmation, and then stands', async () => {
    const id = await begin();
    const wrong = await bulletin.action(at(supervisor, id, { title: '', remarks: '说明', revision: '1' }));
    expect(refusalIn(wrong)).toMatchObject({
      refusal: { fields: { title: {} } },
      values: { remarks: '说明' },
    });
    const save = { title: '十月通报', remarks: '说明', revision: '1' };
    expect(await statusOf(() => bulletin.action(at(supervisor, id, save)))).toBe(302);
    const overtaken = await bulletin.action(at(supervisor, id, { ...save, remarks: '另一稿' }));
    // Saving what was typed again replaces the other's text.
    expect(refusalIn(overtaken).values).toMatchObject({ remarks: '另一稿', revision: '2' });
    const { digest, content } = await publication.loader(at(supervisor, id));
    expect(content).toMatchObject({ title: '十月通报', remarks: '说明' });
    expect(await statusOf(() => publication.action(at(supervisor, id, { digest: 'x' })))).toBe(409);
    expect(await statusOf(() => publication.action(at(supervisor, id, { digest })))).toBe(302);
    expect(await statusOf(() => publication.loader(at(supervisor, id)))).toBe(409);
    expect(await statusOf(() => deletion.action(at(supervisor, id, {})))).toBe(409);
    const page = await bulletin.loader(at(reviewer, id));
    expect(page).toMatchObject({ digest, mayWrite: false, publishedByName: supervisor.name });
  });

  it('is deleted after its confirmation', async () => {
    const id = await begin();
    expect(await statusOf(() => deletion.action(at(supervisor, id, {})))).toBe(302);
    expect(await statusOf(() => bulletin.loader(at(supervisor, id)))).toBe(404);
  });
});
