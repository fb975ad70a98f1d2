import type { Radar, RadarSeries } from './report-document.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A stretch of one series: a closed shape when every axis has a score, else what lies between the gaps. */
export interface RadarLine {
  readonly points: readonly Point[];
  readonly isClosed: boolean;
}

/** A radar as lines and places in a box of `side` units, y growing downwards. Whoever prints it only strokes. */
export interface RadarDrawing {
  readonly side: number;
  /** Levels 1 to 5, innermost first; each a closed shape. */
  readonly rings: readonly (readonly Point[])[];
  readonly centre: Point;
  /** Outer end of each axis. */
  readonly spokes: readonly Point[];
  /** Where an axis's name stands, and which side of the text is at that point. */
  readonly labels: readonly {
    readonly at: Point;
    readonly text: string;
    readonly anchor: 'start' | 'middle' | 'end';
  }[];
  readonly lines: readonly { readonly stroke: RadarSeries['stroke']; readonly parts: readonly RadarLine[] }[];
}

const TOP_LEVEL = 5;
/** Radius of level 5 as a part of the box's side, and how far outside it a name stands. */
const REACH = 0.34;
const LABEL_GAP = 0.04;

const rounded = (value: number) => Math.round(value * 100) / 100;

/** Runs of axes that have a score; a full circle is one closed run. */
function partsOf(points: readonly (Point | null)[]): RadarLine[] {
  const known = points.filter((point) => point !== null);
  if (known.length === points.length) return [{ points: known, isClosed: true }];
  const firstGap = points.indexOf(null);
  const turned = [...points.slice(firstGap), ...points.slice(0, firstGap)];
  const parts: Point[][] = [];
  let run: Point[] = [];
  for (const point of turned) {
    if (point) run.push(point);
    else if (run.length > 0) {
      parts.push(run);
      run = [];
    }
  }
  if (run.length > 0) parts.push(run);
  return parts.map((part) => ({ points: part, isClosed: false }));
}

/** Draws a radar into a square; the first axis points up, the others follow clockwise. Null for fewer than three axes. */
export function drawRadar(radar: Radar, side: number): RadarDrawing | null {
  const count = radar.axes.length;
  if (count < 3) return null;
  const centre = { x: side / 2, y: side / 2 };
  const at = (index: number, radius: number): Point => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
    return {
      x: rounded(centre.x + Math.cos(angle) * radius),
      y: rounded(centre.y + Math.sin(angle) * radius),
    };
  };
  const reach = side * REACH;
  const axes = radar.axes.map((_, index) => index);
  const ring = (level: number) => axes.map((index) => at(index, (reach * level) / TOP_LEVEL));
  return {
    side,
    centre,
    rings: Array.from({ length: TOP_LEVEL }, (_, index) => ring(index + 1)),
    spokes: ring(TOP_LEVEL),
    labels: radar.axes.map((text, index) => {
      const place = at(index, reach + side * LABEL_GAP);
      const across = place.x - centre.x;
      const anchor = Math.abs(across) < side * 0.02 ? 'middle' : across > 0 ? 'start' : 'end';
      return { at: place, text, anchor };
    }),
    lines: radar.series.map(({ stroke, values }) => ({
      stroke,
      parts: partsOf(
        axes.map((index) => {
          const value = values[index] ?? null;
          return value === null
            ? null
            : at(index, (reach * Math.min(TOP_LEVEL, Math.max(0, value))) / TOP_LEVEL);
        }),
      ),
    })),
  };
}
