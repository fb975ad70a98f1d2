import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountScope } from '#app/domain/account/scope.ts';
import { endAccountSessions } from '#app/services/operator/end-account-sessions.server.ts';
import { endAllSessions } from '#app/services/operator/end-all-sessions.server.ts';
import { resetSecondFactor } from '#app/services/operator/reset-second-factor.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { insertSession } from '#db/queries/session.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { mailedLink } from '#tests/support/mail.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

let db: OpenDatabase;
let ports: Ports;
let sessions = 0;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
});
afterAll(() => db.close());

/** A person who has signed in so many times, with a second factor or without. */
async function person(email: string, count: number, hasFactor = false): Promise<string> {
  const house = await makeOrganisation(ports, { kind: 'enterprise' });
  const { accountId } = await makeActor(ports, house, 'owner', { email });
  if (!accountId) throw new Error('an actor without an account');
  for (let n = 0; n < count; n += 1) {
    sessions += 1;
    await db.transaction(accountScope(accountId), (trx) =>
      insertSession(trx, {
        id: `digest-${sessions}`,
        accountId,
        now: TEST_MOMENT.now,
        expiresAt: '2026-11-23T14:00:00.000Z',
        device: 'Chrome · Windows',
      }),
    );
  }
  if (hasFactor) {
    await db.root
      .updateTable('credential')
      .set({ totp_secret_cipher: 'sealed', totp_confirmed_at: TEST_MOMENT.now, totp_last_step: 7 })
      .where('account_id', '=', accountId)
      .execute();
  }
  return accountId;
}

const sessionsOf = async (accountId: string) =>
  (await db.root.selectFrom('session').select('id').where('account_id', '=', accountId).execute()).length;
const factorOf = (accountId: string) =>
  db.root
    .selectFrom('credential')
    .select(['totp_secret_cipher as cipher', 'totp_confirmed_at as confirmedAt', 'totp_last_step as step'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
const events = async (type: string) =>
  db.root
    .selectFrom('journal')
    .select(['payload', 'subject_id as subject', 'actor_name as by', 'actor_side as side', 'actor_id as id'])
    .where('organisation_id', '=', PLATFORM_ORGANISATION_ID)
    .where('type', '=', type)
    .execute();
const BY = { by: '命令行', side: 'operator', id: null };

describe('ending the sessions of others, from the command line', () => {
  it('ends those of one person, and says so in the journal', async () => {
    const theirs = await person('lost@test.example', 2);
    const others = await person('other@test.example', 1);
    const end = (email: string) => endAccountSessions(ports, TEST_MOMENT, { email });
    expect(await end(' Lost@Test.example ')).toEqual({ ok: true, value: { ended: 2 } });
    expect([await sessionsOf(theirs), await sessionsOf(others)]).toEqual([0, 1]);
    expect(await events('account.sessions-ended-by-operator')).toEqual([
      { ...BY, subject: theirs, payload: '{"count":2}' },
    ]);
    expect(await end('lost@test.example')).toEqual({ ok: true, value: { ended: 0 } });
  });

  it('knows nobody by an address without an account, and writes nothing', async () => {
    const before = (await events('account.sessions-ended-by-operator')).length;
    for (const [email, code] of [
      ['nobody@test.example', 'not_found'],
      ['no address', 'invalid'],
    ] as const) {
      expect(await endAccountSessions(ports, TEST_MOMENT, { email })).toMatchObject({
        ok: false,
        refusal: { code, fields: { email: expect.anything() as unknown } },
      });
    }
    expect(await events('account.sessions-ended-by-operator')).toHaveLength(before);
  });

  it('ends everybody’s, the operator’s too', async () => {
    const some = [await person('a@test.example', 2), await person('b@test.example', 1)];
    const all = Number(
      (
        await db.root
          .selectFrom('session')
          .select((eb) => eb.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
    expect(all).toBeGreaterThanOrEqual(3);
    expect(await endAllSessions(ports, TEST_MOMENT)).toEqual({ ok: true, value: { ended: all } });
    expect(await Promise.all(some.map(sessionsOf))).toEqual([0, 0]);
    expect(await events('account.all-sessions-ended')).toEqual([
      { ...BY, subject: null, payload: `{"count":${all}}` },
    ]);
  });
});

describe('a lost second factor', () => {
  it('goes, with every session, and the person is told', async () => {
    const email = 'phone@test.example';
    const theirs = await person(email, 2, true);
    const others = await person('keeps@test.example', 1, true);
    expect(await resetSecondFactor(ports, TEST_MOMENT, { email })).toEqual({ ok: true, value: { ended: 2 } });
    expect(await factorOf(theirs)).toEqual({ cipher: null, confirmedAt: null, step: 0 });
    expect(await factorOf(others)).toMatchObject({ cipher: 'sealed', confirmedAt: TEST_MOMENT.now });
    expect([await sessionsOf(theirs), await sessionsOf(others)]).toEqual([0, 1]);
    expect(await mailedLink(db, ports, 'account.second-factor-reset', email)).toBe('/sign-in');
    expect(await events('account.second-factor-reset')).toEqual([
      { ...BY, subject: theirs, payload: '{"sessionsEnded":2}' },
    ]);
  });

  it('can’t go where there is none, and nothing ends then', async () => {
    const email = 'none@test.example';
    const theirs = await person(email, 1);
    expect(await resetSecondFactor(ports, TEST_MOMENT, { email })).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed_now', words: { zh: '该账号没有启用动态码。' } },
    });
    expect(await sessionsOf(theirs)).toBe(1);
    await expect(mailedLink(db, ports, 'account.second-factor-reset', email)).rejects.toThrow('no mail');
    expect(await resetSecondFactor(ports, TEST_MOMENT, { email: 'nobody@test.example' })).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });
});
