import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountScope } from '#app/domain/account/scope.ts';
import type { Moment } from '#app/domain/account/actor.ts';
import {
  beginSession,
  closeSession,
  deviceOf,
  readSession,
  renewedSession,
  sessionDigest,
} from '#app/http/session.server.ts';
import { endSessions } from '#app/services/account/end-sessions.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { setSecondFactor } from '#db/queries/session.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { makeActor, makeOrganisation, momentAt, TEST_SITE, testPorts } from '#tests/support/world.ts';

/** A year in which the machine's clock is not. */
const START = '2031-05-05T00:00:00.000Z';
const after = (minutes: number): Moment =>
  momentAt(new Date(Date.parse(START) + minutes * 60_000).toISOString());
const asking = (cookie?: string) =>
  new Request('https://x/', cookie ? { headers: { cookie: cookie.split(';')[0] ?? '' } } : {});

describe('sessions', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  const deps = (moment: Moment) => ({ db, site: TEST_SITE, moment, isSecure: true });
  const read = async (cookie: string, minutes: number) => {
    const row = await readSession(asking(cookie), deps(after(minutes)));
    return row?.accountId ?? null;
  };
  async function person() {
    const organisation = await makeOrganisation(ports, { kind: 'enterprise' });
    const actor = await makeActor(ports, organisation, 'owner');
    if (!actor.accountId) throw new Error('an actor without an account');
    return { ...actor, accountId: actor.accountId };
  }
  async function begun(held?: string) {
    const actor = await person();
    const { cookie, digest } = await beginSession(actor.accountId, asking(held), deps(after(0)));
    return { actor, accountId: actor.accountId, cookie, digest };
  }
  const rowsOf = async (accountId: string) =>
    (await sql<{ id: string }>`select * from session where account_id = ${accountId}`.execute(db.root)).rows;

  it('are carried by a cookie that scripts don’t read and that ends with the browser', async () => {
    const { cookie } = await begun();
    expect(cookie).toMatch(/^__Host-sh_session=[a-z0-9]{40}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('leave a digest in the database, and the id nowhere', async () => {
    const { cookie, digest, accountId } = await begun();
    const id = /=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(digest).toBe(sessionDigest(id));
    const text = JSON.stringify(await rowsOf(accountId));
    expect(text).toContain(digest);
    expect(text).not.toContain(id);
    // What the table holds opens nothing.
    expect(await read(`__Host-sh_session=${digest}`, 0)).toBeNull();
  });

  it('last while they are used, by the moment of the request and not the machine’s', async () => {
    const { cookie, accountId } = await begun();
    for (const minutes of [0, 119, 238, 357, 476, 595, 714]) {
      expect([minutes, await read(cookie, minutes)]).toEqual([minutes, accountId]);
    }
    // 720 minutes are the absolute limit, however much it was used.
    expect(await read(cookie, 720)).toBeNull();
    expect(await rowsOf(accountId)).toEqual([]);
  });

  it('end after 120 idle minutes, and do not come back', async () => {
    const { cookie, accountId } = await begun();
    expect(await read(cookie, 120)).toBe(accountId);
    expect(await read(cookie, 241)).toBeNull();
    expect(await read(cookie, 121)).toBeNull();
    expect(await rowsOf(accountId)).toEqual([]);
  });

  it('go on under a new id after a second factor, and the old one opens nothing', async () => {
    const { cookie, digest, accountId } = await begun();
    const renewed = renewedSession(true);
    expect(renewed.cookie).toMatch(
      /^__Host-sh_session=[a-z0-9]{40}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    const [before] = await rowsOf(accountId);
    await db.transaction(accountScope(accountId), (trx) =>
      setSecondFactor(trx, digest, START, renewed.digest),
    );
    expect([await read(cookie, 1), await read(renewed.cookie, 1)]).toEqual([null, accountId]);
    const [after] = await rowsOf(accountId);
    expect(after).toEqual({ ...before, id: renewed.digest, second_factor_at: expect.anything() as unknown });
  });

  it('note their use once a minute', async () => {
    const { cookie, accountId } = await begun();
    const seen = async () =>
      JSON.stringify((await rowsOf(accountId))[0]).match(/"last_seen_at":"([^"]+)"/)?.[1];
    await read(cookie, 0.9);
    expect(await seen()).toBe(START);
    await read(cookie, 1.1);
    expect(await seen()).toBe(after(1.1).now);
  });

  it('do not outlive their account being disabled', async () => {
    const { cookie, accountId } = await begun();
    await sql`update account set disabled_at = ${START} where id = ${accountId}`.execute(db.root);
    expect(await read(cookie, 1)).toBeNull();
  });

  it.each(['', 'x', 'a'.repeat(201), 'a'.repeat(100_000), '\0', '%00', "'; drop table session; --", '示例'])(
    'are not begun by a cookie %j',
    async (value) => {
      expect(await read(`__Host-sh_session=${encodeURIComponent(value)}`, 0)).toBeNull();
    },
  );

  it('begin with an id of the server’s, never with one that was brought along', async () => {
    const planted = `__Host-sh_session=${'a'.repeat(40)}`;
    const { cookie, accountId } = await begun(planted);
    expect(cookie).not.toContain('a'.repeat(40));
    expect(await read(planted, 0)).toBeNull();
    expect(await read(cookie, 0)).toBe(accountId);
  });

  it('end when the browser signs in again', async () => {
    const first = await begun();
    const second = await begun(first.cookie);
    expect(await read(first.cookie, 0)).toBeNull();
    expect(await read(second.cookie, 0)).toBe(second.accountId);
  });

  it('end by signing out, on the server too', async () => {
    const { cookie } = await begun();
    const forgetting = await closeSession(asking(cookie), deps(after(0)));
    expect(forgetting).toMatch(/^__Host-sh_session=; .*Max-Age=0/);
    expect(await read(cookie, 0)).toBeNull();
    expect(await closeSession(asking(), deps(after(0)))).toMatch(/Max-Age=0/);
  });

  it('end everywhere but here, one’s own alone', async () => {
    const { actor, accountId, cookie, digest } = await begun();
    const elsewhere = await beginSession(accountId, asking(), deps(after(0)));
    const stranger = await begun();
    const ended = await endSessions(ports, actor, after(1), { which: 'others', currentSessionId: digest });
    expect(ended).toEqual({ ok: true, value: 1 });
    expect(await read(elsewhere.cookie, 1)).toBeNull();
    expect(await read(cookie, 1)).toBe(accountId);
    const foreign = await endSessions(ports, actor, after(1), {
      which: stranger.digest,
      currentSessionId: digest,
    });
    expect(foreign.ok).toBe(false);
    expect(await read(stranger.cookie, 1)).toBe(stranger.accountId);
  });

  it('are seen by their account alone', async () => {
    const one = await begun();
    const other = await begun();
    const seen = await db.transaction(accountScope(one.accountId), (trx) =>
      trx.selectFrom('session').select('account_id').execute(),
    );
    expect(seen.map((row) => row.account_id)).toEqual([one.accountId]);
    expect(other.accountId).not.toBe(one.accountId);
  });
});

describe('deviceOf', () => {
  const device = (agent: string) => deviceOf(new Request('http://x/', { headers: { 'user-agent': agent } }));
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox · Linux'],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      'Chrome · Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
      'Safari · iOS',
    ],
    ['<script>alert(1)</script>', '其他浏览器'],
    ['', '其他浏览器'],
  ])('%s', (agent, name) => {
    expect(device(agent)).toBe(name);
  });
});
