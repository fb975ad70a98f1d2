import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginSchema,
  BulletinTextSchema,
  endedPeriods,
  periodName,
  periodOf,
} from '#app/domain/bulletin/period.ts';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';

const TODAY = plainDate('2026-11-22');
const period = (from: string, until: string) => ({ from: plainDate(from), until: plainDate(until) });

describe('a period', () => {
  it.each([
    ['2026-10', '2026-10-01', '2026-10-31', '2026年10月'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
    ['2026-Q1', '2026-01-01', '2026-03-31', '2026年第1季度'],
    ['2026-Q4', '2026-10-01', '2026-12-31', '2026年第4季度'],
    ['2025', '2025-01-01', '2025-12-31', '2025年度'],
  ])('reads %s', (code, from, until, name) => {
    const read = periodOf(code);
    expect(read).toEqual({ from, until });
    expect(read && periodName(read).zh).toBe(name);
  });

  it.each(['', 'x', '2026-13', '2026-00', '2026-Q5', '2026-Q0', '0999', '9999', '2026-1', '20260', "'; --"])(
    'knows nothing of %s',
    (code) => {
      expect(periodOf(code)).toBeNull();
    },
  );

  it('is called by its days when it is no whole month, quarter or year', () => {
    expect(periodName(period('2026-11-01', '2026-11-22')).zh).toBe('2026-11-01 至 2026-11-22');
    expect(beginSchema(TODAY).parse({ period: '2026-Q3' }).title).toBe(
      '企业首席数据官备案情况通报（2026年第3季度）',
    );
  });

  it('is offered once it is over, the latest first', () => {
    expect(endedPeriods(TODAY).months.slice(0, 2)).toEqual(['2026-10', '2026-09']);
    expect(endedPeriods(TODAY).quarters.slice(0, 4)).toEqual(['2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4']);
    expect(endedPeriods(TODAY).years).toEqual(['2025', '2024', '2023']);
    expect(endedPeriods(plainDate('2026-01-01')).months[0]).toBe('2025-12');
    expect(endedPeriods(plainDate('2026-01-01')).quarters[0]).toBe('2025-Q4');
  });

  it('that is offered is over, on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const today = addDays(plainDate('2000-01-01'), days);
        const { months, quarters, years } = endedPeriods(today);
        const all = [...months, ...quarters, ...years].map((code) => periodOf(code));
        return all.every((one) => one !== null && one.from <= one.until && one.until < today);
      }),
    );
  });
});

describe('the form of a new bulletin', () => {
  const read = (typed: Record<string, string>) => beginSchema(TODAY).safeParse(typed);
  const fieldsOf = (typed: Record<string, string>) => read(typed).error?.issues.map(({ path }) => path[0]);

  it('takes a whole period and proposes its title', () => {
    expect(read({ period: '2026-10' }).data).toEqual({
      period: { from: '2026-10-01', until: '2026-10-31' },
      title: '企业首席数据官备案情况通报（2026年10月）',
    });
  });

  it('takes days up to today, and a title of its own', () => {
    expect(
      read({ period: 'custom', from: '2026-11-01', until: '2026-11-22', title: ' 专项通报 ' }).data,
    ).toEqual({ period: { from: '2026-11-01', until: '2026-11-22' }, title: '专项通报' });
  });

  it.each([
    [{}, 'period'],
    [{ period: '' }, 'period'],
    [{ period: '2026-11' }, 'period'],
    [{ period: '2027' }, 'period'],
    [{ period: 'month' }, 'period'],
    [{ period: 'custom' }, 'from'],
    [{ period: 'custom', from: '2026-02-30', until: '2026-03-01' }, 'from'],
    [{ period: 'custom', from: '1989-12-31', until: '1990-01-01' }, 'from'],
    [{ period: 'custom', from: '2026-11-01', until: '' }, 'until'],
    [{ period: 'custom', from: '2026-11-02', until: '2026-11-01' }, 'until'],
    [{ period: 'custom', from: '2026-11-01', until: '2026-11-23' }, 'until'],
    [{ period: 'custom', from: '2020-01-01', until: '2026-01-01' }, 'until'],
    [{ period: '2026-10', title: '长'.repeat(81) }, 'title'],
  ])('refuses %j beside %s', (typed, field) => {
    expect(fieldsOf(typed as Record<string, string>)).toEqual([field]);
  });
});

describe('the text of a draft', () => {
  it('needs a title, and takes no revision that isn’t one', () => {
    expect(BulletinTextSchema.safeParse({ title: ' ', remarks: '' }).success).toBe(false);
    expect(BulletinTextSchema.parse({ title: '通报', revision: 'x' })).toEqual({
      title: '通报',
      remarks: '',
      revision: 0,
    });
    expect(BulletinTextSchema.safeParse({ title: '通报', remarks: '长'.repeat(4001) }).success).toBe(false);
  });
});
