import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { installDemo } from '#entry/install.ts';
import { seedCalendar } from '#seeds/calendar/index.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { TEST_MOMENT, testPorts } from '#tests/support/world.ts';
import { ADDRESSES, idParams } from './address.ts';
import { type Asked, ask, isClosed } from './ask.ts';
import { readCast, type Seat, SEATS } from './cast.ts';
import { FIELDS, type IdField, idsFor } from './field.ts';
import { furnish } from './furnish.ts';
import { ownIds, type OwnIds } from './own.ts';
import { rehearsed } from './rehearsal.ts';
import { digestTables, insertTwin, twinOf, twinTraces } from './twin.ts';

const NAMED = ADDRESSES.filter((address) => idParams(address).length > 0);
/** The operator looks after every enterprise's verification and every authority's people. */
const OPERATED = /^(verification|operator\/regulators)\/:id/;
const GUARDED = NAMED.filter(({ pattern }) => !pattern.startsWith('operator/'));

let db: OpenDatabase;
let ports: Ports;
let cast: Record<Seat, Actor>;
let before: Record<string, string>;
const owns = new Map<string, OwnIds>();
const fieldIds = new Map<IdField, Record<string, string>>();

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  await installDemo(ports, seedCalendar, TEST_MOMENT);
  cast = await readCast(db);
  await furnish(db, ports, cast);
  for (const { pattern } of NAMED) owns.set(pattern, await ownIds(db, pattern));
  for (const one of FIELDS) fieldIds.set(one, await idsFor(db, one));
  await insertTwin(db);
  before = await digestTables(db);
});
afterAll(() => db.close());

function ownOf(pattern: string): OwnIds {
  const own = owns.get(pattern);
  if (!own) throw new Error(`no own ids for /${pattern}`);
  return own;
}

/** Every way to take some of the ids from the twin: one, several, all. */
function mixtures(names: readonly string[], own: Readonly<Record<string, string>>) {
  const mixed: { foreign: string; params: Record<string, string> }[] = [];
  for (let bits = 1; bits < 2 ** names.length; bits += 1) {
    const foreign = names.filter((_, index) => bits & (1 << index));
    const params = { ...own };
    for (const name of foreign) params[name] = twinOf(own[name] ?? '');
    mixed.push({ foreign: foreign.join('+'), params });
  }
  return mixed;
}

const METHODS = ['GET', 'POST'] as const;

async function doors(pattern: string) {
  const address = ADDRESSES.find((one) => one.pattern === pattern);
  if (!address) throw new Error(`no address /${pattern}`);
  const { loader, action } = await address.load();
  return { address, has: { GET: loader !== undefined, POST: action !== undefined } };
}

/** Doors of a page that has two addresses: only one of the two takes posts. */
const NOT_OFFERED = new Set(['POST clients/:grantId/certificates/:id']);

describe('an address that names a row', () => {
  it.each(NAMED.map(({ pattern }) => pattern))('/%s opens to whom it belongs', async (pattern) => {
    const { address, has } = await doors(pattern);
    const { seat, params } = ownOf(pattern);
    for (const method of METHODS.filter((one) => has[one])) {
      const asked: Asked = { method, params };
      const answer = await ask(rehearsed(ports), cast[seat], address, asked);
      if (NOT_OFFERED.has(`${method} ${pattern}`)) expect(answer.status).toBe(403);
      else expect(answer.status, `${method}: ${answer.text.slice(0, 300)}`).not.toBeOneOf([403, 404]);
      expect(answer.status).toBeLessThan(500);
    }
  });

  it.each(GUARDED.map(({ pattern }) => pattern))(
    '/%s is closed with the id of another tenant',
    async (pattern) => {
      const { address, has } = await doors(pattern);
      const { seat, params } = ownOf(pattern);
      const told: string[] = [];
      for (const method of METHODS.filter((one) => has[one])) {
        for (const { foreign, params: mixed } of mixtures(idParams(address), params)) {
          const asked: Asked = { method, params: mixed };
          const answer = await ask(ports, cast[seat], address, asked);
          if (!isClosed(answer, address, asked)) {
            told.push(`${method} ${foreign}: ${answer.status} ${answer.text.slice(0, 200)}`);
          }
          const traces = twinTraces(answer.text, Object.values(mixed));
          if (traces.length > 0) told.push(`${method} ${foreign} tells ${traces.join(' ')}`);
        }
      }
      expect(told).toEqual([]);
    },
  );

  it.each(Object.keys(SEATS) as Seat[])('is closed to %s with ids of another tenant alone', async (seat) => {
    const told: string[] = [];
    for (const { pattern } of NAMED) {
      const { address, has } = await doors(pattern);
      const params = { ...ownOf(pattern).params };
      for (const name of idParams(address)) params[name] = twinOf(params[name] ?? '');
      for (const method of METHODS.filter((one) => has[one])) {
        if (seat === 'operator' && OPERATED.test(pattern)) continue;
        const asked: Asked = { method, params };
        const answer = await ask(ports, cast[seat], address, asked);
        const traces = twinTraces(answer.text, Object.values(params));
        if (!isClosed(answer, address, asked) || traces.length > 0) {
          told.push(`${method} /${pattern}: ${answer.status} ${traces.slice(0, 3).join(' ')}`);
        }
      }
    }
    expect(told).toEqual([]);
  });
});

describe('a list', () => {
  it.each(Object.keys(SEATS) as Seat[])('shows %s nothing of another tenant', async (seat) => {
    const told: string[] = [];
    for (const address of ADDRESSES.filter((one) => one.params.length === 0)) {
      const { has } = await doors(address.pattern);
      if (!has.GET || (seat === 'operator' && /^(verification|operator)/.test(address.pattern))) continue;
      const answer = await ask(rehearsed(ports), cast[seat], address, { method: 'GET', params: {} });
      const traces = twinTraces(answer.text, []);
      if (traces.length > 0 || answer.status >= 500) {
        told.push(`/${address.pattern}: ${answer.status} ${traces.slice(0, 3).join(' ')}`);
      }
    }
    expect(told).toEqual([]);
  });
});

describe('a field that takes an id', () => {
  it.each(FIELDS)('$at $field refuses another tenant’s', async (one) => {
    const { at, field, seat, fields, search, given } = one;
    const { address } = await doors(at);
    const own = idParams(address).length > 0 ? ownOf(at) : { seat, params: {} };
    const ids = fieldIds.get(one) ?? {};
    const id = ids[field] ?? '';
    const foreign = twinOf(id);
    expect(foreign).not.toBe(id);
    const asked = (value: string): Asked => ({
      method: 'POST',
      params: own.params,
      fields: { ...fields, ...(search ? {} : ids), ...(search ? {} : { [field]: value }) },
      ...(search ? { search: { ...given, [field]: value } } : {}),
    });
    if (one.because === undefined) {
      const mine = await ask(rehearsed(ports), cast[seat], address, asked(id));
      expect([mine.isRefused, mine.text], 'own').toEqual([false, mine.text]);
    }
    const answer = await ask(ports, cast[seat], address, asked(foreign));
    expect([answer.isRefused, answer.status], answer.text.slice(0, 300)).toEqual([true, answer.status]);
    expect(twinTraces(answer.text, [foreign])).toEqual([]);
  });
});

describe('after all these questions', () => {
  it('nothing was written anywhere', async () => {
    const after = await digestTables(db);
    const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
    expect(changed).toEqual([]);
  });
});
