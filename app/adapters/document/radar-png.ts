import { drawRadar, type Point } from '../../domain/assessment/radar-drawing.ts';
import type { Radar, RadarSeries } from '../../domain/assessment/report-document.ts';
import { Raster, type Ink } from './raster.ts';

/** Pixels; printed at 9 cm this is about 250 dots an inch. */
const SIDE = 900;
const GRID: Ink = { rgb: [190, 190, 190], cover: 1 };
const TEXT: Ink = { rgb: [60, 60, 60], cover: 1 };

const STROKES: Readonly<
  Record<RadarSeries['stroke'], { rgb: Ink['rgb']; width: number; dash?: [number, number] }>
> = {
  main: { rgb: [31, 90, 168], width: 5 },
  dashed: { rgb: [154, 91, 0], width: 4, dash: [18, 12] },
  light: { rgb: [61, 143, 131], width: 4, dash: [5, 9] },
};

function outline(points: readonly Point[], isClosed: boolean, draw: (a: Point, b: Point) => void) {
  points.forEach((point, index) => {
    const next = points[index + 1] ?? (isClosed ? points[0] : undefined);
    if (next) draw(point, next);
  });
}

/** The radar as PNG, its axes numbered from 1 as the table beside it does; null for fewer than three axes. */
export function radarPng(radar: Radar): Buffer | null {
  const drawing = drawRadar(radar, SIDE);
  if (!drawing) return null;
  const raster = new Raster(SIDE);
  for (const end of drawing.spokes) raster.line(drawing.centre, end, 2, GRID);
  for (const ring of drawing.rings) outline(ring, true, (a, b) => raster.line(a, b, 2, GRID));
  for (const { stroke, parts } of drawing.lines) {
    const { rgb, width, dash } = STROKES[stroke];
    for (const { points, isClosed } of parts) {
      if (stroke === 'main' && isClosed) raster.area(points, { rgb, cover: 0.14 });
      outline(points, isClosed, (a, b) => raster.line(a, b, width, { rgb, cover: 1 }, dash));
      if (stroke === 'main') for (const point of points) raster.disc(point, 8, { rgb, cover: 1 });
    }
  }
  drawing.labels.forEach(({ at }, index) => raster.number(index + 1, at, 6, TEXT));
  drawing.rings.forEach((ring, index) => {
    const top = ring[0];
    if (top) raster.number(index + 1, { x: top.x + 16, y: top.y + 14 }, 3, TEXT);
  });
  return raster.toPng();
}
