import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/domain/calendar/plain-date.ts';
import { SHANDONG_CITIES } from '#app/domain/organisation/region.ts';
import { buildStanding, type PlanNumbers } from '#app/domain/target/build-standing.ts';
import { DEFAULT_JUDGING, type Deliverable, type PlanContent, type Target } from '#app/domain/target/plan.ts';
import type { Source } from '#app/domain/target/plan.ts';
import type { TargetStanding } from '#app/domain/target/standing.ts';
import { words } from '#app/domain/words.ts';
import { samplePlan } from '#tests/support/standing.ts';
import { aTarget, day, FROM } from './judge-case.ts';

const NOTHING: PlanNumbers = { records: [], reported: [], platform: [], splits: [], sources: new Map() };
const TODAY = day('2026-11-23');

const record = (regionCode: string, on: string, items: number, amount = items) => ({
  targetId: 'T1',
  regionCode,
  on: day(on),
  items,
  amount,
});
const said = (regionCode: string, on: string, value: number) => ({
  targetId: 'T1',
  regionCode,
  on: day(on),
  value,
});
const platform = (regionCode: string, on: string, items: number) => ({
  targetId: 'T1',
  regionCode,
  on: day(on),
  items,
});
const split = (regionCode: string, value: number) => ({ targetId: 'T1', regionCode, value });

function standing(
  target: Target,
  numbers: Partial<PlanNumbers>,
  asAt = '2023-07-02',
  plan: Partial<PlanContent> = {},
): TargetStanding {
  const content = samplePlan([target], plan);
  const answer = buildStanding(
    { content, judging: DEFAULT_JUDGING },
    { ...NOTHING, ...numbers },
    day(asAt),
    TODAY,
  );
  const [one] = answer.targets;
  if (!one) throw new Error('a target');
  return one;
}
const source = (of: TargetStanding, wanted: Source) => of.sources.find((one) => one.source === wanted);
const city = (of: TargetStanding, code: string) => of.regions.find(({ regionCode }) => regionCode === code);

const DCMM = { from: 'certificate', kind: 'dcmm', leastLevel: 2 } as const;
const PERCENT = aTarget({ measure: 'value', headline: 'reported', unit: words('%', '%'), value: 85 });

describe('values from entries', () => {
  const rows = [
    record('370100', '2023-02-01', 3, 120),
    record('370200', '2023-03-01', 2, 30.5),
    record('370100', '2023-05-01', -1, -20),
    record('370000', '2023-05-01', 1, 4),
    record('370100', '2023-08-01', 9, 900),
  ];

  it('count entries of all regions up to the day', () => {
    const answer = standing(aTarget(), { records: rows });
    expect(answer.value).toBe(5);
    expect(source(answer, 'records')?.points).toEqual([
      { on: '2023-02-01', value: 3 },
      { on: '2023-03-01', value: 5 },
      { on: '2023-05-01', value: 5 },
    ]);
  });
  it('add quantities up where the target says so', () => {
    expect(standing(aTarget({ measure: 'sum' }), { records: rows }).value).toBe(134.5);
  });
  it('leave other targets’ entries alone', () => {
    const other = rows.map((row) => ({ ...row, targetId: 'T2' }));
    const answer = standing(aTarget(), { records: other });
    expect(answer).toMatchObject({ value: null, judgement: { status: 'no_data' } });
  });
  it('count the year’s alone where the text asks for the year', () => {
    const target = aTarget({ counting: 'in_year' });
    const earlier = [record('370100', '2022-12-31', 50), ...rows, record('370100', '2024-01-01', 7)];
    expect(standing(target, { records: earlier }).value).toBe(5);
    expect(standing(target, { records: earlier }, '2024-06-01').value).toBe(14);
    expect(source(standing(target, { records: earlier }), 'records')?.note?.zh).toBe('只计当年的条目');
    expect(standing(aTarget(), { records: earlier }, '2024-06-01').value).toBe(71);
  });
  it('don’t exist for what is only reported', () => {
    expect(source(standing(PERCENT, { records: rows }), 'records')).toBeUndefined();
  });
});

describe('reported values', () => {
  const reported = aTarget({ headline: 'reported' });

  it('are the plan’s region’s own, the latest by the day', () => {
    const answer = standing(reported, {
      reported: [
        said('370000', '2023-02-01', 40),
        said('370000', '2023-06-01', 60),
        said('370000', '2023-09-01', 90),
      ],
    });
    expect(answer.value).toBe(60);
    expect(source(answer, 'reported')).toMatchObject({ note: null, points: { length: 2 } });
  });
  it('are else the sum of what the cities said last, and say of how many', () => {
    const answer = standing(reported, {
      reported: [
        said('370100', '2023-02-01', 10),
        said('370100', '2023-06-01', 12),
        said('370200', '2023-03-01', 5),
        said('370300', '2023-03-01', 1),
        said('370000', '2023-08-01', 90),
      ],
    });
    expect(answer.value).toBe(18);
    expect(source(answer, 'reported')?.note?.zh).toBe('16 市中 3 市已填报，合计');
  });
  it('of the region’s own aren’t added to those of its cities', () => {
    const answer = standing(reported, {
      reported: [said('370100', '2023-02-01', 10), said('370000', '2023-03-01', 40)],
    });
    expect(answer.value).toBe(40);
    expect(source(answer, 'reported')?.note?.zh).toBe(
      '按山东省本级填报数；另 16 市中 1 市已填报，合计 10 家，未计入',
    );
  });
  it.each(['%', '百分点', '倍', '级', '小时'])('in %s are never added up', (unit) => {
    const share = { ...PERCENT, unit: words(unit, 'x') };
    const answer = standing(share, {
      reported: [said('370100', '2023-02-01', 60), said('370200', '2023-02-01', 70)],
    });
    expect(answer).toMatchObject({ value: null, judgement: { status: 'no_data' } });
    expect(source(answer, 'reported')?.note?.zh).toBe(`16 市中 2 市已填报；单位为“${unit}”，各地数值不相加`);
    expect(city(answer, '370100')?.value).toBe(60);
  });
  it('of 0 are a value', () => {
    const answer = standing(reported, { reported: [said('370000', '2023-02-01', 0)] });
    expect(answer).toMatchObject({ value: 0, judgement: { status: 'far_behind' } });
  });
  it('elsewhere say how many regions reported', () => {
    const answer = standing(reported, { reported: [said('310115', '2023-02-01', 4)] }, '2023-07-02', {
      region: '310000',
    });
    expect(source(answer, 'reported')?.note?.zh).toBe('1 个地区已填报，合计');
  });
});

describe('values of the platform', () => {
  const dcmm = aTarget({ headline: 'platform', platform: DCMM });

  it('count what it knows, in words', () => {
    const answer = standing(dcmm, {
      platform: [platform('370102', '2021-02-01', 4), platform('370211', '2023-03-01', 2)],
    });
    expect(answer.value).toBe(6);
    expect(source(answer, 'platform')?.note?.zh).toContain('DCMM 2 级及以上');
    expect(city(answer, '370100')?.value).toBe(4);
    expect(city(answer, '370200')?.value).toBe(2);
  });
  it.each([
    ['370000', 6],
    ['370100', 4],
    ['370200', 2],
    ['000000', 7],
  ])('in a plan of %s are those of its region, %i in all', (region, value) => {
    const rows = [
      platform('370102', '2021-02-01', 4),
      platform('370211', '2023-03-01', 2),
      platform('310115', '2023-03-01', 1),
    ];
    expect(standing(dcmm, { platform: rows }, '2023-07-02', { region }).value).toBe(value);
  });
  it('fall with a designation that ends', () => {
    const rule = { from: 'designation', kind: 'data_trader', counts: 'held' } as const;
    const answer = standing(aTarget({ headline: 'platform', platform: rule }), {
      platform: [platform('370100', '2023-02-01', 3), platform('370100', '2023-06-01', -1)],
    });
    expect(answer.value).toBe(2);
    expect(source(answer, 'platform')?.note?.zh).toBe('数商生态企业，只计当日仍在认定期内的');
  });
  it('are absent without a rule', () => {
    expect(
      source(standing(aTarget(), { platform: [platform('370100', '2023-02-01', 3)] }), 'platform'),
    ).toBeUndefined();
  });
});

describe('sources', () => {
  it('are shown apart; the headline’s alone is judged', () => {
    const numbers = {
      records: [record('370100', '2023-02-01', 3)],
      reported: [said('370000', '2023-02-01', 50)],
      platform: [platform('370100', '2023-02-01', 7)],
    };
    const of = (headline: Source) => standing(aTarget({ headline, platform: DCMM }), numbers);
    for (const [headline, value] of [
      ['records', 3],
      ['reported', 50],
      ['platform', 7],
    ] as const) {
      const answer = of(headline);
      expect(answer).toMatchObject({ headline, value, judgement: { share: value / 100 } });
      expect(answer.sources.map((one) => [one.source, one.value])).toEqual([
        ['records', 3],
        ['reported', 50],
        ['platform', 7],
      ]);
    }
  });
  it('never flow into one another', () => {
    const regions = fc.constantFrom('370000', '370100', '371700');
    const offset = fc.integer({ min: -300, max: 600 });
    const rowsOf = fc.array(fc.record({ regions, offset, n: fc.integer({ min: 1, max: 50 }) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        rowsOf,
        rowsOf,
        rowsOf,
        fc.constantFrom<Source>('records', 'reported', 'platform'),
        (records, reported, counted, headline) => {
          const on = (days: number) => addDays(FROM, days);
          const numbers = {
            records: records.map((row) => record(row.regions, on(row.offset), row.n)),
            reported: reported.map((row) => said(row.regions, on(row.offset), row.n)),
            platform: counted.map((row) => platform(row.regions, on(row.offset), row.n)),
          };
          const target = aTarget({ headline, platform: DCMM });
          const whole = standing(target, numbers);
          const alone = standing(target, { [headline]: numbers[headline] });
          expect([whole.value, whole.judgement, whole.regions]).toEqual([
            alone.value,
            alone.judgement,
            alone.regions,
          ]);
        },
      ),
    );
  });
});

describe('cities', () => {
  it('are all sixteen of Shandong, in the order of their codes', () => {
    expect(standing(aTarget(), {}).regions.map(({ regionCode }) => regionCode)).toEqual(
      Object.keys(SHANDONG_CITIES),
    );
  });
  it('are judged against their share, and not at all without one', () => {
    const answer = standing(aTarget(), {
      records: [
        record('370100', '2023-02-01', 12),
        record('370200', '2023-02-01', 3),
        record('370000', '2023-02-01', 5),
      ],
      splits: [split('370100', 20), split('370300', 10), { ...split('370200', 9), targetId: 'T2' }],
    });
    expect(answer.value).toBe(20);
    expect(city(answer, '370100')).toMatchObject({
      value: 12,
      split: 20,
      judgement: { status: 'on_course', required: 10, share: 0.6 },
    });
    expect(city(answer, '370200')).toMatchObject({ value: 3, split: null, judgement: null });
    expect(city(answer, '370300')).toMatchObject({
      value: null,
      split: 10,
      judgement: { status: 'no_data' },
    });
  });
  it('of other provinces are those that appear', () => {
    const answer = standing(
      aTarget(),
      {
        records: [record('220200', '2023-02-01', 1), record('220112', '2023-02-01', 1)],
        splits: [split('220300', 5)],
      },
      '2023-07-02',
      { region: '220000' },
    );
    expect(answer.regions.map(({ regionCode, value }) => [regionCode, value])).toEqual([
      ['220100', 1],
      ['220200', 1],
      ['220300', null],
    ]);
  });
  it('are districts in a 直辖市, and nothing in a national plan', () => {
    const rows = { records: [record('310115', '2023-02-01', 1), record('310000', '2023-02-01', 1)] };
    const of = (region: string) => standing(aTarget(), rows, '2023-07-02', { region }).regions;
    expect(of('310000').map(({ regionCode }) => regionCode)).toEqual(['310115']);
    expect(of('000000')).toEqual([]);
    expect(of('310115')).toEqual([]);
  });
});

describe('deliverables', () => {
  const item: Deliverable = {
    id: 'Q1',
    part: 'one',
    clause: '第3条',
    text: words('成立联盟', 'Found the alliance'),
    deadline: day('2023-12-31'),
  };
  const of = (
    rows: readonly (readonly [string, number])[],
    asAt: string,
    deadline = item.deadline,
    today = TODAY,
  ) => {
    const content = samplePlan([], { deliverables: [{ ...item, deadline }] });
    const reported = rows.map(([on, value]) => ({ ...said('370000', on, value), targetId: 'Q1' }));
    const numbers = { ...NOTHING, reported, sources: new Map([['Q1', '示例文件']]) };
    return buildStanding({ content, judging: DEFAULT_JUDGING }, numbers, day(asAt), today).deliverables[0];
  };

  it.each([
    [[['2023-06-01', 1]], '2023-05-31', null, false, false],
    [[['2023-06-01', 1]], '2023-06-01', '2023-06-01', false, false],
    [
      [
        ['2023-06-01', 0],
        ['2023-07-01', 1],
      ],
      '2023-08-01',
      '2023-07-01',
      false,
      false,
    ],
    [[['2024-01-01', 1]], '2024-02-01', '2024-01-01', true, false],
    [[['2023-12-31', 1]], '2024-02-01', '2023-12-31', false, false],
    [[], '2023-12-30', null, false, false],
    [[], '2023-12-31', null, false, true],
    [[], '2024-01-01', null, false, true],
    [[['2023-06-01', 0]], '2024-01-01', null, false, true],
  ] as const)('%j as at %s: done on %s, late %s, overdue %s', (rows, asAt, doneOn, isLate, isOverdue) => {
    expect(of(rows, asAt)).toMatchObject({ doneOn, isLate, isOverdue, source: doneOn ? '示例文件' : '' });
  });
  it('aren’t overdue while the deadline’s day lasts', () => {
    expect(of([], '2023-12-31', item.deadline, day('2023-12-31'))).toMatchObject({ isOverdue: false });
  });
  it('without a deadline are never late', () => {
    expect(of([['2029-01-01', 1]], '2030-01-01', null)).toMatchObject({ isLate: false, isOverdue: false });
    expect(of([], '2030-01-01', null)).toMatchObject({ isLate: false, isOverdue: false });
  });
});

describe('a day', () => {
  it('that is today isn’t over: its deadline has no verdict yet', () => {
    const content = samplePlan([aTarget()]);
    const numbers = {
      ...NOTHING,
      records: [record('370100', '2023-02-01', 90)],
      splits: [split('370100', 95)],
    };
    const on = (today: string) =>
      buildStanding({ content, judging: DEFAULT_JUDGING }, numbers, day('2023-12-31'), day(today)).targets[0];
    expect(on('2023-12-31')?.judgement).toMatchObject({ verdict: null, status: 'behind' });
    expect(on('2024-01-01')?.judgement).toMatchObject({ verdict: 'missed', status: 'far_behind' });
    expect(on('2023-12-31')?.regions[0]?.judgement?.verdict).toBeNull();
    expect(on('2024-01-01')?.regions[0]?.judgement?.verdict).toBe('missed');
  });
});
