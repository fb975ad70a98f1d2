import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dated, sortAgenda, undated } from '#app/domain/agenda/agenda.ts';
import { clientAgenda } from '#app/domain/agenda/client-agenda.ts';
import { enterpriseAgenda, type EnterpriseAffairs } from '#app/domain/agenda/enterprise-agenda.ts';
import { planAgenda, type PlanAffairs } from '#app/domain/agenda/plan-agenda.ts';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { words } from '#app/domain/words.ts';
import { samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

const TODAY = plainDate('2026-11-22');
const plain = (key: string) => ({ key, what: words(key, key), about: '', to: '/' });

describe('an agenda', () => {
  it.each([
    ['2026-11-20', '已过 2 天', 'red'],
    ['2026-11-22', '今日到期', 'amber'],
    ['2026-11-29', '剩 7 天', 'amber'],
    ['2026-11-30', '剩 8 天', 'blue'],
  ])('says of %s: %s', (by, zh, tone) => {
    const { left } = dated(plain('x'), plainDate(by), TODAY);
    expect([left?.words.zh, left?.tone]).toEqual([zh, tone]);
  });

  it('has the earliest first and what has no day last, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -900, max: 900 }))), (days) => {
        const items = days.map((day, index) =>
          day === null ? undated(plain(`${index}`)) : dated(plain(`${index}`), addDays(TODAY, day), TODAY),
        );
        const sorted = sortAgenda(items);
        const keys = (list: typeof items) => list.map(({ key }) => key).toSorted();
        expect(keys(sorted)).toEqual(keys(items));
        const order = sorted.map(({ by }) => by ?? '9999-99-99');
        expect(order).toEqual(order.toSorted());
      }),
    );
  });
});

const QUIET: EnterpriseAffairs = {
  today: TODAY,
  duties: [],
  filings: [],
  owesFirst: false,
  mayEdit: true,
  work: [],
  targetDays: new Map(),
  actions: [],
  certificates: [],
};
const certificate = (id: string, expiresOn: string, more = {}) => ({
  id,
  kind: 'dcmm' as const,
  number: id,
  expiresOn: plainDate(expiresOn),
  withdrawnAt: null,
  ...more,
});
const filing = { id: 'f', kind: 'change' as const, isOwed: false, openThreadCount: 0 };

describe('an enterprise’s agenda', () => {
  it('is empty when nothing is to be done', () => {
    expect(enterpriseAgenda(QUIET)).toEqual([]);
  });

  it('sorts duties, actions and certificates by their day', () => {
    const agenda = enterpriseAgenda({
      ...QUIET,
      duties: [
        {
          id: 'd',
          title: words('重新备案', 'File again'),
          dueOn: plainDate('2026-11-25'),
          countdown: words('剩 3 个工作日', '3 left'),
          tone: 'amber',
          provisional: true,
          to: '/changes/d',
        },
      ],
      filings: [{ ...filing, state: 'returned', openThreadCount: 2 }],
      actions: [
        {
          id: 'a',
          assessmentId: 'x',
          assessmentTitle: '示例评估',
          title: '建立目录',
          ownerName: '',
          dueOn: plainDate('2026-11-01'),
        },
      ],
      certificates: [certificate('c', '2027-01-31')],
    });
    expect(agenda.map(({ key, by }) => [key, by])).toEqual([
      ['action a', '2026-11-01'],
      ['duty d', '2026-11-25'],
      ['certificate c', '2027-01-31'],
      ['filing f', null],
    ]);
    expect(agenda[0]?.left?.tone).toBe('red');
    expect(agenda[1]).toMatchObject({ isProvisional: true, left: { words: { zh: '剩 3 个工作日' } } });
    expect(agenda[3]?.note?.zh).toBe('2 条意见待处理');
  });

  it.each([
    [[certificate('old', '2026-10-01'), certificate('new', '2029-10-01')], []],
    [[certificate('old', '2026-10-01')], ['certificate old']],
    [[certificate('long ago', '2025-01-01')], []],
    [[certificate('void', '2026-12-01', { withdrawnAt: '2026-01-01T00:00:00.000Z' })], []],
    [
      [certificate('dcmm', '2029-12-01'), certificate('dsm', '2026-12-01', { kind: 'dsm' })],
      ['certificate dsm'],
    ],
  ])('asks for the renewal of a kind’s last certificate alone (%#)', (certificates, keys) => {
    expect(enterpriseAgenda({ ...QUIET, certificates }).map(({ key }) => key)).toEqual(keys);
  });

  it('names a draft once: with its duty where it is owed', () => {
    const states = (state: string, isOwed: boolean, mayEdit = true) =>
      enterpriseAgenda({ ...QUIET, mayEdit, filings: [{ ...filing, state, isOwed }] }).length;
    expect(states('draft', false)).toBe(1);
    expect(states('draft', true)).toBe(0);
    expect(states('returned', true)).toBe(1);
    expect(states('in_review', false)).toBe(0);
    expect(states('draft', false, false)).toBe(0);
  });

  it('asks for a first filing without inventing a limit', () => {
    const [first] = enterpriseAgenda({ ...QUIET, owesFirst: true });
    expect(first).toMatchObject({ by: null, to: '/filings/new' });
    expect(first?.note?.zh).toContain('未规定');
  });

  it('takes the day of an assessment’s aim for the work on it', () => {
    const work = {
      kind: 'evaluate',
      assessmentId: 'x',
      title: '示例评估',
      about: words('数据战略', 'Strategy'),
      count: 4,
      path: '/assessments/x/items/1',
    } as const;
    const targetDays = new Map([['x', plainDate('2026-12-01')]]);
    expect(enterpriseAgenda({ ...QUIET, work: [work], targetDays })[0]).toMatchObject({
      by: '2026-12-01',
      to: '/assessments/x/items/1',
    });
    expect(enterpriseAgenda({ ...QUIET, work: [work] })[0]?.by).toBeNull();
  });
});

const plan = samplePlan([sampleTarget('S1'), sampleTarget('S2', { deadline: null })], {
  deliverables: [
    {
      id: 'D1',
      part: 'two',
      clause: '第2条',
      text: words('印发办法', 'Rules'),
      deadline: plainDate('2023-07-31'),
    },
    {
      id: 'D2',
      part: 'two',
      clause: '第3条',
      text: words('另一件', 'Other'),
      deadline: plainDate('2023-12-31'),
    },
  ],
});
const MIDYEAR = plainDate('2023-07-10');
const batch = {
  organisationId: 'o',
  id: 'b',
  title: '六月',
  houseName: '济南市',
  lineCount: 3,
  openThreadCount: 1,
};
const calm: PlanAffairs = {
  today: MIDYEAR,
  regionCode: '370000',
  toReview: [],
  returned: [],
  drafts: [],
  plans: [],
};
const standing = (asAt: string, more = {}) =>
  sampleStanding(plan, asAt, [['S1', '370100', '2023-03-01', 10]], more, asAt);

describe('the agenda of a house with plans', () => {
  it('has targets behind with their deadline, deliverables soon due, and batches', () => {
    const agenda = planAgenda({
      ...calm,
      toReview: [batch],
      plans: [{ id: 'p', isOwn: true, standing: standing('2023-07-10') }],
    });
    expect(agenda.map(({ key, by }) => [key, by])).toEqual([
      ['deliverable p D1', '2023-07-31'],
      ['target p S1', '2023-12-31'],
      ['batch b', null],
    ]);
    expect(agenda[1]).toMatchObject({ to: '/plans/p/targets/S1', left: { tone: 'red' } });
    expect(agenda[2]).toMatchObject({ about: '济南市：六月', note: { zh: '3 行，1 条意见' } });
  });

  it('asks a city for its share, and for nothing of others’', () => {
    const splits = [{ targetId: 'S1', regionCode: '370100', value: 60 }];
    const asked = (regionCode: string) =>
      planAgenda({
        ...calm,
        regionCode,
        plans: [{ id: 'p', isOwn: false, standing: standing('2023-07-10', { splits }) }],
      }).map(({ key }) => key);
    expect(asked('370100')).toEqual(['target p S1']);
    expect(asked('370200')).toEqual([]);
  });

  it('asks nothing about a plan that is over', () => {
    const over = sampleStanding(plan, '2023-12-31', [], {}, '2026-11-23');
    const today = plainDate('2026-11-23');
    expect(planAgenda({ ...calm, today, plans: [{ id: 'p', isOwn: true, standing: over }] })).toEqual([]);
  });
});

describe('a consultancy’s agenda', () => {
  const client = {
    grantId: 'g',
    name: '示例客户',
    expiresOn: plainDate('2026-12-10'),
    endsSoon: true,
    changes: [
      {
        id: 'c',
        kind: 'cdo' as const,
        dueOn: plainDate('2026-11-24'),
        words: words('剩 2 个工作日', '2 left'),
        tone: 'amber' as const,
      },
    ],
    filings: [
      {
        id: 'f',
        kind: 'first' as const,
        state: { code: 'returned', label: words('已退回', 'Returned') },
        openThreadCount: 1,
        isOwed: true,
      },
      {
        id: 'd',
        kind: 'change' as const,
        state: { code: 'draft', label: words('草稿', 'Draft') },
        openThreadCount: 0,
        isOwed: true,
      },
      {
        id: 'w',
        kind: 'first' as const,
        state: { code: 'in_review', label: words('审阅中', 'In review') },
        openThreadCount: 0,
        isOwed: false,
      },
    ],
    workCount: 2,
  };

  it('names each client’s affairs by day, and not what waits for others', () => {
    const agenda = clientAgenda([client], TODAY);
    expect(agenda.map(({ by, to }) => [by, to])).toEqual([
      ['2026-11-24', '/clients/g'],
      ['2026-12-10', '/clients/g'],
      [null, '/clients/g/assessments/work'],
      [null, '/clients/g/filings/f'],
    ]);
    expect(agenda.every(({ about }) => about === '示例客户')).toBe(true);
  });

  it('is empty without anything', () => {
    const quiet = { ...client, changes: [], filings: [], workCount: 0, endsSoon: false };
    expect(clientAgenda([quiet], TODAY)).toEqual([]);
  });
});
