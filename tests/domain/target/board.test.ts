import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { words } from '#app/domain/words.ts';
import {
  boardFinding,
  boardGroups,
  byGap,
  countStatuses,
  daysLeft,
  hasEnded,
  statusName,
} from '#app/domain/target/board.ts';
import { STATUSES } from '#app/domain/target/standing.ts';
import { type Came, samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

const TODAY = plainDate('2026-11-23');
const content = samplePlan([
  sampleTarget('A'),
  sampleTarget('B', { part: 'two' }),
  sampleTarget('C'),
  sampleTarget('D', { part: 'two' }),
  sampleTarget('E', { isAspiration: true }),
]);

/** As at the middle of the year the path asks for about half. */
const MIDYEAR: readonly Came[] = [
  ['A', '370100', '2023-03-01', 100],
  ['B', '370100', '2023-03-01', 60],
  ['C', '370100', '2023-03-01', 10],
  ['E', '370100', '2023-03-01', 40],
];
const midyear = sampleStanding(content, '2023-07-01', MIDYEAR);
const ids = (targets: readonly { target: { id: string } }[]) => targets.map(({ target }) => target.id);

describe('the board of a plan', () => {
  it('counts every target in one state', () => {
    expect(countStatuses(midyear.targets)).toEqual({
      reached: 1,
      on_course: 1,
      behind: 1,
      far_behind: 1,
      no_data: 1,
    });
  });

  it('groups by the parts as the document has them, and leaves out parts without a tile', () => {
    const groups = boardGroups(midyear, 'document', null);
    expect(groups.map(({ id, targets }) => [id, ids(targets)])).toEqual([
      ['one', ['A', 'C', 'E']],
      ['two', ['B', 'D']],
    ]);
    expect(boardGroups(midyear, 'document', 'no_data').map(({ id }) => id)).toEqual(['two']);
  });

  it('puts together, without headings, what lacks most first', () => {
    const [group, ...others] = boardGroups(midyear, 'gap', null);
    expect(others).toEqual([]);
    expect(group?.title).toBeNull();
    expect(ids(group?.targets ?? [])).toEqual(['C', 'E', 'D', 'B', 'A']);
  });

  it('orders those of one state by their share', () => {
    const standing = sampleStanding(content, '2023-07-01', [
      ['A', '370100', '2023-03-01', 20],
      ['B', '370100', '2023-03-01', 10],
      ['C', '370100', '2023-03-01', 15],
    ]);
    expect(ids(byGap(standing.targets)).slice(0, 3)).toEqual(['B', 'C', 'A']);
  });

  it('loses no target by any order or filter', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(counts, (items) => {
        const came = content.targets.map(({ id }, at): Came => [id, '370200', '2023-02-01', items[at] ?? 0]);
        const standing = sampleStanding(content, '2023-06-01', came);
        const all = ids(standing.targets).toSorted();
        for (const order of ['document', 'gap'] as const) {
          const shown = boardGroups(standing, order, null).flatMap(({ targets }) => ids(targets));
          expect(shown.toSorted()).toEqual(all);
          const filtered = STATUSES.flatMap((status) => boardGroups(standing, order, status));
          expect(filtered.flatMap(({ targets }) => ids(targets)).toSorted()).toEqual(all);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the sentence over the board', () => {
  it('says how many are reached, and names what is behind', () => {
    expect(boardFinding(midyear, TODAY).zh).toBe(
      '5 项指标中 1 项已达成；1 项严重滞后：指标C（10%）；1 项进度滞后；1 项进度正常；1 项暂无数据。',
    );
    expect(boardFinding(midyear, TODAY).en).toBe(
      '1 of 5 targets reached; 1 far behind: Target C (10%); 1 behind; 1 on course; 1 no data.',
    );
  });

  it('speaks of missing, not of lagging, after the last day', () => {
    const over = sampleStanding(content, '2024-02-01', MIDYEAR);
    expect(boardFinding(over, TODAY).zh).toBe(
      '5 项指标中 1 项已达成；2 项未达成：指标C（10%）、指标B（60%）；1 项未达到力争值；1 项暂无数据。',
    );
  });

  it('names three at most', () => {
    const many = samplePlan(['A', 'B', 'C', 'D'].map((id) => sampleTarget(id)));
    const standing = sampleStanding(
      many,
      '2023-12-01',
      many.targets.map(({ id }, at): Came => [id, '370100', '2023-03-01', at + 1]),
    );
    expect(boardFinding(standing, TODAY).zh).toBe(
      '4 项指标中 0 项已达成；4 项严重滞后：指标A（1%）、指标B（2%）、指标C（3%）等。',
    );
  });

  it.each([
    [
      'says that all are reached',
      samplePlan([sampleTarget('A')]),
      [['A', '370100', '2023-02-01', 100]],
      '1 项指标全部达成。',
    ],
    [
      'says what fills a board without data',
      samplePlan([sampleTarget('A')]),
      [],
      '1 项指标均暂无数据：录入或导入条目后在此显示进度。',
    ],
    ['says that there is nothing to count', samplePlan([]), [], '本计划没有量化指标。'],
  ] as const)('%s', (_what, plan, came, sentence) => {
    expect(boardFinding(sampleStanding(plan, '2023-07-01', came), TODAY).zh).toBe(sentence);
  });
});

describe('the days left', () => {
  it.each([
    ['2023-12-30', 1, false],
    ['2023-12-31', 0, true],
    ['2024-01-01', -1, true],
  ] as const)('at %s are %i', (asAt, days, isOver) => {
    const standing = sampleStanding(content, asAt);
    expect(daysLeft(standing)).toBe(days);
    expect(hasEnded(standing, TODAY)).toBe(isOver);
  });

  it('are not over while the last day is today', () => {
    expect(hasEnded(sampleStanding(content, '2023-12-31'), plainDate('2023-12-31'))).toBe(false);
  });

  it('changes what a missed number is called', () => {
    expect(statusName('behind', false)).toEqual(words('进度滞后', 'Behind'));
    expect(statusName('behind', true)).toEqual(words('未达到力争值', 'Aspiration missed'));
  });
});
