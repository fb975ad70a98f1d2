import { describe, expect, it } from 'vitest';
import { SPARKLINE, sparkline } from '#app/domain/target/sparkline.ts';
import { type Came, samplePlan, sampleStanding, sampleTarget } from '#tests/support/standing.ts';

function drawingOf(came: readonly Came[], asAt: string, more: Parameters<typeof sampleTarget>[1] = {}) {
  const standing = sampleStanding(samplePlan([sampleTarget('A', more)]), asAt, came);
  const [target] = standing.targets;
  if (!target) throw new Error('a target is needed');
  return sparkline(target, standing);
}
const pointsOf = (text: string) =>
  text === '' ? [] : text.split(' ').map((pair) => pair.split(',').map(Number));

describe('a sparkline', () => {
  it('is empty without data, but shows what is asked', () => {
    const drawing = drawingOf([], '2023-06-30');
    expect(drawing.line).toBe('');
    expect(drawing.last).toBeNull();
    expect(pointsOf(drawing.path)).toEqual([
      [3, 33],
      [117, 3],
    ]);
  });

  it('holds a value until the next and up to the as-at day', () => {
    const drawing = drawingOf(
      [
        ['A', '370100', '2023-01-01', 50],
        ['A', '370100', '2023-12-31', 50],
      ],
      '2023-12-31',
    );
    expect(pointsOf(drawing.line)).toEqual([
      [3, 18],
      [117, 18],
      [117, 3],
      [117, 3],
    ]);
    expect(drawing.last).toEqual({ x: 117, y: 3 });
  });

  it('stays in its box however large the value, and leaves out what came later', () => {
    const drawing = drawingOf(
      [
        ['A', '370100', '2022-01-01', 900],
        ['A', '370100', '2023-09-01', 100_000],
      ],
      '2023-06-30',
    );
    for (const [x = -1, y = -1] of pointsOf(drawing.line)) {
      expect(x).toBeGreaterThanOrEqual(SPARKLINE.edge);
      expect(x).toBeLessThanOrEqual(SPARKLINE.width - SPARKLINE.edge);
      expect(y).toBeGreaterThanOrEqual(SPARKLINE.edge);
      expect(y).toBeLessThanOrEqual(SPARKLINE.height - SPARKLINE.edge);
    }
    // 900 is the top; the target of 100 lies near the ground.
    expect(drawing.targetY).toBeGreaterThan(25);
  });

  it('draws no path for a limit or without a deadline', () => {
    expect(drawingOf([], '2023-06-30', { deadline: null }).path).toBe('');
    expect(drawingOf([], '2023-06-30', { comparator: 'at_most', direction: 'down' }).path).toBe('');
  });
});
