import { box, rule, textWidth, type Place, type Scene, type SceneMark } from '../drawing/scene.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import { formatAmount, formatDerived } from './amount.ts';
import { requiredOn } from './path.ts';
import { dayShare, type SeriesView } from './series-view.ts';

/** Colours of what a chart of a target shows, on screen and on paper. Dashes and weight tell lines apart in grey. */
export const CHART_INK = {
  value: '#0f5f7d',
  required: '#b8520a',
  forecast: '#4d9bb8',
  target: '#29333d',
  band: '#2e7d4f',
  grid: '#e3e7eb',
  text: '#29333d',
  quiet: '#56606b',
} as const;

/** Dashes of each kind of line: ink and gap. */
export const CHART_DASH = { required: [8, 4], forecast: [2, 3], target: [6, 4], mark: [2, 3] } as const;

const WIDTH = 640;
/** Three lines of legend fit below the plot. */
const HEIGHT = 340;
const PLOT = { left: 58, right: 610, top: 34, bottom: 250 } as const;
const SIZE = 12;

interface Plot {
  readonly x: (day: PlainDate) => number;
  readonly y: (amount: number) => number;
}

function plotOf(view: SeriesView): Plot {
  const highest = view.amounts.at(-1) ?? 1;
  return {
    x: (day) => PLOT.left + (PLOT.right - PLOT.left) * dayShare(view, day),
    y: (amount) => PLOT.bottom - (PLOT.bottom - PLOT.top) * (amount / highest),
  };
}

function label(
  at: Place,
  text: string,
  anchor: 'start' | 'middle' | 'end',
  colour: string = CHART_INK.text,
  isBold = false,
): SceneMark {
  return { kind: 'text', at, text, size: SIZE, colour, anchor, ...(isBold ? { isBold } : {}) };
}

function axes(view: SeriesView, { x, y }: Plot, unit: string): SceneMark[] {
  return [
    label({ x: PLOT.left - 6, y: PLOT.top - 16 }, `单位：${unit}`, 'start', CHART_INK.quiet),
    ...view.amounts.flatMap((amount) => [
      rule({ x: PLOT.left, y: y(amount) }, { x: PLOT.right, y: y(amount) }, CHART_INK.grid, 1),
      label({ x: PLOT.left - 6, y: y(amount) + 4 }, formatAmount(amount), 'end'),
    ]),
    rule({ x: PLOT.left, y: PLOT.bottom }, { x: PLOT.right, y: PLOT.bottom }, CHART_INK.quiet, 1),
    ...view.days.flatMap((day) => [
      rule({ x: x(day), y: PLOT.bottom }, { x: x(day), y: PLOT.bottom + 4 }, CHART_INK.quiet, 1),
      label({ x: x(day), y: PLOT.bottom + 18 }, day.slice(0, 7), 'middle'),
    ]),
  ];
}

/** A day as an upright line with its words above the plot; near an edge the words lean inwards. */
function dayMark(day: PlainDate, words: string, { x }: Plot, row: 0 | 1): SceneMark[] {
  const at = x(day);
  const half = textWidth(words, SIZE) / 2;
  const anchor = at + half > WIDTH - 4 ? 'end' : at - half < PLOT.left ? 'start' : 'middle';
  return [
    rule({ x: at, y: PLOT.top - 4 }, { x: at, y: PLOT.bottom }, CHART_INK.quiet, 1, CHART_DASH.mark),
    label({ x: at, y: PLOT.top - 8 - row * 15 }, words, anchor, CHART_INK.quiet),
  ];
}

function steps(view: SeriesView, { x, y }: Plot): Place[] {
  return view.points.flatMap(({ on, value }, index): Place[] => {
    const before = view.points[index - 1];
    const here = { x: x(on), y: y(value) };
    return before ? [{ x: here.x, y: y(before.value) }, here] : [here];
  });
}

function lines(view: SeriesView, plot: Plot): SceneMark[] {
  const { x, y } = plot;
  const { path, forecast, points } = view;
  const last = points.at(-1);
  const line = (kind: 'required' | 'forecast', from: Place, to: Place): SceneMark =>
    rule(from, to, CHART_INK[kind], 2, CHART_DASH[kind]);
  return [
    ...(path && path.end.on > view.from
      ? [
          line(
            'required',
            {
              x: x(path.start.on > view.from ? path.start.on : view.from),
              y: y(requiredOn(path, path.start.on > view.from ? path.start.on : view.from)),
            },
            { x: x(path.end.on), y: y(path.end.value) },
          ),
        ]
      : []),
    ...(forecast
      ? [
          line(
            'forecast',
            { x: x(forecast.from.on), y: y(forecast.from.value) },
            { x: x(forecast.to.on), y: y(forecast.to.value) },
          ),
        ]
      : []),
    ...(points.length > 0
      ? [{ kind: 'line', points: steps(view, plot), colour: CHART_INK.value, width: 2.5 } as const]
      : []),
    ...(last
      ? [
          {
            kind: 'disc',
            centre: { x: x(last.on), y: y(last.value) },
            radius: 4,
            colour: CHART_INK.value,
          } as const,
        ]
      : []),
  ];
}

/** The last value beside its dot. */
function valueLabel({ points }: SeriesView, { x, y }: Plot): SceneMark[] {
  const last = points.at(-1);
  if (!last) return [];
  const isNearEnd = x(last.on) > PLOT.right - 50;
  const at = {
    x: x(last.on) + (isNearEnd ? -8 : 8),
    y: Math.min(PLOT.bottom - 5, Math.max(PLOT.top + 12, y(last.value) + 16)),
  };
  return [label(at, formatAmount(last.value), isNearEnd ? 'end' : 'start', CHART_INK.value, true)];
}

function legend(view: SeriesView): SceneMark[] {
  const entries = [
    { text: '实际', colour: CHART_INK.value, width: 2.5, isShown: true },
    {
      text: '要求进度（匀速，本平台约定）',
      colour: CHART_INK.required,
      width: 2,
      dash: CHART_DASH.required,
      isShown: view.path !== null,
    },
    {
      text: `预测${view.forecast ? `：期末 ${formatDerived(view.forecast.to.value)}` : ''}`,
      colour: CHART_INK.forecast,
      width: 2,
      dash: CHART_DASH.forecast,
      isShown: view.forecast !== null,
    },
    {
      text: view.targetLabel.zh,
      colour: CHART_INK.target,
      width: 1.5,
      dash: CHART_DASH.target,
      isShown: true,
    },
  ].filter(({ isShown }) => isShown);
  const band =
    view.reachedFrom === null
      ? []
      : [{ text: `“左右”的容差：${formatAmount(view.reachedFrom)} 起算达到（本平台约定）`, width: null }];
  const marks: SceneMark[] = [];
  let [left, base]: [number, number] = [PLOT.left, PLOT.bottom + 44];
  for (const entry of [...entries, ...band]) {
    const size = 32 + textWidth(entry.text, SIZE);
    if (left > PLOT.left && left + size > WIDTH - 6) [left, base] = [PLOT.left, base + 20];
    marks.push(
      entry.width === null
        ? box(left, base - 9, 26, 9, CHART_INK.band, 0.18)
        : rule(
            { x: left, y: base - 4 },
            { x: left + 26, y: base - 4 },
            entry.colour,
            entry.width,
            entry.dash,
          ),
      label({ x: left + 32, y: base }, entry.text, 'start'),
    );
    left += size + 18;
  }
  return marks;
}

/** The series of a target as a drawing: value, required path, forecast, target, tolerance, as-at day and deadline. */
export function seriesScene(view: SeriesView, unit: string): Scene {
  const plot = plotOf(view);
  const { x, y } = plot;
  const band =
    view.reachedFrom === null
      ? []
      : [
          box(
            PLOT.left,
            y(view.target),
            PLOT.right - PLOT.left,
            y(view.reachedFrom) - y(view.target),
            CHART_INK.band,
            0.14,
          ),
        ];
  const isClose =
    view.deadline !== null && Math.abs(x(view.deadline) - x(view.asAt)) < textWidth('截至 2023-12-31 ', SIZE);
  return {
    width: WIDTH,
    height: HEIGHT,
    marks: [
      ...axes(view, plot, unit),
      ...band,
      rule(
        { x: PLOT.left, y: y(view.target) },
        { x: PLOT.right, y: y(view.target) },
        CHART_INK.target,
        1.5,
        CHART_DASH.target,
      ),
      ...(view.deadline === null ? [] : dayMark(view.deadline, `期限 ${view.deadline}`, plot, 0)),
      ...dayMark(view.asAt, `截至 ${view.asAt}`, plot, isClose ? 1 : 0),
      ...lines(view, plot),
      ...valueLabel(view, plot),
      ...legend(view),
    ],
  };
}
