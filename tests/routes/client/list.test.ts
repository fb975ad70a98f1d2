import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { CLIENTS_A_PAGE } from '#app/domain/organisation/client-order.ts';
import { loader as list } from '#app/routes/client/list.tsx';
import { loader as start } from '#app/routes/page/start.tsx';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { insertOpenChange } from '#tests/support/change.ts';
import { beginFiling, granted, sampleCode } from '#tests/support/filing-world.ts';
import { incoming } from '#tests/support/incoming.ts';
import { day, makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const CLIENTS = 28;
const CONSULTANCY_CODE = sampleCode(900);
let db: OpenDatabase;
let ports: Ports;
let consultant: Actor;
let dueOn: PlainDate;
const names: string[] = [];
const scopes: Scope[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  const real = testPorts(db);
  // Notes the scopes in which anything is asked.
  ports = {
    ...real,
    db: {
      ...real.db,
      transaction: (scope, work) => {
        scopes.push(scope);
        return real.db.transaction(scope, work);
      },
    },
  };
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy', uscc: CONSULTANCY_CODE });
  consultant = await makeActor(ports, consultancy, 'consultant');
  for (let number = 0; number < CLIENTS; number += 1) {
    const client = await makeOrganisation(ports, { kind: 'enterprise', uscc: sampleCode(number) });
    const owner = await makeActor(ports, client, 'owner');
    names.push(client.name);
    granted(
      await giveGrant(ports, owner, TEST_MOMENT, {
        organisationId: client.id,
        uscc: CONSULTANCY_CODE,
        purpose: 'help',
        rights: 'read',
        expiresOn: day('2027-06-30'),
      }),
    );
    // The last two have something under way: a draft, and a change whose day runs.
    if (number === CLIENTS - 2) await beginFiling(ports, owner);
    if (number === CLIENTS - 1) dueOn = (await insertOpenChange(db, client, day('2026-11-19'))).dueOn;
  }
});
afterAll(() => db.close());

const page = (search = '') => list(incoming(ports, consultant, `/clients${search}`));

describe('the list of many clients', () => {
  it('shows every client once, page by page, the most pressing first', async () => {
    const [first, second] = [await page(), await page('?page=2')];
    expect(first).toMatchObject({
      page: 1,
      pages: 2,
      total: CLIENTS,
      pressingElsewhere: 0,
      hasClients: true,
    });
    expect(first.clients.map(({ name }) => name).slice(0, 2)).toEqual([
      names[CLIENTS - 1],
      names[CLIENTS - 2],
    ]);
    const shown = [...first.clients, ...second.clients].map(({ name }) => name);
    expect(first.clients).toHaveLength(CLIENTS_A_PAGE);
    expect(shown.toSorted()).toEqual(names.toSorted());
    expect(second.pressingElsewhere).toBe(2);
  });

  it('says what waits, in the words of the house itself', async () => {
    const { clients } = await page();
    expect(clients[0]).toMatchObject({ changes: [{ dueOn }], filings: [], workCount: 0 });
    expect(clients[1]).toMatchObject({ changes: [], filings: [{ kind: 'first', state: { code: 'draft' } }] });
    expect(clients[2]).toMatchObject({ changes: [], filings: [], workCount: 0 });
  });

  it('enters only the houses of its page in which something is under way', async () => {
    scopes.length = 0;
    await page();
    expect(scopes.filter(({ kind }) => kind === 'consultant')).toHaveLength(2);
    scopes.length = 0;
    await page('?page=2');
    expect(scopes.map(({ kind }) => kind)).toEqual(['member']);
  });

  it('finds a client by its name', async () => {
    const found = await page(`?q=${encodeURIComponent(names[7] ?? '')}&page=5`);
    expect(found.clients.map(({ name }) => name)).toContain(names[7]);
    expect(found).toMatchObject({ page: 1, pages: 1 });
    expect(await page('?q=没有这家')).toMatchObject({ clients: [], total: 0, hasClients: true });
  });

  it('starts the day with what is due first, on whatever page its client would stand', async () => {
    const { kind, facts } = await start(incoming(ports, consultant, '/start'));
    if (kind !== 'consultancy') throw new Error('not the start of a consultancy');
    expect(facts.agenda.map(({ by, about }) => [by, about])).toEqual([
      [dueOn, names[CLIENTS - 1]],
      [null, names[CLIENTS - 2]],
    ]);
  });
});
