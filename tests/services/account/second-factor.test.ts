import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountScope } from '#app/domain/account/scope.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { matchTotp, newTotpSecret, totpCodeAt } from '#app/http/second-factor.server.ts';
import { endSessions } from '#app/services/account/end-sessions.server.ts';
import { prepareSecondFactor } from '#app/services/account/prepare-second-factor.server.ts';
import { removeSecondFactor } from '#app/services/account/remove-second-factor.server.ts';
import { showSecondFactor } from '#app/services/account/show-second-factor.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { insertSession } from '#db/queries/session.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted } from '#tests/support/filing-world.ts';
import { makeActor, makeOrganisation, momentAt, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

type Person = Actor & { readonly accountId: string };
const PASSWORD = '松柏常青-2026-岁寒';
let db: OpenDatabase;
let ports: Ports;
let person: Person;
let sessions = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

async function makePerson(): Promise<Person> {
  const actor = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  const accountId = actor.accountId ?? '';
  return { ...actor, accountId, scope: accountScope(accountId) };
}

async function openSession(accountId: string): Promise<string> {
  sessions += 1;
  const id = `digest-of-session-${sessions}`;
  await db.transaction(accountScope(accountId), (trx) =>
    insertSession(trx, {
      id,
      accountId,
      now: TEST_MOMENT.now,
      expiresAt: '2026-11-23T14:00:00.000Z',
      device: 'Chrome · Windows',
    }),
  );
  return id;
}

const sessionsOf = async (accountId: string) =>
  db.root
    .selectFrom('session')
    .select(['id', 'second_factor_at as shownAt'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
const eventsOf = async (accountId: string) =>
  (
    await db.root
      .selectFrom('journal')
      .select('type')
      .where('subject_id', '=', accountId)
      .orderBy('seq')
      .execute()
  ).map((row) => row.type);

beforeEach(async () => {
  person = await makePerson();
});

describe('the second factor', () => {
  const show = (code: string, now: string, sessionId: string, sets = false, password: string | null = null) =>
    showSecondFactor(ports, person, momentAt(now), {
      sessionId,
      renewedId: `renewed-${sessionId}`,
      confirms: sets && { password },
      match: (secret, lastStep) => matchTotp(secret, code, now, lastStep),
    });

  it('is in force from its first code on, and takes each code once', async () => {
    const sessionId = await openSession(person.accountId);
    const { secret } = granted(await prepareSecondFactor(ports, person, TEST_MOMENT, newTotpSecret()));
    const again = granted(await prepareSecondFactor(ports, person, TEST_MOMENT, newTotpSecret()));
    expect(again.secret).toBe(secret);

    const first = '2026-11-23T02:00:05.000Z';
    const code = totpCodeAt(secret, first);
    expect(await show(code, first, sessionId)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
    expect((await show(code, first, sessionId, true)).ok).toBe(true);
    // Whoever held the session's id before the code was shown holds nothing now.
    expect(await sessionsOf(person.accountId)).toEqual([{ id: `renewed-${sessionId}`, shownAt: first }]);

    const elsewhere = await openSession(person.accountId);
    for (const later of [first, '2026-11-23T02:00:35.000Z']) {
      expect(await show(code, later, elsewhere)).toMatchObject({
        ok: false,
        refusal: { code: 'invalid', fields: { code: expect.anything() as unknown } },
      });
    }
    expect((await sessionsOf(person.accountId)).find(({ id }) => id === elsewhere)?.shownAt).toBeNull();

    const next = '2026-11-23T02:01:05.000Z';
    expect((await show(totpCodeAt(secret, next), next, elsewhere)).ok).toBe(true);
    const ids = (await sessionsOf(person.accountId)).map(({ id }) => id);
    expect(ids.sort()).toEqual([`renewed-${sessionId}`, `renewed-${elsewhere}`].sort());
    // A step before the last one taken is a replay, too, though its code would be within the drift.
    expect(
      (await show(totpCodeAt(secret, '2026-11-23T02:00:35.000Z'), next, `renewed-${elsewhere}`)).ok,
    ).toBe(false);
    expect(await eventsOf(person.accountId)).toEqual([
      'account.second-factor-prepared',
      'account.second-factor-set',
      'account.second-factor-shown',
    ]);
  });

  it('is set up with the password alone, where it is asked for', async () => {
    const sessionId = await openSession(person.accountId);
    const { secret } = granted(await prepareSecondFactor(ports, person, TEST_MOMENT, newTotpSecret()));
    await db.root
      .updateTable('credential')
      .set({ password_hash: await ports.passwords.hash(PASSWORD) })
      .where('account_id', '=', person.accountId)
      .execute();
    const { now } = TEST_MOMENT;
    const code = totpCodeAt(secret, now);
    for (const password of ['', 'another password']) {
      expect(await show(code, now, sessionId, true, password)).toMatchObject({
        ok: false,
        refusal: { code: 'invalid', fields: { currentPassword: expect.anything() as unknown } },
      });
    }
    expect(await sessionsOf(person.accountId)).toEqual([{ id: sessionId, shownAt: null }]);
    expect((await show(code, now, sessionId, true, PASSWORD)).ok).toBe(true);
    expect(await sessionsOf(person.accountId)).toEqual([{ id: `renewed-${sessionId}`, shownAt: now }]);
  });

  it('keeps its secret sealed, and goes only with the password', async () => {
    const sessionId = await openSession(person.accountId);
    const { secret } = granted(await prepareSecondFactor(ports, person, TEST_MOMENT, newTotpSecret()));
    const passwordHash = await ports.passwords.hash(PASSWORD);
    await db.root
      .updateTable('credential')
      .set({ password_hash: passwordHash })
      .where('account_id', '=', person.accountId)
      .execute();
    const remove = (password: string) => removeSecondFactor(ports, person, TEST_MOMENT, { password });
    expect(await remove(PASSWORD)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
    granted(await show(totpCodeAt(secret, TEST_MOMENT.now), TEST_MOMENT.now, sessionId, true));
    const stored = async () =>
      db.root
        .selectFrom('credential')
        .select(['totp_secret_cipher as cipher', 'totp_confirmed_at as confirmedAt'])
        .where('account_id', '=', person.accountId)
        .executeTakeFirstOrThrow();
    expect((await stored()).cipher).not.toContain(secret);
    expect(await remove('another password')).toMatchObject({ refusal: { code: 'invalid' } });
    expect((await stored()).confirmedAt).toBe(TEST_MOMENT.now);
    expect((await remove(PASSWORD)).ok).toBe(true);
    expect(await stored()).toEqual({ cipher: null, confirmedAt: null });
  });
});

describe('ending sessions', () => {
  it('ends one of one’s own, and nobody else’s', async () => {
    const other = await makePerson();
    const theirs = await openSession(other.accountId);
    const current = await openSession(person.accountId);
    const left = await openSession(person.accountId);
    const end = (which: string) =>
      endSessions(ports, person, TEST_MOMENT, { which, currentSessionId: current });
    expect(await end(theirs)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await sessionsOf(other.accountId)).toHaveLength(1);
    expect(await eventsOf(person.accountId)).toEqual([]);
    expect(await end(left)).toEqual({ ok: true, value: 1 });
    expect((await sessionsOf(person.accountId)).map(({ id }) => id)).toEqual([current]);
    expect(await end(left)).toMatchObject({ ok: false });
    expect(await eventsOf(person.accountId)).toEqual(['account.sessions-ended']);
  });

  it('ends all but the one in use', async () => {
    const other = await makePerson();
    await openSession(other.accountId);
    const current = await openSession(person.accountId);
    await openSession(person.accountId);
    await openSession(person.accountId);
    const others = { which: 'others', currentSessionId: current };
    expect(await endSessions(ports, person, TEST_MOMENT, others)).toEqual({ ok: true, value: 2 });
    expect((await sessionsOf(person.accountId)).map(({ id }) => id)).toEqual([current]);
    expect(await sessionsOf(other.accountId)).toHaveLength(1);
    expect(await endSessions(ports, person, TEST_MOMENT, others)).toEqual({ ok: true, value: 0 });
  });
});
