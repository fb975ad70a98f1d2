import { box, fitText, rule, textWidth, type Scene, type SceneMark } from '../drawing/scene.ts';

const INK = { text: '#29333d', quiet: '#56606b', edge: '#b8520a', axis: '#56606b' } as const;
const WIDTH = 640;
const SIZE = 12;
const ROW = 22;
const BAR = { left: 190, right: 540, height: 12 } as const;

/** Bars on paper: full ink, or a light filling with an outline that grey keeps apart. */
const FILLS = { full: '#0f5f7d', light: '#f6dcc4' } as const;

/** One name with the parts of its bar, and what stands at its right. */
export interface PrintedBar {
  readonly name: string;
  readonly parts: readonly { readonly value: number; readonly fill: keyof typeof FILLS }[];
  readonly text: string;
}

function label(x: number, y: number, text: string, anchor: 'start' | 'end', colour: string): SceneMark {
  return { kind: 'text', at: { x, y }, text, size: SIZE, colour, anchor };
}

function outline(left: number, top: number, width: number): SceneMark {
  const [right, bottom] = [left + width, top + BAR.height];
  const points = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
    { x: left, y: top },
  ];
  return { kind: 'line', points, colour: INK.edge, width: 1 };
}

function bar({ name, parts, text }: PrintedBar, top: number, perUnit: number): SceneMark[] {
  const base = top + 10;
  const marks: SceneMark[] = [label(BAR.left - 8, base, fitText(name, SIZE, BAR.left - 12), 'end', INK.text)];
  let left: number = BAR.left;
  for (const { value, fill } of parts) {
    const width = value * perUnit;
    if (width === 0) continue;
    marks.push(box(left, top, width, BAR.height, FILLS[fill]));
    if (fill === 'light') marks.push(outline(left, top, width));
    left += width;
  }
  return [...marks, label(left + 8, base, text, 'start', INK.text)];
}

function legendMarks(legend: readonly (readonly [keyof typeof FILLS, string])[], top: number): SceneMark[] {
  const marks: SceneMark[] = [];
  let left: number = BAR.left;
  for (const [fill, text] of legend) {
    marks.push(box(left, top, 14, 10, FILLS[fill]));
    if (fill === 'light') marks.push(outline(left, top, 14));
    marks.push(label(left + 20, top + 10, text, 'start', INK.quiet));
    left += 36 + textWidth(text, SIZE);
  }
  return marks;
}

/** Bars from zero below one another, all to one measure; null where there is nothing to draw. */
export function printedBars(
  bars: readonly PrintedBar[],
  legend: readonly (readonly [keyof typeof FILLS, string])[],
): Scene | null {
  const longest = Math.max(0, ...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  if (longest === 0) return null;
  const perUnit = (BAR.right - BAR.left) / longest;
  const foot = bars.length * ROW + 6;
  return {
    width: WIDTH,
    height: foot + 20,
    marks: [
      ...bars.flatMap((one, index) => bar(one, index * ROW + 6, perUnit)),
      rule({ x: BAR.left, y: 0 }, { x: BAR.left, y: foot }, INK.axis, 1),
      ...legendMarks(legend, foot + 6),
    ],
  };
}
