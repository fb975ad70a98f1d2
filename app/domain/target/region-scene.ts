import { box, rule, type Scene, type SceneMark } from '../drawing/scene.ts';
import { formatAmount } from './amount.ts';
import { GRID, gridPlace } from './city-grid.ts';
import { CHART_INK } from './series-scene.ts';
import type { RegionCell } from './region-view.ts';

/** Fills of a map's squares from the lightest; the last two carry white text. */
export const SHADE_FILLS = ['#f3f6f8', '#d3e6ed', '#93c3d5', '#2f7f9e', '#0f4d64'] as const;
const NO_DATA = '#ffffff';
const EDGE = '#aab4bd';

/** Ink of the text on a shade. */
export function shadeInk(shade: number): string {
  return shade >= 3 ? '#ffffff' : '#1c2630';
}

const WIDTH = 640;
const SIZE = 12;
const ROW = 19;
const BAR = { left: 82, right: 540, height: 12 } as const;
const SQUARE = 84;

function text(
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end',
  colour: string = CHART_INK.text,
  isBold = false,
): SceneMark {
  return {
    kind: 'text',
    at: { x, y },
    text: content,
    size: SIZE,
    colour,
    anchor,
    ...(isBold ? { isBold } : {}),
  };
}

function bar(cell: RegionCell, top: number): SceneMark[] {
  const whole = BAR.right - BAR.left;
  const base = top + 10;
  const isSilent = cell.value === null;
  const split = cell.split === null ? '' : ` / ${formatAmount(cell.split)}`;
  return [
    text(BAR.left - 8, base, cell.name.zh, 'end'),
    ...(isSilent ? [] : [box(BAR.left, top, Math.max(1, whole * cell.length), BAR.height, CHART_INK.value)]),
    ...(cell.splitAt === null
      ? []
      : [
          rule(
            { x: BAR.left + whole * cell.splitAt, y: top - 2 },
            { x: BAR.left + whole * cell.splitAt, y: top + BAR.height + 2 },
            CHART_INK.required,
            2.5,
          ),
        ]),
    text(
      WIDTH - 6,
      base,
      isSilent ? `暂无数据${split}` : `${formatAmount(cell.value ?? 0)}${split}`,
      'end',
      isSilent ? CHART_INK.quiet : CHART_INK.text,
    ),
  ];
}

/** Cities as bars from zero, in the given order; a mark shows each city's share where there is one. */
export function barScene(cells: readonly RegionCell[]): Scene {
  const hasSplit = cells.some(({ split }) => split !== null);
  const height = cells.length * ROW + 8 + (hasSplit ? 22 : 0);
  return {
    width: WIDTH,
    height,
    marks: [
      rule({ x: BAR.left, y: 0 }, { x: BAR.left, y: cells.length * ROW + 4 }, CHART_INK.quiet, 1),
      ...cells.flatMap((cell, index) => bar(cell, index * ROW + 4)),
      ...(hasSplit
        ? [
            rule(
              { x: BAR.left + 4, y: height - 18 },
              { x: BAR.left + 4, y: height - 4 },
              CHART_INK.required,
              2.5,
            ),
            text(
              BAR.left + 14,
              height - 7,
              '竖线为分解目标；右侧为 完成数 / 分解目标',
              'start',
              CHART_INK.quiet,
            ),
          ]
        : []),
    ],
  };
}

function square(cell: RegionCell): SceneMark[] {
  const place = gridPlace(cell.code);
  if (!place) return [];
  const left = 16 + place.column * (SQUARE + 4);
  const top = place.row * (SQUARE - 24);
  const [width, height] = [SQUARE, SQUARE - 28];
  const isSilent = cell.value === null;
  const ink = isSilent ? CHART_INK.quiet : shadeInk(cell.shade);
  const corners = [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: top + height },
    { x: left, y: top + height },
    { x: left, y: top },
  ];
  const middle = left + width / 2;
  return [
    box(left, top, width, height, isSilent ? NO_DATA : (SHADE_FILLS[cell.shade] ?? NO_DATA)),
    { kind: 'line', points: corners, colour: EDGE, width: 1, ...(isSilent ? { dash: [3, 3] as const } : {}) },
    text(middle, top + 23, cell.name.zh.replace(/市$/, ''), 'middle', ink),
    text(middle, top + 43, isSilent ? '—' : formatAmount(cell.value ?? 0), 'middle', ink, true),
  ];
}

/** The 16 cities as squares where they roughly lie; null where the plan's cities have no such map. */
export function tileScene(cells: readonly RegionCell[]): Scene | null {
  const placed = cells.filter(({ code }) => gridPlace(code) !== null);
  if (placed.length === 0) return null;
  return {
    width: WIDTH,
    height: GRID.rows * (SQUARE - 24) + 2,
    marks: placed.flatMap(square),
  };
}
