import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { isJustSignedIn } from '#app/domain/account/sign-in.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { totpCodeAt } from '#app/http/second-factor.server.ts';
import * as profile from '#app/routes/account/profile.tsx';
import * as setup from '#app/routes/account/second-factor-setup.tsx';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { insertSession } from '#db/queries/session.write.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { FORM_TOKEN, incoming, refusalIn, statusOf } from '#tests/support/incoming.ts';
import { makeActor, makeOrganisation, momentAt, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const PASSWORD = '松柏常青-2026-岁寒';
let db: OpenDatabase;
let ports: Ports;
let hash: string;
let person: Actor & { readonly accountId: string };

beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  hash = await ports.passwords.hash(PASSWORD);
});
afterAll(() => db.close());
beforeEach(async () => {
  const actor = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
  const accountId = actor.accountId ?? '';
  person = { ...actor, accountId };
  await db.root
    .updateTable('credential')
    .set({ password_hash: hash })
    .where('account_id', '=', accountId)
    .execute();
});

/** The status of an answer, and what it says beside which fields. */
async function told(answer: unknown) {
  const status = await statusOf(() => Promise.resolve(answer));
  if (status < 400) return { status };
  const { refusal, values } = refusalIn(answer);
  return { status, fields: Object.keys(refusal.fields), values };
}

describe('the profile', () => {
  const post = async (fields: Record<string, string>, allowance?: number) =>
    told(
      await profile.action(
        incoming(ports, person, '/account/profile', {
          body: new URLSearchParams({ _csrf: FORM_TOKEN, ...fields }),
          ...(allowance === undefined ? {} : { allowance }),
        }),
      ),
    );
  const shown = () => profile.loader(incoming(ports, person, '/account/profile'));

  it('changes the name without the password, as often as one likes', async () => {
    expect(await post({ name: '改名一次', mobile: '' }, 0)).toEqual({ status: 302 });
    expect(await shown()).toEqual({ name: '改名一次', mobile: '' });
  });

  it('asks for the password where the number is set, changed or removed, and keeps what was typed', async () => {
    const typed = { name: '示例姓名', mobile: '13800001111' };
    for (const currentPassword of ['', 'not the password']) {
      expect(await post({ ...typed, currentPassword })).toEqual({
        status: 422,
        fields: ['currentPassword'],
        values: typed,
      });
    }
    expect((await shown()).mobile).toBe('');
    expect(await post({ ...typed, currentPassword: PASSWORD })).toEqual({ status: 302 });
    expect(await shown()).toEqual(typed);
    // The same number, written otherwise, is no change.
    expect(await post({ name: '又改姓名', mobile: '138 0000 1111' })).toEqual({ status: 302 });
    expect(await shown()).toEqual({ name: '又改姓名', mobile: '13800001111' });
    expect(await post({ name: '又改姓名', mobile: '' })).toMatchObject({ status: 422 });
    expect(await post({ name: '又改姓名', mobile: '13900002222' })).toMatchObject({ status: 422 });
    expect((await shown()).mobile).toBe('13800001111');
    expect(await post({ name: '又改姓名', mobile: '', currentPassword: PASSWORD })).toEqual({ status: 302 });
    expect((await shown()).mobile).toBe('');
  });

  it('counts what could be a guess', async () => {
    const guess = { name: '示例姓名', mobile: '13800003333', currentPassword: PASSWORD };
    expect(await post(guess, 0)).toMatchObject({ status: 429 });
    expect((await shown()).mobile).toBe('');
  });
});

describe('setting a second factor up', () => {
  const { now } = TEST_MOMENT;
  let sessions = 0;

  async function visitor(owes: 'nothing' | 'second-factor-setup', createdAt: string) {
    sessions += 1;
    const id = `digest-${sessions}`;
    const { accountId, name } = person;
    await db.transaction(accountScope(accountId), (trx) =>
      insertSession(trx, {
        id,
        accountId,
        now: createdAt,
        expiresAt: '2026-11-24T00:00:00.000Z',
        device: '',
      }),
    );
    const session = { id, accountId, name, createdAt, hasTotp: false };
    const visit = {
      session,
      owes,
      actor: { ...person, scope: accountScope(accountId) },
      moment: TEST_MOMENT,
    };
    return (fields?: Record<string, string>) => {
      const body = fields ? { body: new URLSearchParams({ _csrf: FORM_TOKEN, ...fields }) } : {};
      const args = incoming(ports, person, '/second-factor/setup', body);
      args.context.memory.set('visit', Promise.resolve(visit));
      return args;
    };
  }
  const hasFactor = async () =>
    (
      await db.root
        .selectFrom('credential')
        .select('totp_confirmed_at as at')
        .where('account_id', '=', person.accountId)
        .executeTakeFirstOrThrow()
    ).at !== null;

  it.each([
    ['by choice, however lately one signed in', 'nothing', now],
    ['when it is owed by a session of a while ago', 'second-factor-setup', '2026-11-23T01:49:59.000Z'],
  ] as const)('asks for the password %s', async (_when, owes, createdAt) => {
    const asked = await visitor(owes, createdAt);
    const { secret, asksPassword } = await setup.loader(asked());
    expect(asksPassword).toBe(true);
    const code = totpCodeAt(secret, now);
    for (const currentPassword of ['', 'not the password']) {
      expect(await told(await setup.action(asked({ code, currentPassword })))).toEqual({
        status: 422,
        fields: ['currentPassword'],
        values: {},
      });
    }
    expect(await hasFactor()).toBe(false);
    expect(await told(await setup.action(asked({ code, currentPassword: PASSWORD })))).toEqual({
      status: 302,
    });
    expect(await hasFactor()).toBe(true);
  });

  it('takes the code alone from who must set it up and has just signed in', async () => {
    const asked = await visitor('second-factor-setup', '2026-11-23T01:50:00.000Z');
    const { secret, asksPassword } = await setup.loader(asked());
    expect(asksPassword).toBe(false);
    expect(await told(await setup.action(asked({ code: totpCodeAt(secret, now) })))).toEqual({ status: 302 });
    expect(await hasFactor()).toBe(true);
  });

  it('holds a session from the future for no fresh one', () => {
    expect(isJustSignedIn('2026-11-23T02:00:01.000Z', momentAt(now).now)).toBe(false);
    expect(isJustSignedIn(now, now)).toBe(true);
  });
});
