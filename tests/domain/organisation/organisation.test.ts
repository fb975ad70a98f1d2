import { describe, expect, it } from 'vitest';
import {
  INTENTS,
  ROLES,
  ROLE_INTENTS,
  type Intent,
  can,
  rolesOf,
  sideOf,
} from '#app/domain/organisation/organisation.ts';

const roles = Object.keys(ROLES) as (keyof typeof ROLES)[];

describe('roles', () => {
  it('each stand on one side', () => {
    expect(rolesOf('enterprise')).toEqual(['owner', 'cdo', 'preparer', 'viewer']);
    expect(rolesOf('regulator')).toEqual(['reviewer', 'supervisor']);
    expect(rolesOf('consultancy')).toEqual(['consultant']);
    expect(rolesOf('operator')).toEqual(['operator']);
    expect(sideOf('cdo')).toBe('enterprise');
  });

  it('list each intent once', () => {
    for (const role of roles) expect(new Set(ROLE_INTENTS[role]).size).toBe(ROLE_INTENTS[role].length);
  });

  it('leave no intent without anyone who may do it', () => {
    const orphans = (Object.keys(INTENTS) as Intent[]).filter(
      (intent) => !roles.some((role) => can(role, intent)),
    );
    expect(orphans).toEqual([]);
  });

  it.each([
    ['consultant', 'submit'],
    ['consultant', 'unmask'],
    ['viewer', 'edit'],
    ['reviewer', 'edit'],
    ['reviewer', 'submit'],
    ['supervisor', 'submit'],
    ['operator', 'view'],
    ['operator', 'record'],
    ['owner', 'record'],
    ['owner', 'returnFiling'],
    ['preparer', 'manageMembers'],
    ['preparer', 'withdraw'],
  ] as const)('%s may not %s', (role, intent) => {
    expect(can(role, intent)).toBe(false);
  });

  it.each([
    ['owner', 'manageGrants'],
    ['cdo', 'withdraw'],
    ['preparer', 'submit'],
    ['reviewer', 'record'],
    ['supervisor', 'assign'],
    ['operator', 'manageCalendar'],
    ['consultant', 'edit'],
  ] as const)('%s may %s', (role, intent) => {
    expect(can(role, intent)).toBe(true);
  });
});
