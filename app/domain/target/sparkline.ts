import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import { requiredPath } from './path.ts';
import { pointsUpTo } from './series.ts';
import type { PlanStanding, TargetStanding } from './standing.ts';

/** The drawing of a small series in a box of `SPARKLINE`; texts are the `points` of polylines. */
export interface Sparkline {
  /** What was, as steps: a value holds until the next. Empty without data. */
  readonly line: string;
  /** What the straight path asks for; empty where there is no path. */
  readonly path: string;
  /** Height of the target's line. */
  readonly targetY: number;
  readonly last: { readonly x: number; readonly y: number } | null;
}

/** Size of the box and the room left at its edges. */
export const SPARKLINE = { width: 120, height: 36, edge: 3 } as const;

/** Places days and values in the box: from `from` to `end`, from 0 to `top`, to a tenth of a unit. */
function scaleOf(from: PlainDate, end: PlainDate, top: number) {
  const { width, height, edge } = SPARKLINE;
  const length = Math.max(1, daysBetween(from, end));
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    x: (on: PlainDate) => round(edge + (Math.max(0, daysBetween(from, on)) / length) * (width - 2 * edge)),
    y: (value: number) => round(height - edge - (value / top) * (height - 2 * edge)),
  };
}

/** The headline's series of a target from the plan's first day to the later of its deadline and the as-at day. */
export function sparkline(standing: TargetStanding, { content, asAt }: PlanStanding): Sparkline {
  const { target } = standing;
  const points = standing.sources.find(({ source }) => source === standing.headline)?.points ?? [];
  const known = pointsUpTo(points, asAt);
  const deadline = target.deadline ?? content.until;
  const top = Math.max(target.value, ...known.map(({ value }) => value)) || 1;
  const { x, y } = scaleOf(content.from, asAt > deadline ? asAt : deadline, top);
  const steps: string[] = [];
  let height: number | null = null;
  for (const { on, value } of known) {
    if (height !== null) steps.push(`${x(on)},${height}`);
    height = y(value);
    steps.push(`${x(on)},${height}`);
  }
  if (height !== null) steps.push(`${x(asAt)},${height}`);
  const path = requiredPath(target, known, content.from);
  return {
    line: steps.join(' '),
    path: path ? [path.start, path.end].map(({ on, value }) => `${x(on)},${y(value)}`).join(' ') : '',
    targetY: y(target.value),
    last: height === null ? null : { x: x(asAt), y: height },
  };
}
