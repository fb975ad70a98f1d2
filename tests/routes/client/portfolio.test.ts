import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { loader as portfolio } from '#app/routes/client/portfolio.tsx';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted, sampleCode } from '#tests/support/filing-world.ts';
import { incoming } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const CLIENTS = 30;
const CONSULTANCY_CODE = sampleCode(900);
let db: OpenDatabase;
let ports: Ports;
let consultant: Actor;
let clientIds: string[];

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  const consultancy = await makeOrganisation(ports, { kind: 'consultancy', uscc: CONSULTANCY_CODE });
  consultant = await makeActor(ports, consultancy, 'consultant');
  clientIds = [];
  for (let number = 0; number < CLIENTS; number += 1) {
    const client = await makeOrganisation(ports, { kind: 'enterprise', uscc: sampleCode(number) });
    const owner = await makeActor(ports, client, 'owner');
    const grant = {
      organisationId: client.id,
      uscc: CONSULTANCY_CODE,
      purpose: number % 2 === 0 ? 'help' : 'assess',
      rights: 'read',
      expiresOn: plainDate('2027-06-30'),
    } as const;
    granted(await giveGrant(ports, owner, TEST_MOMENT, grant));
    clientIds.push(client.id);
  }
});
afterAll(() => db.close());

const page = (search: string) => portfolio(incoming(ports, consultant, `/portfolio${search}`));

/** Grants of all pages, one after the other. */
async function walk(search: string): Promise<{ sizes: number[]; grants: string[] }> {
  const sizes: number[] = [];
  const grants: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { clients, next } = await page(`?${search}&after=${after}`);
    sizes.push(clients.length);
    grants.push(...clients.map(({ grantId }) => grantId));
    after = next;
  }
  return { sizes, grants };
}

describe('a portfolio of many clients', () => {
  it('shows every client once, page by page', async () => {
    const { sizes, grants } = await walk('');
    expect(sizes).toEqual([25, 5]);
    expect(new Set(grants).size).toBe(CLIENTS);
    expect(grants).toEqual([...grants].sort());
  });

  it('fills its pages with what the filter leaves', async () => {
    expect((await walk('purpose=assess')).sizes).toEqual([CLIENTS / 2]);
    expect((await walk('state=signed')).sizes).toEqual([0]);
  });

  it('sends the browser the clients that have a key, not all', async () => {
    const { targets, hasClients } = await page('');
    expect(targets.map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(hasClients).toBe(true);
  });
});
