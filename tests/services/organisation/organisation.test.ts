import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import type { Actor } from '#app/domain/account/actor.ts';
import { accountScope } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Founding } from '#app/domain/organisation/founding.ts';
import { usccCheckCharacter } from '#app/domain/organisation/uscc.ts';
import type { Ports } from '#app/services/ports.ts';
import { giveGrant } from '#app/services/grant/give-grant.server.ts';
import { revokeGrant } from '#app/services/grant/revoke-grant.server.ts';
import { changeRole } from '#app/services/membership/change-role.server.ts';
import { decideJoin } from '#app/services/membership/decide-join.server.ts';
import { decideReclaim } from '#app/services/membership/decide-reclaim.server.ts';
import { endMembership } from '#app/services/membership/end-membership.server.ts';
import { inviteColleague } from '#app/services/membership/invite-colleague.server.ts';
import { acceptInvitation } from '#app/services/membership/accept-invitation.server.ts';
import { foundOrganisation } from '#app/services/organisation/found-organisation.server.ts';
import { requestAccess } from '#app/services/organisation/request-access.server.ts';
import { verifyOrganisation } from '#app/services/organisation/verify-organisation.server.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { mailedLink, tokenIn } from '#tests/support/mail.ts';
import { makeActor, makeOrganisation, TEST_MOMENT, testPorts } from '#tests/support/world.ts';

type Person = Actor & { readonly accountId: string };
let counter = 0;

function code(): string {
  counter += 1;
  const first = `91310115MA1K${String(counter).padStart(5, '0')}`;
  return first + (usccCheckCharacter(first) ?? '');
}

const enterprise = (uscc: string): Founding => ({
  kind: 'enterprise',
  uscc,
  programme: 'sh-cdo',
  name: '示例新设有限公司',
  licenceKind: 'telecom',
  licenceNumbers: '沪B2-20260001',
  region: '310115',
  industry: 'I',
  isBranch: false,
  invitation: '',
});

describe('organisations and their people', () => {
  let db: OpenDatabase;
  let ports: Ports;
  let supervisor: Actor;
  beforeAll(async () => {
    db = await openTestDatabase();
    ports = testPorts(db);
    await db.root
      .insertInto('programme')
      .values({
        id: 'sh-cdo',
        name_zh: '示例备案事项',
        name_en: 'Sample programme',
        authority_zh: '示例主管部门',
        authority_en: 'Sample authority',
        region_code: '310000',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const regulator = await makeOrganisation(ports, { kind: 'regulator' });
    supervisor = await makeActor(ports, regulator, 'supervisor');
  });
  afterAll(() => db.close());

  /** A person with a verified e-mail who acts for no organisation. */
  async function person(email?: string): Promise<Person> {
    const elsewhere = await makeOrganisation(ports, { kind: 'consultancy' });
    const actor = await makeActor(ports, elsewhere, 'consultant', email ? { email } : {});
    const accountId = actor.accountId ?? '';
    return { ...actor, accountId, scope: accountScope(accountId), side: 'visitor' };
  }

  async function founded(): Promise<{ id: string; uscc: string; owner: Person }> {
    const founder = await person();
    const uscc = code();
    const result = await foundOrganisation(ports, founder, TEST_MOMENT, enterprise(uscc));
    if (!result.ok) throw new Error('not founded');
    const id = result.value.organisationId;
    const scope = {
      kind: 'member',
      accountId: founder.accountId,
      organisationId: id,
      role: 'owner',
    } as const;
    return { id, uscc, owner: { ...founder, scope, side: 'enterprise' } };
  }
  const house = (id: string) =>
    db.root.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const people = (id: string) =>
    db.root
      .selectFrom('membership')
      .select(['id', 'account_id', 'role'])
      .where('organisation_id', '=', id)
      .where('ended_at', 'is', null)
      .orderBy('created_at')
      .execute();
  const eventsOf = async (id: string) =>
    (
      await db.root
        .selectFrom('journal')
        .select('type')
        .where('organisation_id', '=', id)
        .orderBy('seq')
        .execute()
    ).map((row) => row.type);

  it('founds an enterprise once per code; it waits to be verified, and only the regulator verifies it', async () => {
    const { id, uscc, owner } = await founded();
    expect((await house(id)).verification).toBe('pending');
    const second = await foundOrganisation(ports, await person(), TEST_MOMENT, enterprise(uscc));
    expect(second).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    await expect(
      verifyOrganisation(ports, owner, TEST_MOMENT, { organisationId: id, finding: 'verified', note: '' }),
    ).rejects.toThrow(/does not verify itself/);
    const result = await verifyOrganisation(ports, supervisor, TEST_MOMENT, {
      organisationId: id,
      finding: 'verified',
      note: '',
    });
    expect(result.ok).toBe(true);
    expect((await house(id)).verification).toBe('verified');
    expect(await eventsOf(id)).toEqual(['organisation.founded', 'organisation.verified']);
  });

  it('refuses a region outside the programme and writes nothing', async () => {
    const uscc = code();
    const outside = { ...enterprise(uscc), region: '110000' };
    expect(await foundOrganisation(ports, await person(), TEST_MOMENT, outside)).toMatchObject({ ok: false });
    const row = await db.root
      .selectFrom('organisation')
      .select('id')
      .where('uscc', '=', uscc)
      .executeTakeFirst();
    expect(row).toBeUndefined();
  });

  it('lets a colleague in by request, keeps the last owner, and moves ownership only through the regulator', async () => {
    const { id, uscc, owner } = await founded();
    const colleague = await person();
    const asked = await requestAccess(ports, colleague, TEST_MOMENT, {
      uscc,
      kind: 'join',
      message: '数据部同事',
    });
    expect(asked.ok).toBe(true);
    const request = await db.root
      .selectFrom('access_request')
      .select('id')
      .where('organisation_id', '=', id)
      .executeTakeFirstOrThrow();
    const decision = { request: request.id, decision: 'accepted', role: 'preparer', note: '' } as const;
    const join = { ...decision, organisationId: id, kind: 'enterprise' } as const;
    expect((await decideJoin(ports, owner, TEST_MOMENT, join)).ok).toBe(true);
    expect((await decideJoin(ports, owner, TEST_MOMENT, join)).ok).toBe(false);
    const only = (await people(id)).find((one) => one.role === 'owner');
    const last = { organisationId: id, kind: 'enterprise', memberId: only?.id ?? '' } as const;
    expect(await endMembership(ports, owner, TEST_MOMENT, last)).toMatchObject({ ok: false });
    expect(await changeRole(ports, owner, TEST_MOMENT, { ...last, role: 'viewer' })).toMatchObject({
      ok: false,
    });

    await requestAccess(ports, colleague, TEST_MOMENT, { uscc, kind: 'reclaim', message: '原管理员已离职' });
    const reclaim = await db.root
      .selectFrom('access_request')
      .select('id')
      .where('organisation_id', '=', id)
      .where('kind', '=', 'reclaim')
      .executeTakeFirstOrThrow();
    const wanted = { organisationId: id, request: reclaim.id, decision: 'accepted', note: '已核实' } as const;
    expect((await decideReclaim(ports, owner, TEST_MOMENT, wanted)).ok).toBe(false);
    expect((await decideReclaim(ports, supervisor, TEST_MOMENT, wanted)).ok).toBe(true);
    const roles = new Map((await people(id)).map((one) => [one.account_id, one.role]));
    expect(roles.get(colleague.accountId)).toBe('owner');
    expect(roles.get(owner.accountId)).toBe('viewer');
  });

  it('accepts an invitation only from the invited address, once', async () => {
    const { id, owner } = await founded();
    const email = 'invited@test.example';
    const invited = await person(email);
    await inviteColleague(ports, owner, TEST_MOMENT, { organisationId: id, email, role: 'cdo' });
    const link = await mailedLink(db, ports, 'invitation.sent', email);
    const input = { token: tokenIn(link), sessionId: 'none' };
    expect(await acceptInvitation(ports, await person(), TEST_MOMENT, input)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
    expect((await acceptInvitation(ports, invited, TEST_MOMENT, input)).ok).toBe(true);
    expect(await acceptInvitation(ports, invited, TEST_MOMENT, input)).toMatchObject({
      refusal: { code: 'gone' },
    });
    expect((await people(id)).map((one) => one.role).sort()).toEqual(['cdo', 'owner']);
    const acknowledged = await db.root
      .selectFrom('acknowledgement')
      .select('context')
      .where('account_id', '=', owner.accountId)
      .execute();
    expect(acknowledged).toEqual([{ context: 'colleague' }]);
  });

  it('grants a consultancy for a year at most, tells its people, and revokes at once', async () => {
    const { id, owner } = await founded();
    const uscc = code();
    const consultancy = await makeOrganisation(ports, { kind: 'consultancy', uscc });
    await makeActor(ports, consultancy, 'consultant');
    const grant = { organisationId: id, uscc, purpose: 'help', rights: 'draft' } as const;
    const late = { ...grant, expiresOn: plainDate('2028-01-01') };
    expect(await giveGrant(ports, owner, TEST_MOMENT, late)).toMatchObject({ ok: false });
    const fit = { ...grant, expiresOn: plainDate('2027-06-30') };
    expect((await giveGrant(ports, owner, TEST_MOMENT, fit)).ok).toBe(true);
    const rows = await db.root
      .selectFrom('client_grant')
      .selectAll()
      .where('organisation_id', '=', id)
      .execute();
    expect(rows).toHaveLength(1);
    const told = await db.root.selectFrom('notice').select('id').where('rule', '=', 'grant.given').execute();
    expect(told.length).toBeGreaterThan(0);
    const revoke = { organisationId: id, id: rows[0]?.id ?? '' };
    expect((await revokeGrant(ports, owner, TEST_MOMENT, revoke)).ok).toBe(true);
    expect((await revokeGrant(ports, owner, TEST_MOMENT, revoke)).ok).toBe(false);
  });
});
