import { describe, expect, it } from 'vitest';
import { isWithin, navigationOf, PUBLIC_NAVIGATION } from '#app/components/layout/navigation.ts';
import { CDO_PROGRAMME } from '#app/domain/filing/guideline.ts';

describe('the entry that is marked', () => {
  const marked = (pathname: string, kind: 'enterprise' | 'consultancy' | 'regulator') => {
    const role = { enterprise: 'owner', consultancy: 'consultant', regulator: 'supervisor' } as const;
    const programme = kind === 'regulator' ? CDO_PROGRAMME : null;
    return [...navigationOf(kind, programme, role[kind]), ...PUBLIC_NAVIGATION]
      .filter((entry) => isWithin(entry, pathname))
      .map(({ to }) => to);
  };

  it.each([
    ['/start', 'consultancy', ['/start']],
    ['/clients', 'consultancy', ['/start']],
    ['/clients/7/assessments', 'consultancy', ['/start']],
    ['/clients-of-others', 'consultancy', []],
    ['/queue', 'regulator', ['/queue']],
    ['/review/7', 'regulator', ['/queue']],
    ['/filings/7/edit', 'enterprise', ['/filings']],
    ['/open/plans/7', 'regulator', ['/open/plans']],
    ['/account', 'enterprise', []],
  ] as const)('at %s of a %s is %j', (pathname, kind, entries) => {
    expect(marked(pathname, kind)).toEqual(entries);
  });
});
