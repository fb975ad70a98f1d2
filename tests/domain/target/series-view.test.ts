import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#app/domain/calendar/plain-date.ts';
import { seriesFinding, signedAmount, sourceFinding, differenceOf } from '#app/domain/target/finding.ts';
import { seriesScene } from '#app/domain/target/series-scene.ts';
import { axisAmounts, dayShare, rowTexts, seriesRows, seriesView } from '#app/domain/target/series-view.ts';
import { samplePlan, sampleStanding, sampleTarget, type Came } from '#tests/support/standing.ts';

function sample(
  asAt: string,
  came: readonly (readonly [on: string, items: number])[],
  more: Parameters<typeof sampleTarget>[1] = {},
  numbers: Parameters<typeof sampleStanding>[3] = {},
) {
  const rows = came.map(([on, items]): Came => ['T1', '370100', on, items]);
  const plan = sampleStanding(samplePlan([sampleTarget('T1', more)]), asAt, rows, numbers);
  const [standing] = plan.targets;
  if (!standing) throw new Error('no target');
  return { standing, plan, view: seriesView(standing, plan) };
}

describe('the axis of amounts', () => {
  it.each([
    [0, [0, 1]],
    [5, [0, 1, 2, 3, 4, 5]],
    [47, [0, 10, 20, 30, 40, 50]],
    [100, [0, 20, 40, 60, 80, 100]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [1_000_000_000_000, [0, 2e11, 4e11, 6e11, 8e11, 1e12]],
  ])('for %s', (highest, amounts) => {
    expect(axisAmounts(highest)).toEqual(amounts);
  });

  it('begins at 0, is evenly spaced and holds the highest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (tenThousandths) => {
        const highest = tenThousandths / 10_000;
        const amounts = axisAmounts(highest);
        expect(amounts[0]).toBe(0);
        expect(amounts.at(-1)).toBeGreaterThanOrEqual(highest * 0.999999);
        expect(amounts.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('what a chart of a target shows', () => {
  it('carries each value until the next and to the as-at day', () => {
    const { view } = sample('2023-06-30', [
      ['2023-02-01', 10],
      ['2023-04-01', 20],
      ['2023-08-01', 50],
    ]);
    expect(view.points).toEqual([
      { on: '2023-02-01', value: 10 },
      { on: '2023-04-01', value: 30 },
      { on: '2023-06-30', value: 30 },
    ]);
    expect([view.from, view.until]).toEqual(['2023-01-01', '2023-12-31']);
  });

  it('begins with what was there before the plan', () => {
    const { view } = sample('2023-06-30', [
      ['2021-05-01', 40],
      ['2023-04-01', 20],
    ]);
    expect(view.points[0]).toEqual({ on: '2023-01-01', value: 40 });
    expect(view.path?.start).toEqual({ on: '2023-01-01', value: 40 });
  });

  it('ends on the as-at day where the deadline has passed, without a forecast', () => {
    const { view } = sample('2024-03-01', [['2023-04-01', 20]]);
    expect(view.until).toBe('2024-03-01');
    expect(view.forecast).toBeNull();
  });

  it('shows the tolerance of 左右 alone, and what is striven for', () => {
    expect(sample('2023-06-30', [], { comparator: 'about' }).view.reachedFrom).toBe(95);
    expect(sample('2023-06-30', []).view.reachedFrom).toBeNull();
    expect(sample('2023-06-30', [], { isAspiration: true }).view.targetLabel.zh).toBe('力争 ≥100 家');
    expect(sample('2023-06-30', [], { comparator: 'at_most', direction: 'down' }).view.targetLabel.zh).toBe(
      '上限 ≤100 家',
    );
  });

  it('asks for nothing by a day where the text sets no deadline', () => {
    const { view } = sample('2023-06-30', [['2023-04-01', 20]], { deadline: null });
    expect([view.path, view.forecast, view.deadline]).toEqual([null, null, null]);
    expect(seriesRows(view).every(({ required }) => required === null)).toBe(true);
  });

  it('stays drawable for any day and any entries', () => {
    const first = plainDate('2019-01-01');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2800 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2800 }), fc.integer({ min: 0, max: 300 })), {
          maxLength: 12,
        }),
        (day, came) => {
          const asAt = addDays(first, day);
          const { view } = sample(
            asAt,
            came.map(([on, items]) => [addDays(first, on), items] as const),
          );
          expect(view.from < view.until).toBe(true);
          expect(view.days.length).toBeGreaterThanOrEqual(2);
          expect(view.days.length).toBeLessThanOrEqual(9);
          expect(view.points.every(({ on }) => on >= view.from && on <= asAt)).toBe(true);
          expect(dayShare(view, asAt)).toBeLessThanOrEqual(1);
          const rows = seriesRows(view);
          expect(rows.map(({ on }) => on)).toContain(asAt);
          expect(rows.length).toBeLessThanOrEqual(45);
          const scene = seriesScene(view, '家');
          for (const mark of scene.marks) {
            const places =
              mark.kind === 'text' ? [mark.at] : mark.kind === 'disc' ? [mark.centre] : mark.points;
            for (const { x, y } of places) {
              expect(x >= 0 && x <= scene.width && y >= 0 && y <= scene.height).toBe(true);
            }
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('the table of a chart', () => {
  it('has a row for every month, the as-at day and the deadline, with the forecast marked', () => {
    const { view } = sample('2023-06-15', [
      ['2023-02-01', 10],
      ['2023-06-01', 20],
    ]);
    const rows = seriesRows(view);
    expect(rows.find(({ on }) => on === '2023-06-15')).toMatchObject({ value: 30, isForecast: false });
    expect(rows.find(({ on }) => on === '2023-05-31')).toMatchObject({ value: 10 });
    expect(rows.find(({ on }) => on === '2023-09-30')).toMatchObject({ value: null });
    const last = rows.at(-1);
    expect(last).toMatchObject({ on: '2023-12-31', required: 100, isForecast: true });
    expect(last && rowTexts(last).required).toBe('100');
  });
});

describe('the series in a sentence', () => {
  it.each([
    ['2023-06-30', [], {}, '截至 2023-06-30 没有数据。'],
    [
      '2023-06-30',
      [
        ['2023-01-01', 0],
        ['2023-06-01', 20],
      ],
      {},
      '截至 2023-06-30 为 20 家，是目标值的 20%，比要求进度少 29.5 家，照此速度期末约 60.9 家，达不到目标。',
    ],
    [
      '2023-06-30',
      [
        ['2023-01-01', 0],
        ['2023-06-01', 80],
      ],
      {},
      '截至 2023-06-30 为 80 家，是目标值的 80%，比要求进度多 30.5 家，照此速度期末约 243.6 家，可以达到目标。',
    ],
    ['2023-06-30', [['2023-02-01', 100]], {}, '截至 2023-06-30 为 100 家，是目标值的 100%，已达到目标。'],
    [
      '2024-01-10',
      [['2023-02-01', 60]],
      { isAspiration: true },
      '截至 2024-01-10 为 60 家，是目标值的 60%，截止日未达到力争值。',
    ],
    [
      '2023-06-30',
      [['2023-02-01', 120]],
      { comparator: 'at_most', direction: 'down' },
      '截至 2023-06-30 为 120 家，已超过限值。',
    ],
  ] as const)('as at %s with %j', (asAt, came, more, sentence) => {
    expect(seriesFinding(sample(asAt, came, more).standing, asAt).zh).toBe(sentence);
  });
});

describe('sources beside each other', () => {
  it('tells the difference to the one that is judged, and never adds them', () => {
    const reported = [{ targetId: 'T1', regionCode: '370000', on: plainDate('2023-03-31'), value: 33 }];
    const { standing } = sample('2023-06-30', [['2023-02-01', 30]], {}, { reported });
    const differences = standing.sources.map((source) => [source.source, differenceOf(source, standing)]);
    expect(differences).toEqual([
      ['records', null],
      ['reported', 3],
    ]);
    expect(standing.value).toBe(30);
    expect(sourceFinding(standing).zh).toContain('不相加');
    expect([3, -3, 0, 1234.5].map(signedAmount)).toEqual(['+3', '−3', '0', '+1,234.5']);
  });
});
