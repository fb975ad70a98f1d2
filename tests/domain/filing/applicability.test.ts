import { describe, expect, it } from 'vitest';
import { assessApplicability } from '#app/domain/filing/applicability.ts';

const empty = { categories: [], licensedIn: '', judgement: '', judgementReason: '' };

describe('assessApplicability', () => {
  it.each([
    [{}, 'unanswered', 'C'],
    [{ categories: ['nonsense', 'toString'] }, 'unanswered', 'C'],
    [{ categories: ['icp'] }, 'unanswered', 'C'],
    [{ categories: ['icp'], licensedIn: 'shanghai' }, 'in-scope', 'C'],
    [{ categories: ['basic'], licensedIn: 'shanghai' }, 'in-scope', 'C'],
    [{ categories: ['domain-registrar'], licensedIn: 'shanghai' }, 'in-scope', 'C'],
    [{ categories: ['other-value-added'], licensedIn: 'shanghai' }, 'in-scope', 'L'],
    [{ categories: ['other-value-added', 'icp'], licensedIn: 'shanghai' }, 'in-scope', 'C'],
    [{ categories: ['icp'], licensedIn: 'none' }, 'voluntary', 'C'],
    [{ categories: ['industrial'] }, 'voluntary', 'C'],
    [{ categories: ['icp'], licensedIn: 'cross_region' }, 'undecided', 'U'],
    [{ categories: ['icp'], licensedIn: 'unsure', judgement: 'yes' }, 'undecided', 'U'],
    [{ categories: ['icp'], licensedIn: 'unsure', judgement: 'yes', judgementReason: ' ' }, 'undecided', 'U'],
    [
      { categories: ['icp'], licensedIn: 'unsure', judgement: 'yes', judgementReason: '在沪经营' },
      'in-scope',
      'U',
    ],
    [
      { categories: ['icp'], licensedIn: 'cross_region', judgement: 'no', judgementReason: '不在沪' },
      'voluntary',
      'U',
    ],
  ])('%j → %s (%s)', (input, outcome, confidence) => {
    const answer = assessApplicability({ ...empty, ...input });
    expect([answer.outcome, answer.confidence]).toEqual([outcome, confidence]);
    expect(answer.clause.zh).toBe('指南 三、适用对象');
  });

  it('says why', () => {
    expect(
      assessApplicability({ ...empty, categories: ['idc', 'icp'], licensedIn: 'shanghai' }).reason.zh,
    ).toBe('属于指南适用对象：互联网数据中心、互联网信息服务，许可在本市取得。');
  });
});
