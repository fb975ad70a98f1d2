import { describe, expect, it } from 'vitest';
import { afterFailure, isLocked, LOCKOUT_FAILURES } from '#app/domain/account/lockout.ts';
import { passwordProblem } from '#app/domain/account/password.ts';
import { RegistrationSchema } from '#app/domain/account/registration.ts';
import { FoundingSchema } from '#app/domain/organisation/founding.ts';
import { ColleagueInvitationSchema, decideMemberChange } from '#app/domain/organisation/membership.ts';

const NOW = '2026-11-23T02:00:00.000Z';

describe('posted forms', () => {
  const registration = {
    name: '示例人员',
    email: 'A@test.example',
    password: '松柏常青-2026-岁寒',
    passwordAgain: '松柏常青-2026-岁寒',
  };

  it('takes nobody who did not tick the notice: an unticked box posts nothing', () => {
    expect(RegistrationSchema.safeParse(registration).success).toBe(false);
    expect(RegistrationSchema.safeParse({ ...registration, acknowledged: '' }).success).toBe(false);
    const ticked = RegistrationSchema.parse({ ...registration, acknowledged: 'yes' });
    expect(ticked).toMatchObject({ email: 'a@test.example', mobile: '' });
    const invitation = { email: 'b@test.example', role: 'cdo' };
    expect(ColleagueInvitationSchema.safeParse(invitation).success).toBe(false);
    expect(ColleagueInvitationSchema.safeParse({ ...invitation, acknowledged: 'yes' }).success).toBe(true);
  });

  it('reads an unticked branch box as no branch', () => {
    const founding = FoundingSchema.parse({
      kind: 'enterprise',
      uscc: '91310115ma1k00015k',
      programme: 'sh-cdo',
      name: '示例单位',
      licenceKind: 'telecom',
      licenceNumbers: '沪b2-20260001，沪B2-20260001\n沪B1-20260002',
      region: '310115',
    });
    expect(founding).toMatchObject({
      uscc: '91310115MA1K00015K',
      isBranch: false,
      industry: null,
      licenceNumbers: '沪B2-20260001、沪B1-20260002',
    });
  });
});

describe('passwords and lock-out', () => {
  it.each([
    'short',
    '1234567890',
    'aaaaaaaaaaaa',
    'zhangsan-2026',
    'Password123',
    'ShuHeng-2025',
    'dcmm备案admin12',
  ])('refuses %s', (password) => {
    expect(passwordProblem(password, 'zhangsan@test.example')).not.toBeNull();
  });

  it('takes a phrase', () => {
    expect(passwordProblem('江南三月 草长莺飞 杂花生树', 'zhangsan@test.example')).toBeNull();
  });

  it('locks at the last failure, and counts anew afterwards', () => {
    const last = afterFailure({ count: LOCKOUT_FAILURES - 1, lockedUntil: null }, NOW);
    expect(last).toEqual({
      count: LOCKOUT_FAILURES,
      lockedUntil: '2026-11-23T02:15:00.000Z',
      locksNow: true,
    });
    expect(isLocked(last.lockedUntil, NOW)).toBe(true);
    expect(isLocked(last.lockedUntil, '2026-11-23T02:15:00.000Z')).toBe(false);
    expect(afterFailure(last, '2026-11-23T02:20:00.000Z').count).toBe(1);
  });
});

describe('members', () => {
  const owner = { id: 'a', role: 'owner' } as const;
  const viewer = { id: 'b', role: 'viewer' } as const;

  it('keeps the last owner', () => {
    expect(decideMemberChange('enterprise', [owner, viewer], 'a', null).ok).toBe(false);
    expect(decideMemberChange('enterprise', [owner, viewer], 'a', 'cdo').ok).toBe(false);
    expect(decideMemberChange('enterprise', [owner, { ...viewer, role: 'owner' }], 'a', null).ok).toBe(true);
    expect(decideMemberChange('enterprise', [owner, viewer], 'b', null).ok).toBe(true);
  });

  it('gives no role of another kind of organisation', () => {
    expect(decideMemberChange('enterprise', [owner, viewer], 'b', 'reviewer').ok).toBe(false);
  });
});
