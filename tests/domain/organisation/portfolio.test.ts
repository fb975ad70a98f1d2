import { describe, expect, it } from 'vitest';
import {
  filterPortfolio,
  isFiltering,
  PortfolioFilterSchema,
  portfolioSearch,
  sameRoomAt,
  switchTargets,
} from '#app/domain/organisation/portfolio.ts';
import { words } from '#app/domain/words.ts';

const model = { standard: 'GB/T 36073-2025', edition: '2025', title: words('数据管理能力成熟度', 'DCMM') };
const card = (title: string, state: string) => ({ title, state, model });
const CLIENTS = [
  {
    name: '甲公司',
    purpose: 'help' as const,
    waiting: 2,
    cards: [card('2025 自评', 'signed'), card('2026 自评', 'evaluating')],
  },
  { name: '乙公司', purpose: 'assess' as const, waiting: 0, cards: [card('独立评估', 'validating')] },
  { name: '丙公司', purpose: 'help' as const, waiting: 0, cards: [] },
];

/** What a filter leaves, as `client: titles`. */
function left(search: Readonly<Record<string, string>>): string[] {
  return filterPortfolio(CLIENTS, PortfolioFilterSchema.parse(search)).map(
    ({ name, cards }) => `${name}: ${cards.map(({ title }) => title).join('、')}`,
  );
}

describe('the keys of a consultant’s clients', () => {
  const grant = (id: string) => ({ id, clientName: id, purpose: 'help' as const });

  it('go by when the grant was given, not by the order of a list', () => {
    expect(
      switchTargets([grant('c'), grant('a'), grant('b')]).map(({ name, digit }) => [name, digit]),
    ).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });

  it('end with the ninth', () => {
    const targets = switchTargets([...'abcdefghij'].map(grant));
    expect(targets.map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, null]);
  });
});

describe('where a switch leads', () => {
  it.each([
    ['/clients/one', '/clients/two'],
    ['/clients/one/filings/f1/edit', '/clients/two'],
    ['/clients/one/assessments', '/clients/two/assessments'],
    ['/clients/one/assessments/a1/items/6.1', '/clients/two/assessments'],
    ['/clients/one/evidence/e1', '/clients/two/evidence'],
    ['/clients/one/certificates', '/clients/two/certificates'],
    ['/clients/one/evidence-of-something', '/clients/two'],
    ['/portfolio', '/clients/two'],
  ])('%s → %s', (from, to) => {
    expect(sameRoomAt(from, 'two')).toBe(to);
  });
});

describe('the portfolio’s filter', () => {
  it.each([
    [{}, ['甲公司: 2025 自评、2026 自评', '乙公司: 独立评估', '丙公司: ']],
    [{ q: '甲' }, ['甲公司: 2025 自评、2026 自评']],
    [{ q: '独立' }, ['乙公司: 独立评估']],
    [{ q: 'dcmm' }, ['甲公司: 2025 自评、2026 自评', '乙公司: 独立评估']],
    [{ q: '36073' }, ['甲公司: 2025 自评、2026 自评', '乙公司: 独立评估']],
    [{ q: '没有' }, []],
    [{ purpose: 'help' }, ['甲公司: 2025 自评、2026 自评', '丙公司: ']],
    [{ state: 'running' }, ['甲公司: 2026 自评', '乙公司: 独立评估']],
    [{ state: 'signed' }, ['甲公司: 2025 自评']],
    [{ state: 'signed', q: '甲' }, ['甲公司: 2025 自评']],
    [{ state: 'waiting' }, ['甲公司: 2025 自评、2026 自评']],
    [{ purpose: 'assess', state: 'signed' }, []],
  ])('%j leaves %j', (search, expected) => {
    expect(left(search)).toEqual(expected);
  });

  it('takes what it doesn’t know for nothing', () => {
    const filter = PortfolioFilterSchema.parse({ purpose: 'other', state: 'gone', q: 'x'.repeat(61) });
    expect(filter).toEqual({ q: '', purpose: '', state: 'all', after: '' });
    expect(isFiltering(filter)).toBe(false);
    expect(isFiltering({ ...filter, q: '甲' })).toBe(true);
  });
});

describe('the address of a page of the portfolio', () => {
  const GRANT = '0195a0e0-0000-7000-8000-000000000001';
  it.each([
    [{}, '', ''],
    [{}, GRANT, `?after=${GRANT}`],
    [{ q: '甲', state: 'running', purpose: 'help' }, '', '?q=%E7%94%B2&purpose=help&state=running'],
    [{ after: GRANT }, '', ''],
  ])('%j from %j is %j', (search, after, expected) => {
    expect(portfolioSearch(PortfolioFilterSchema.parse(search), after)).toBe(expected);
  });

  it('reads a beginning that is no grant as the first page', () => {
    expect(PortfolioFilterSchema.parse({ after: 'x' }).after).toBe('');
    expect(PortfolioFilterSchema.parse({ after: GRANT }).after).toBe(GRANT);
  });
});
