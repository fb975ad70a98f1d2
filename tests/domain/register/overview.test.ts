import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classFinding,
  filedFinding,
  monthFinding,
  monthTimelinessFinding,
  regionFinding,
  timelinessFinding,
} from '#app/domain/register/finding.ts';
import { buildOverview } from '#app/domain/register/overview.ts';
import { percentOf, shareWords } from '#app/domain/register/share.ts';
import {
  type ClassCounts,
  type FilingMeasure,
  type FilingSum,
  NO_COUNTS,
  type RosterSum,
} from '#app/domain/register/tally.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';

const AS_AT = plainDate('2026-11-23');
const counts = (all: number, more: Partial<ClassCounts> = {}): ClassCounts => ({
  ...NO_COUNTS,
  all,
  ...more,
});
const filed = (
  key: string,
  measure: FilingMeasure,
  all: number,
  more: Partial<ClassCounts> = {},
  isVoluntary = false,
): FilingSum => ({ key, measure, isVoluntary, counts: counts(all, more) });
const listed = (regionCode: string, measure: RosterSum['measure'], all: number, more = {}): RosterSum => ({
  regionCode,
  measure,
  counts: counts(all, more),
});

const PUDONG = '310115';
const XUHUI = '310104';

/** Worked by hand: 30 holders in two districts, 24 on record; 10 changes past their limit, 7 on time, 2 late. */
const INPUT = {
  asAt: AS_AT,
  byRegion: [
    filed(PUDONG, 'submitted', 25, { b1: 5, b2: 24 }),
    filed(PUDONG, 'recorded', 20, { b2: 20 }),
    filed(PUDONG, 'superseded', 3),
    filed(PUDONG, 'withdrawn', 1),
    filed(PUDONG, 'due', 8, { b2: 8 }),
    filed(PUDONG, 'on_time', 6, { b2: 6 }),
    filed(PUDONG, 'late', 1, { b2: 1 }),
    filed(XUHUI, 'submitted', 8),
    filed(XUHUI, 'recorded', 8),
    filed(XUHUI, 'due', 2),
    filed(XUHUI, 'on_time', 1),
    filed(XUHUI, 'late', 1),
    filed(XUHUI, 'submitted', 4, {}, true),
    filed(XUHUI, 'recorded', 3, {}, true),
    filed(XUHUI, 'due', 9, {}, true),
  ],
  byMonth: [
    filed('2026-08', 'submitted', 3),
    filed('2026-08', 'due', 4),
    filed('2026-08', 'on_time', 4),
    filed('2026-10', 'submitted', 9),
    filed('2026-10', 'recorded', 7),
    filed('2026-10', 'due', 5),
    filed('2026-10', 'on_time', 2),
    filed('2026-10', 'returned', 2),
    filed('2026-10', 'submitted', 50, {}, true),
  ],
  roster: [
    listed(PUDONG, 'listed', 20, { b1: 2, b2: 18 }),
    listed(PUDONG, 'filed', 17, { b2: 17 }),
    listed(XUHUI, 'listed', 10, { domain: 1 }),
    listed(XUHUI, 'filed', 7),
  ],
};
const overview = buildOverview(INPUT);

describe('the overview of the register', () => {
  it('adds up who should file and who has, without voluntary records', () => {
    expect(overview.total).toEqual({
      listed: 30,
      filed: 24,
      missing: 6,
      due: 10,
      onTime: 7,
      late: 2,
      overdue: 1,
    });
    expect(overview.underWay).toBe(25 + 8 - 28 - 1);
    expect(overview.onRecord).toBe(28 - 3);
    expect(overview.voluntary).toEqual({ underWay: 1, onRecord: 3 });
  });

  it('counts a holder in each of its classes', () => {
    expect(overview.byClass.map(({ key, listed: all, filed: has }) => [key, all, has])).toEqual([
      ['a1', 0, 0],
      ['a2', 0, 0],
      ['b1', 2, 0],
      ['b2', 18, 17],
      ['domain', 1, 0],
    ]);
    expect(overview.byClass.find(({ key }) => key === 'b2')).toMatchObject({
      due: 8,
      onTime: 6,
      late: 1,
      overdue: 1,
    });
  });

  it('puts the region with most still to file first; on a tie the larger one', () => {
    expect(overview.byRegion.map(({ key, missing }) => [key, missing])).toEqual([
      [PUDONG, 3],
      [XUHUI, 3],
    ]);
  });

  it('leaves no month out between the first and the as-at day, and shows twelve at most', () => {
    expect(overview.byMonth.map(({ month, submitted }) => [month, submitted])).toEqual([
      ['2026-08', 3],
      ['2026-09', 0],
      ['2026-10', 9],
      ['2026-11', 0],
    ]);
    const old = buildOverview({ ...INPUT, byMonth: [filed('2020-01', 'submitted', 1)] });
    expect(old.byMonth.map(({ month }) => month)).toEqual([
      '2025-12',
      ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    ]);
  });

  it('says in a sentence what each chart shows, every share with its denominator', () => {
    expect(filedFinding(overview.total).zh).toBe(
      '应备案 30 家，已备案 24 家，备案率 80.0%（24/30）；未备案 6 家。',
    );
    expect(timelinessFinding(overview.total).zh).toBe(
      '期限已过的变更 10 件，按时报送 7 件，按时率 70.0%（7/10）；逾期报送 2 件，逾期未报 1 件。',
    );
    expect(monthFinding(overview).zh).toBe(
      '近 4 个月报送 12 件、存档 7 件、退回 2 件次；2026-10 报送最多，9 件。',
    );
    expect(monthTimelinessFinding(overview).zh).toBe('2026-10 按时率最低：40.0%（2/5）。');
    expect(classFinding(overview).zh).toBe('B1 类（第一类增值）未备案最多：2 家，备案率 0.0%（0/2）。');
    expect(regionFinding(overview).zh).toBe('浦东新区未备案最多：3 家，备案率 85.0%（17/20）。');
  });

  it('never divides by nothing', () => {
    const empty = buildOverview({ asAt: AS_AT, byRegion: [], byMonth: [], roster: [] });
    expect(empty.byMonth).toEqual([]);
    expect(percentOf({ count: 0, of: 0 })).toBeNull();
    expect(shareWords({ count: 0, of: 0 }).zh).toBe('无（分母为 0）');
    for (const finding of [
      filedFinding(empty.total),
      timelinessFinding(empty.total),
      monthFinding(empty),
      monthTimelinessFinding(empty),
      classFinding(empty),
      regionFinding(empty),
    ]) {
      expect(`${finding.zh}${finding.en}`).not.toMatch(/NaN|Infinity|undefined/u);
    }
  });

  it('adds the regions up to the whole', () => {
    const measure = fc.constantFrom<FilingMeasure>('due', 'on_time', 'late');
    const region = fc.constantFrom(PUDONG, XUHUI, '310101');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(region, measure, fc.nat(50)), { maxLength: 20 }),
        fc.array(fc.tuple(region, fc.constantFrom('listed' as const, 'filed' as const), fc.nat(50)), {
          maxLength: 20,
        }),
        (filings, holders) => {
          const built = buildOverview({
            asAt: AS_AT,
            byRegion: filings.map(([key, one, all]) => filed(key, one, all)),
            byMonth: [],
            roster: holders.map(([key, one, all]) => listed(key, one, all)),
          });
          const sum = (pick: (row: (typeof built.byRegion)[number]) => number) =>
            built.byRegion.reduce((total, row) => total + pick(row), 0);
          expect(sum(({ listed: all }) => all)).toBe(built.total.listed);
          expect(sum(({ filed: all }) => all)).toBe(built.total.filed);
          expect(sum(({ due }) => due)).toBe(built.total.due);
        },
      ),
    );
  });
});
