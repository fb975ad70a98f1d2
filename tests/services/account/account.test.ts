import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { Ports } from '#app/services/ports.ts';
import { LOCKOUT_FAILURES } from '#app/domain/account/lockout.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { changePassword } from '#app/services/account/change-password.server.ts';
import { registerAccount } from '#app/services/account/register-account.server.ts';
import { requestReset } from '#app/services/account/request-reset.server.ts';
import { resetPassword } from '#app/services/account/reset-password.server.ts';
import { signIn } from '#app/services/account/sign-in.server.ts';
import { verifyEmail } from '#app/services/account/verify-email.server.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { mailedLink, tokenIn } from '#tests/support/mail.ts';
import { momentAt, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const PASSWORD = '松柏常青-2026-岁寒';
/** One of the commonest passwords, against which no rule of ours has anything. */
const COMMON = 'Basketball';
const TOO_COMMON = {
  ok: false,
  refusal: { code: 'invalid', fields: { password: { zh: '该密码过于常见，请换一个。' } } },
};
const twice = (password: string) => ({ password, passwordAgain: password });
const registration = (email: string, password = PASSWORD) => ({
  name: '示例人员',
  email,
  mobile: '',
  password,
  passwordAgain: password,
  acknowledged: 'yes' as const,
  back: '',
});

describe('accounts', () => {
  let db: OpenDatabase;
  let ports: Ports;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
  });
  afterAll(() => db.close());

  async function verified(email: string): Promise<void> {
    await registerAccount(ports, TEST_MOMENT, registration(email));
    const token = tokenIn(await mailedLink(db, ports, 'account.verify-email', email));
    expect((await verifyEmail(ports, TEST_MOMENT, { token, password: PASSWORD })).ok).toBe(true);
  }

  it('signs in only after the mailed link was confirmed with the password chosen', async () => {
    const email = 'first@test.example';
    await registerAccount(ports, TEST_MOMENT, registration(email));
    const early = await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD });
    expect(early).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now' } });
    const token = tokenIn(await mailedLink(db, ports, 'account.verify-email', email));
    expect(await verifyEmail(ports, TEST_MOMENT, { token, password: 'not the password' })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    });
    expect((await verifyEmail(ports, TEST_MOMENT, { token, password: PASSWORD })).ok).toBe(true);
    expect(await verifyEmail(ports, TEST_MOMENT, { token, password: PASSWORD })).toMatchObject({
      ok: false,
      refusal: { code: 'gone' },
    });
    expect(
      (await signIn(ports, TEST_MOMENT, { identifier: ' First@Test.example', password: PASSWORD })).ok,
    ).toBe(true);
  });

  it('takes none of the commonest passwords, neither at first nor at a change', async () => {
    const email = 'common@test.example';
    expect(await registerAccount(ports, TEST_MOMENT, registration(email, COMMON))).toMatchObject(TOO_COMMON);
    expect(await signIn(ports, TEST_MOMENT, { identifier: email, password: COMMON })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    });
    await verified(email);
    const entered = await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD });
    const accountId = entered.ok ? entered.value.accountId : '';
    const actor = { scope: accountScope(accountId), accountId, name: '示例人员', side: 'visitor' } as const;
    const change = (password: string, currentPassword = PASSWORD) =>
      changePassword(ports, actor, TEST_MOMENT, { currentPassword, ...twice(password), sessionId: '' });
    expect(await change(COMMON)).toMatchObject(TOO_COMMON);
    expect(await change('另一个足够长的密码-77', 'not the present one')).toMatchObject({
      refusal: { fields: { currentPassword: { zh: '当前密码不正确。' } } },
    });
    expect((await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD })).ok).toBe(true);
    expect((await change('另一个足够长的密码-77')).ok).toBe(true);
    expect((await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD })).ok).toBe(false);
  });

  it('answers the same whether the address is registered, and tells its owner by mail', async () => {
    const email = 'taken@test.example';
    await verified(email);
    const again = await registerAccount(ports, TEST_MOMENT, registration(email, '另一个足够长的密码-77'));
    expect(again).toEqual(await registerAccount(ports, TEST_MOMENT, registration('free@test.example')));
    expect(await mailedLink(db, ports, 'account.already-registered', email)).toBe('/sign-in');
    expect((await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD })).ok).toBe(true);
  });

  it('gives an unknown account, a wrong password and a locked account one answer', async () => {
    const email = 'locked@test.example';
    await verified(email);
    const wrong = { identifier: email, password: 'wrong-password-1' };
    const unknown = await signIn(ports, TEST_MOMENT, { ...wrong, identifier: 'nobody@test.example' });
    for (let n = 0; n < LOCKOUT_FAILURES; n += 1) {
      expect(await signIn(ports, TEST_MOMENT, wrong)).toEqual(unknown);
    }
    const right = { identifier: email, password: PASSWORD };
    expect(await signIn(ports, TEST_MOMENT, right)).toEqual(unknown);
    expect(await signIn(ports, momentAt('2026-11-23T02:14:00.000Z'), right)).toEqual(unknown);
    expect((await signIn(ports, momentAt('2026-11-23T02:16:00.000Z'), right)).ok).toBe(true);
    const events = await db.root
      .selectFrom('journal')
      .select(['type', 'actor_name', 'payload'])
      .where('organisation_id', '=', PLATFORM_ORGANISATION_ID)
      .where('type', '=', 'account.locked')
      .execute();
    expect(events).toEqual([{ type: 'account.locked', actor_name: '账号本人', payload: '{}' }]);
  });

  it('resets a password once, within the hour, and says nothing of unknown addresses', async () => {
    const email = 'reset@test.example';
    await verified(email);
    expect(await requestReset(ports, TEST_MOMENT, { email: 'nobody@test.example' })).toEqual(
      await requestReset(ports, TEST_MOMENT, { email }),
    );
    const token = tokenIn(await mailedLink(db, ports, 'account.reset-password', email));
    const fresh = '重新设置的密码-2026';
    const input = { token, password: fresh, passwordAgain: fresh };
    expect(await resetPassword(ports, momentAt('2026-11-23T03:00:01.000Z'), input)).toMatchObject({
      refusal: { code: 'gone' },
    });
    expect(
      await resetPassword(ports, TEST_MOMENT, { ...input, password: 'short', passwordAgain: 'short' }),
    ).toMatchObject({ refusal: { code: 'invalid' } });
    expect(await resetPassword(ports, TEST_MOMENT, { ...input, ...twice(COMMON) })).toMatchObject(TOO_COMMON);
    expect((await resetPassword(ports, TEST_MOMENT, input)).ok).toBe(true);
    expect((await resetPassword(ports, TEST_MOMENT, input)).ok).toBe(false);
    expect((await signIn(ports, TEST_MOMENT, { identifier: email, password: PASSWORD })).ok).toBe(false);
    expect((await signIn(ports, TEST_MOMENT, { identifier: email, password: fresh })).ok).toBe(true);
  });
});
