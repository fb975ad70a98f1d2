import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import * as planFile from '#app/routes/target/export-plan.ts';
import * as targetFile from '#app/routes/target/export-target.ts';
import * as page from '#app/routes/target/target.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { incoming, statusOf } from '#tests/support/incoming.ts';
import { testPorts } from '#tests/support/world.ts';
import { type BoardWorld, makeBoardWorld, SECRET_NAME } from '../board/world.ts';

let db: OpenDatabase;
let ports: Ports;
let world: BoardWorld;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  world = await makeBoardWorld(db, ports);
});
afterAll(() => db.close());

interface Asked {
  readonly actor?: Actor | null;
  readonly planId?: string;
  readonly targetId?: string;
  readonly search?: string;
  readonly format?: string;
}

function asked({ actor = world.supervisor, search = '', format = 'png', ...ids }: Asked = {}) {
  const params = { planId: ids.planId ?? world.planId, targetId: ids.targetId ?? 'B01', format };
  return incoming(ports, actor, `/plans/${params.planId}/targets/x${search}`, { params });
}

const loaded = async (from: Asked = {}) => page.loader(asked(from));

const LOADERS = [
  ['page', page.loader],
  ['file of the target', targetFile.loader],
  ['file of the plan', planFile.loader],
] as const;

describe.each(LOADERS)('the %s', (_name, loader) => {
  it('opens to the house’s people and to the programme’s cities', async () => {
    for (const actor of [world.supervisor, world.reviewer, world.city]) {
      expect(await statusOf(async () => loader(asked({ actor })))).toBe(200);
    }
  });

  it('is closed to others: an enterprise, another programme, somebody signed out', async () => {
    expect(await statusOf(async () => loader(asked({ actor: world.enterprise })))).toBe(403);
    expect(await statusOf(async () => loader(asked({ actor: world.stranger })))).toBe(404);
    expect(await statusOf(async () => loader(asked({ actor: null })))).toBe(302);
  });

  it.each(['', 'x', "'; drop table plan", '00000000-0000-7000-8000-000000000000'])(
    'answers 404 for the plan %j',
    async (planId) => {
      expect(await statusOf(async () => loader(asked({ planId })))).toBe(404);
    },
  );

  it.each(['?at=nonsense', '?at=2023-02-30', '?at=9999-12-31', '?at=%00', '?at=1900-01-01'])(
    'takes %s without falling over',
    async (search) => {
      expect(await statusOf(async () => loader(asked({ search })))).toBe(200);
    },
  );
});

describe('one target', () => {
  it.each(['', 'B99', '__proto__', '%00', 'b01'])('answers 404 for the target %j', async (targetId) => {
    for (const loader of [page.loader, targetFile.loader]) {
      expect(await statusOf(async () => loader(asked({ targetId })))).toBe(404);
    }
  });

  it.each(['', 'exe', 'toString', 'PDF'])('answers 404 for the format %j', async (format) => {
    for (const loader of [planFile.loader, targetFile.loader]) {
      expect(await statusOf(async () => loader(asked({ format })))).toBe(404);
    }
  });

  it('stands as at the last day of a plan that has passed, or as at the day asked for', async () => {
    expect((await loaded()).facts).toMatchObject({ asAt: '2023-12-31', value: 4 });
    const earlier = await loaded({ search: '?at=2023-04-01' });
    expect(earlier.facts).toMatchObject({ asAt: '2023-04-01', value: 3 });
    expect(earlier.entries).toMatchObject({ count: 3, later: 1 });
    expect((await loaded()).entries.later).toBe(0);
    expect(earlier.links.entries).toContain('at=2023-04-01');
    expect((await loaded({ search: '?at=2023-02-01' })).facts.value).toBeNull();
  });

  it('says in words that a day was refused, and shows the default', async () => {
    const { head, facts, atSearch } = await loaded({ search: '?at=9999-12-31' });
    expect(head.asAtRefusal?.zh).toContain('不能晚于今天');
    expect(facts.asAt).toBe('2023-12-31');
    expect(atSearch).toBe('');
  });

  it('leads to the targets beside it', async () => {
    const first = await loaded();
    expect([first.previous, first.next?.id]).toEqual([null, 'B02']);
    const last = await loaded({ targetId: 'B04' });
    expect([last.previous?.id, last.next]).toEqual(['B03', null]);
  });

  it('lists records to the house; to a city its own alone', async () => {
    const own = await loaded();
    expect(own.entries).toMatchObject({ count: 4, isNarrowed: false });
    expect(own.entries.rows[0]).toMatchObject({ title: { zh: SECRET_NAME }, region: { zh: '青岛市' } });
    const city = await loaded({ actor: world.city });
    expect(city.facts.value).toBe(4);
    expect(city.entries).toMatchObject({ count: 3, isNarrowed: true });
    expect(city.links).toMatchObject({ settings: null, entriesWithin: '370100' });
  });

  it('offers the settings of judging to who keeps the plan', async () => {
    expect((await loaded()).links.settings).toBe(`/plans/${world.planId}/settings`);
    expect((await loaded({ actor: world.reviewer })).links.settings).toBeNull();
  });

  it('is a download with a name that says what and as at when', async () => {
    const file = await targetFile.loader(asked({ search: '?at=2023-06-30', format: 'xlsx' }));
    expect(file.headers.get('Content-Disposition')).toContain(encodeURIComponent('指标B01-2023-06-30.xlsx'));
    expect(file.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });
});
