import { describe, expect, it } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import { ACCOUNTS, ORGANISATIONS, uuid } from './isolation/identity.ts';
import { column, setStage } from './definer/stage.ts';

const stage = setStage();
const MOMENT = '2026-11-24T02:00:00Z';

describe('invitation_by_digest', () => {
  it('shows an invitation to whoever holds its digest, with the roster’s entry', async () => {
    await stage.owner('update invitation set roster_entry_id = $1 where id = $2', [uuid(14, 1), uuid(12, 3)]);
    const [shown] = await stage.as('anonymous', `select * from invitation_by_digest('digest-3')`);
    expect(shown).toMatchObject({ purpose: 'roster', roster_uscc: 'R1', region_code: '310115' });
    expect(await stage.as('anonymous', `select * from invitation_by_digest('')`)).toEqual([]);
  });
});

describe('accept_invitation', () => {
  const accept = async (scope: string, digest = 'digest-1', moment = MOMENT) =>
    column(
      await stage.as(scope, `select accept_invitation($1, $2, '示例', 'x', $3)`, [
        digest,
        uuid(92, 1),
        moment,
      ]),
    )[0];
  const invite = (accountId: string, change = '', n = 1) =>
    stage.owner(
      `update invitation set email_index = (select email_index from credential where account_id = $1) ${change} where id = $2`,
      [accountId, uuid(12, n)],
    );
  const membershipsOfStranger = () =>
    stage.owner(
      'select organisation_id, role, programme_id, region_code from membership where account_id = $1',
      [ACCOUNTS.stranger],
    );

  it('makes the invited account a member in the role of the invitation, once', async () => {
    await invite(ACCOUNTS.stranger);
    expect(await accept('stranger')).toBe(ORGANISATIONS.A);
    expect(await membershipsOfStranger()).toEqual([
      { organisation_id: ORGANISATIONS.A, role: 'viewer', programme_id: null, region_code: null },
    ]);
    expect(await stage.owner('select accepted_by from invitation where id = $1', [uuid(12, 1)])).toEqual([
      { accepted_by: ACCOUNTS.stranger },
    ]);
    expect(await accept('stranger')).toBeNull();
  });

  it('gives a regulator’s colleague the duty of the invitation', async () => {
    await invite(
      ACCOUNTS.stranger,
      `, role = 'reviewer', programme_id = 'sh-cdo', region_code = '310115'`,
      4,
    );
    expect(await accept('stranger', 'digest-4')).toBe(ORGANISATIONS.regulator);
    expect(await membershipsOfStranger()).toEqual([
      {
        organisation_id: ORGANISATIONS.regulator,
        role: 'reviewer',
        programme_id: 'sh-cdo',
        region_code: '310115',
      },
    ]);
  });

  it('leaves the role of somebody who is a member already as it is', async () => {
    await invite(ACCOUNTS.ownerA);
    expect(await accept('ownerA')).toBe(ORGANISATIONS.A);
    expect(await stage.owner('select role from membership where account_id = $1', [ACCOUNTS.ownerA])).toEqual(
      [{ role: 'owner' }],
    );
  });

  it('takes somebody back whose membership had ended', async () => {
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.colleagueA]);
    await invite(ACCOUNTS.colleagueA);
    const scope: Scope = { kind: 'account', accountId: ACCOUNTS.colleagueA };
    await stage.as(scope, `select accept_invitation('digest-1', $1, '示例', 'x', $2)`, [uuid(92, 1), MOMENT]);
    expect(
      await stage.owner('select id from membership where account_id = $1 and ended_at is null', [
        ACCOUNTS.colleagueA,
      ]),
    ).toEqual([{ id: uuid(92, 1) }]);
  });

  it.each([
    ['was revoked', `, revoked_at = now()`],
    ['was accepted', `, accepted_at = now()`],
    ['ended this very moment', `, expires_at = '${MOMENT}'`],
    ['is of a roster', `, purpose = 'roster'`],
  ])('refuses one that %s', async (_name, change) => {
    await invite(ACCOUNTS.stranger, change);
    expect(await accept('stranger')).toBeNull();
    expect(await membershipsOfStranger()).toEqual([]);
  });

  it('refuses another e-mail’s account, an unverified one, a visitor and an unknown link', async () => {
    await invite(ACCOUNTS.stranger);
    expect(await accept('ownerB')).toBeNull();
    expect(await accept('anonymous')).toBeNull();
    expect(await accept('stranger', 'unknown')).toBeNull();
    await stage.owner('update credential set email_verified_at = null where account_id = $1', [
      ACCOUNTS.stranger,
    ]);
    expect(await accept('stranger')).toBeNull();
    expect(await membershipsOfStranger()).toEqual([]);
  });
});

describe('redeem_roster_invitation', () => {
  const redeem = async (scope: string, enterprise: string = ORGANISATIONS.A, moment = MOMENT) =>
    column(
      await stage.as(scope, `select redeem_roster_invitation('digest-3', $1, $2)`, [enterprise, moment]),
    )[0];
  const verification = async (enterprise: string = ORGANISATIONS.A) =>
    column(await stage.owner('select verification from organisation where id = $1', [enterprise]))[0];
  /** An invitation of the roster to enterprise A, which is to be verified; then what the test changes. */
  const invite = async (...changes: string[]) => {
    await stage.owner(`update roster_entry set uscc = $1 where id = $2`, [
      `U${ORGANISATIONS.A.slice(-17)}`,
      uuid(14, 1),
    ]);
    await stage.owner('update invitation set roster_entry_id = $1 where id = $2', [uuid(14, 1), uuid(12, 3)]);
    await stage.owner(`update organisation set verification = 'pending' where kind = 'enterprise'`);
    for (const change of changes) await stage.owner(change);
  };

  it('verifies the enterprise that the roster names, once, by its owner', async () => {
    await invite();
    expect(await redeem('ownerA')).toBe(true);
    expect(await verification()).toBe('verified');
    expect(await redeem('ownerA')).toBe(false);
  });

  it.each([
    ['is revoked', 'update invitation set revoked_at = now()'],
    ['was redeemed', 'update invitation set accepted_at = now()'],
    ['is over', `update invitation set expires_at = '${MOMENT}'`],
    ['is a colleague’s', `update invitation set purpose = 'colleague'`],
    ['names an entry that was taken off the roster', 'update roster_entry set removed_at = now()'],
    ['names another enterprise', `update roster_entry set uscc = 'other'`],
    ['is of another programme’s roster', `update roster_entry set programme_id = 'other'`],
    ['names no entry', 'update invitation set roster_entry_id = null'],
  ])('refuses one that %s', async (_name, change) => {
    await invite(change);
    expect(await redeem('ownerA')).toBe(false);
    expect(await verification()).toBe('pending');
  });

  it.each(['suspended', 'rejected'])('does not lift the state %s', async (state) => {
    await invite(`update organisation set verification = '${state}'`);
    expect(await redeem('ownerA')).toBe(false);
    expect(await verification()).toBe(state);
  });

  it('refuses whoever is not the owner, and another enterprise', async () => {
    await invite();
    for (const scope of ['ownerB', 'stranger', 'anonymous', 'supervisor']) {
      expect([scope, await redeem(scope)]).toEqual([scope, false]);
    }
    expect(await redeem('ownerB', ORGANISATIONS.B)).toBe(false);
    await stage.owner(`update membership set role = 'viewer' where account_id = $1`, [ACCOUNTS.ownerA]);
    expect(await redeem('ownerA')).toBe(false);
    expect(await verification()).toBe('pending');
  });
});

describe('transfer_ownership', () => {
  const transfer = async (scope: string, request = uuid(11, 2), enterprise: string = ORGANISATIONS.A) =>
    column(
      await stage.as(scope, 'select transfer_ownership($1, $2, $3, $4)', [
        enterprise,
        request,
        uuid(93, 1),
        MOMENT,
      ]),
    )[0];
  const roles = async () =>
    Object.fromEntries(
      (
        await stage.owner(
          'select account_id, role from membership where organisation_id = $1 and ended_at is null',
          [ORGANISATIONS.A],
        )
      ).map((row) => [row.account_id, row.role]),
    );
  const untouched = { [ACCOUNTS.ownerA]: 'owner', [ACCOUNTS.colleagueA]: 'viewer' };

  it.each(['supervisor', 'operator'])('hands the enterprise to the claimant, by the %s', async (scope) => {
    expect(await transfer(scope)).toBe(true);
    expect(await roles()).toEqual({
      [ACCOUNTS.ownerA]: 'viewer',
      [ACCOUNTS.colleagueA]: 'viewer',
      [ACCOUNTS.stranger]: 'owner',
    });
  });

  it('raises a claimant who is a member already, and leaves one owner', async () => {
    await stage.owner('update access_request set account_id = $1 where id = $2', [
      ACCOUNTS.colleagueA,
      uuid(11, 2),
    ]);
    expect(await transfer('operator')).toBe(true);
    expect(await roles()).toEqual({ [ACCOUNTS.ownerA]: 'viewer', [ACCOUNTS.colleagueA]: 'owner' });
  });

  it('leaves an owner who claims what is his as he is', async () => {
    await stage.owner('update access_request set account_id = $1 where id = $2', [
      ACCOUNTS.ownerA,
      uuid(11, 2),
    ]);
    expect(await transfer('operator')).toBe(true);
    expect(await roles()).toEqual(untouched);
  });

  it.each(['otherRegionRegulator', 'otherRegulator', 'districtRegulator'])(
    'refuses the %s, whose duty the enterprise is not',
    async (scope) => {
      // What the claimant wrote about region and programme decides nothing.
      await stage.owner(
        `update access_request set programme_id = 'other', region_code = '370000' where id = $1`,
        [uuid(11, 2)],
      );
      expect(await transfer(scope)).toBe(false);
      expect(await roles()).toEqual(untouched);
    },
  );

  it.each(['ownerA', 'stranger', 'consultantDraft', 'anonymous', 'unset', 'job:install'])(
    'raises an error for %s',
    async (scope) => {
      expect(
        await stage.refusal(scope, 'select transfer_ownership($1, $2, $3, $4)', [
          ORGANISATIONS.A,
          uuid(11, 2),
          uuid(93, 1),
          MOMENT,
        ]),
      ).toBe('42501');
    },
  );

  it.each([
    ['was decided', `update access_request set state = 'refused'`],
    ['asks to join', `delete from access_request where kind = 'reclaim'`],
    ['comes from an unverified account', 'update credential set email_verified_at = null'],
    ['comes from a disabled account', 'update account set disabled_at = now()'],
  ])('refuses a request that %s', async (_name, change) => {
    await stage.owner(change);
    for (const n of [1, 2]) expect(await transfer('operator', uuid(11, n))).toBe(false);
    expect(await roles()).toEqual(untouched);
  });

  it('refuses a request about another enterprise', async () => {
    expect(await transfer('operator', uuid(11, 2), ORGANISATIONS.B)).toBe(false);
  });
});

describe('recipients_of', () => {
  const recipients = async (scope: string, organisation: string) =>
    column(
      await stage.as(scope, 'select account_id from recipients_of($1) order by account_id', [organisation]),
    );
  const ofA = [ACCOUNTS.ownerA, ACCOUNTS.colleagueA];

  it.each(['ownerA', 'viewerA', 'consultantDraft', 'assessor', 'supervisor', 'operator', 'job:reminder'])(
    'gives A’s people to %s',
    async (scope) => {
      expect(await recipients(scope, ORGANISATIONS.A)).toEqual(ofA);
    },
  );
  it.each([
    'ownerB',
    'consultancy',
    'consultantLying',
    'consultantExpired',
    'consultantRevoked',
    'consultantLyingPurpose',
    'districtRegulator',
    'otherRegionRegulator',
    'otherRegulator',
    'anonymous',
    'unset',
  ])('keeps A’s people from %s', async (scope) => {
    expect(await recipients(scope, ORGANISATIONS.A)).toEqual([]);
  });
  it('gives them to somebody whose request waits there, and no longer when it was decided', async () => {
    expect(await recipients('stranger', ORGANISATIONS.A)).toEqual(ofA);
    expect(await recipients('stranger', ORGANISATIONS.B)).toEqual([]);
  });
  it('gives a consultancy’s people to its client, and to no other enterprise', async () => {
    expect(await recipients('ownerA', ORGANISATIONS.consultancy)).toEqual([ACCOUNTS.consultant]);
    expect(await recipients('ownerB', ORGANISATIONS.consultancy)).toEqual([]);
    expect(await recipients('assessor', ORGANISATIONS.consultancy)).toEqual([]);
  });
  it('leaves out the disabled, the unverified and those who left', async () => {
    await stage.owner('update account set disabled_at = now() where id = $1', [ACCOUNTS.ownerA]);
    expect(await recipients('operator', ORGANISATIONS.A)).toEqual([ACCOUNTS.colleagueA]);
    await stage.owner('update credential set email_verified_at = null where account_id = $1', [
      ACCOUNTS.colleagueA,
    ]);
    expect(await recipients('operator', ORGANISATIONS.A)).toEqual([]);
    await stage.owner('update membership set ended_at = now() where account_id = $1', [ACCOUNTS.ownerB]);
    expect(await recipients('operator', ORGANISATIONS.B)).toEqual([]);
  });
});

describe('regulators_of', () => {
  const regulators = async (scope: string, programme = 'sh-cdo', region = '310115') =>
    column(await stage.as(scope, 'select account_id from regulators_of($1, $2)', [programme, region]));
  const seat = (region: string) =>
    stage.owner('update membership set region_code = $1 where account_id = $2', [region, ACCOUNTS.regulator]);

  it.each([
    ['a province', '370000', '370202', true],
    ['a province', '370000', '370000', true],
    ['a province', '370000', '310115', false],
    ['a city', '370200', '370202', true],
    ['a city', '370200', '370100', false],
    ['a city', '370200', '370000', false],
    ['a district', '370202', '370202', true],
    ['a district', '370202', '370203', false],
    ['a district', '370202', '370200', false],
    ['a municipality', '310000', '310230', true],
    ['a municipality’s district', '310115', '310104', false],
  ])('%s (%s) answers for %s: %s', async (_name, own, wanted, answers) => {
    await seat(own);
    expect(await regulators('ownerA', 'sh-cdo', wanted)).toEqual(answers ? [ACCOUNTS.regulator] : []);
  });

  it('answers for its programme alone', async () => {
    expect(await regulators('ownerA', 'other')).toEqual([]);
    expect(await regulators('ownerA', 'other', '370202')).toEqual([ACCOUNTS.otherRegulator]);
  });

  it.each(['anonymous', 'unset', 'consultantDraft'])('tells %s nothing', async (scope) => {
    expect(await regulators(scope)).toEqual([]);
  });

  it('does not count an enterprise’s person who is written down as a reviewer', async () => {
    await stage.owner(
      `update membership set role = 'reviewer', programme_id = 'sh-cdo', region_code = '310000' where account_id = $1`,
      [ACCOUNTS.colleagueA],
    );
    expect(await regulators('ownerA')).toEqual([ACCOUNTS.regulator]);
  });

  it('leaves out the disabled, the unverified and those who left', async () => {
    await stage.owner('update membership set ended_at = now() where account_id = $1', [
      ACCOUNTS.otherRegulator,
    ]);
    expect(await regulators('ownerA', 'other', '370202')).toEqual([]);
    await stage.owner('update credential set email_verified_at = null where account_id = $1', [
      ACCOUNTS.regulator,
    ]);
    expect(await regulators('ownerA')).toEqual([]);
  });
});

describe('the same region everywhere', () => {
  it('is contained for policies as for notices', async () => {
    const region = async (own: string, wanted: string) => {
      await stage.owner('update organisation set region_code = $1 where id = $2', [wanted, ORGANISATIONS.A]);
      await stage.owner('update membership set region_code = $1 where account_id = $2', [
        own,
        ACCOUNTS.regulator,
      ]);
      const scope: Scope = {
        kind: 'regulator',
        accountId: ACCOUNTS.regulator,
        organisationId: ORGANISATIONS.regulator,
        role: 'reviewer',
        programmeId: 'sh-cdo',
        regionCode: own,
      };
      const seen = await stage.as(scope, 'select id from organisation where id = $1', [ORGANISATIONS.A]);
      const told = await stage.as('ownerA', `select account_id from regulators_of('sh-cdo', $1)`, [wanted]);
      return { seen: seen.length, told: told.length };
    };
    for (const own of ['310000', '310115', '370000', '370200', '370202']) {
      for (const wanted of ['310000', '310104', '310115', '370000', '370200', '370202', '379999']) {
        const { seen, told } = await region(own, wanted);
        expect([own, wanted, told]).toEqual([own, wanted, seen]);
      }
    }
  });
});
