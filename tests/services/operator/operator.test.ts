import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { signIn } from '#app/services/account/sign-in.server.ts';
import { acceptInvitation } from '#app/services/membership/accept-invitation.server.ts';
import { createAdministrator } from '#app/services/operator/create-administrator.server.ts';
import { inviteRegulator } from '#app/services/operator/invite-regulator.server.ts';
import { makeRegulator } from '#app/services/operator/make-regulator.server.ts';
import { saveFooter } from '#app/services/operator/save-footer.server.ts';
import type { Ports } from '#app/services/ports.ts';
import type { OpenDatabase } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';
import { listSettings } from '#db/queries/setting.read.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { granted } from '#tests/support/filing-world.ts';
import { mailedLink, tokenIn } from '#tests/support/mail.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

const PASSWORD = '松柏常青-2026-岁寒';
const PLATFORM = { id: PLATFORM_ORGANISATION_ID, name: '数衡平台' };
let db: OpenDatabase;
let ports: Ports;
let operator: Actor;
let enterpriseOwner: Actor;
beforeAll(async () => {
  db = await openTestDatabase();
  ports = testPorts(db);
  operator = await makeActor(ports, PLATFORM, 'operator');
  enterpriseOwner = await makeActor(ports, await makeOrganisation(ports, { kind: 'enterprise' }), 'owner');
});
afterAll(() => db.close());

const count = async (table: 'account' | 'organisation' | 'invitation' | 'journal' | 'setting') =>
  Number(
    (
      await db.root
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

describe('createAdministrator', () => {
  const input = { email: ' Root@Test.example', name: '示例管理员', password: PASSWORD };

  it('makes an account that signs in and acts for the platform, once', async () => {
    const { accountId } = granted(await createAdministrator(ports, TEST_MOMENT, input));
    const membership = await db.root
      .selectFrom('membership')
      .select(['organisation_id as house', 'role'])
      .where('account_id', '=', accountId)
      .execute();
    expect(membership).toEqual([{ house: PLATFORM_ORGANISATION_ID, role: 'operator' }]);
    const entered = await signIn(ports, TEST_MOMENT, { identifier: 'root@test.example', password: PASSWORD });
    expect(entered).toEqual({ ok: true, value: { accountId, hasTotp: false } });
    const stored = await db.root
      .selectFrom('credential')
      .select(['email_cipher as cipher', 'password_hash as hash'])
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toMatch(/root@test\.example|松柏常青/);
    const before = [await count('account'), await count('journal')];
    expect(await createAdministrator(ports, TEST_MOMENT, input)).toMatchObject({
      ok: false,
      refusal: { code: 'conflict' },
    });
    expect([await count('account'), await count('journal')]).toEqual(before);
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['name', { email: 'second@test.example', name: ' ' }],
    ['password', { email: 'second@test.example', password: 'short' }],
    ['password', { email: 'second@test.example', password: 'Basketball' }],
  ])('refuses a wrong %s and writes nothing', async (field, wrong) => {
    const before = await count('account');
    const result = await createAdministrator(ports, TEST_MOMENT, { ...input, ...wrong });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    expect(Object.keys(result.ok ? {} : (result.refusal.fields ?? {}))).toEqual([field]);
    expect(await count('account')).toBe(before);
  });
});

describe('regulators', () => {
  const house = { name: '示例市主管部门', programme: 'sh-cdo', region: '310000' };

  it('are made for a programme and a region, and their first person is invited by mail', async () => {
    const { organisationId } = granted(await makeRegulator(ports, operator, TEST_MOMENT, house));
    const email = 'officer@test.example';
    const invitation = { organisation: organisationId, email, role: 'supervisor' } as const;
    granted(await inviteRegulator(ports, operator, TEST_MOMENT, invitation));
    const officer = await makeActor(
      ports,
      await makeOrganisation(ports, { kind: 'consultancy' }),
      'consultant',
      { email },
    );
    const accountId = officer.accountId ?? '';
    const token = tokenIn(await mailedLink(db, ports, 'invitation.sent', email));
    granted(
      await acceptInvitation(ports, { ...officer, accountId, scope: accountScope(accountId) }, TEST_MOMENT, {
        token,
        sessionId: 'none',
      }),
    );
    const members = await db.root
      .selectFrom('membership')
      .select(['account_id as accountId', 'role', 'programme_id as programme', 'region_code as region'])
      .where('organisation_id', '=', organisationId)
      .execute();
    expect(members).toEqual([{ accountId, role: 'supervisor', programme: 'sh-cdo', region: '310000' }]);
    const events = await db.root
      .selectFrom('journal')
      .select('type')
      .where('organisation_id', '=', organisationId)
      .orderBy('seq')
      .execute();
    expect(events.map((event) => event.type)).toEqual([
      'organisation.founded',
      'invitation.sent',
      'membership.begun',
    ]);
  });

  it('are not made for an unknown programme or a region outside of it', async () => {
    const before = await count('organisation');
    for (const wrong of [{ programme: 'none' }, { region: '110000' }]) {
      const result = await makeRegulator(ports, operator, TEST_MOMENT, { ...house, ...wrong });
      expect(result).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    }
    expect(await count('organisation')).toBe(before);
  });

  it('take no invitations through an enterprise’s id', async () => {
    const before = await count('invitation');
    const scope = enterpriseOwner.scope;
    const organisation = 'organisationId' in scope ? scope.organisationId : '';
    const invitation = { organisation, email: 'x@test.example', role: 'reviewer' } as const;
    expect(await inviteRegulator(ports, operator, TEST_MOMENT, invitation)).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await count('invitation')).toBe(before);
  });

  it('are the operator’s to make and to staff: the database refuses anybody else', async () => {
    const before = [await count('organisation'), await count('invitation'), await count('journal')];
    await expect(makeRegulator(ports, enterpriseOwner, TEST_MOMENT, house)).rejects.toThrow(
      /row-level security/,
    );
    const { id } = await makeOrganisation(ports, { kind: 'regulator' });
    const invitation = { organisation: id, email: 'x@test.example', role: 'reviewer' } as const;
    expect(await inviteRegulator(ports, enterpriseOwner, TEST_MOMENT, invitation)).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect([(await count('organisation')) - 1, await count('invitation'), await count('journal')]).toEqual(
      before,
    );
  });
});

describe('saveFooter', () => {
  const read = () => db.transaction({ kind: 'anonymous' }, (trx) => listSettings(trx));

  it('sets both numbers for everybody, and again', async () => {
    const first = { icpNumber: '沪ICP备20260001号-1', policeNumber: '' };
    granted(await saveFooter(ports, operator, TEST_MOMENT, first));
    expect(await read()).toEqual({ icp_number: '沪ICP备20260001号-1', police_number: '' });
    const second = { icpNumber: '', policeNumber: '沪公网安备31010402000001号' };
    granted(await saveFooter(ports, operator, TEST_MOMENT, second));
    expect(await read()).toEqual({ icp_number: '', police_number: '沪公网安备31010402000001号' });
  });

  it('is the operator’s', async () => {
    const before = await read();
    const wrong = { icpNumber: '沪ICP备20269999号', policeNumber: '' };
    await expect(saveFooter(ports, enterpriseOwner, TEST_MOMENT, wrong)).rejects.toThrow(
      /row-level security/,
    );
    expect(await read()).toEqual(before);
  });
});
