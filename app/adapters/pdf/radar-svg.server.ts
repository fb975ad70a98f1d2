import { drawRadar, type Point } from '../../domain/assessment/radar-drawing.ts';
import type { Radar, RadarSeries } from '../../domain/assessment/report-document.ts';
import type { Typesetter } from './page-furniture.server.ts';

const SIDE = 420;
/** Room for names beside the square, and what is cut off above and below it. */
const ASIDE = 60;
const ABOVE = 30;
/** Ink of each kind of line. In grey scale they differ by weight and dashes. */
export const RADAR_INK: Readonly<Record<RadarSeries['stroke'], { colour: string; attributes: string }>> = {
  main: { colour: '#1f5aa8', attributes: 'fill="#1f5aa8" fill-opacity="0.14" stroke-width="2"' },
  dashed: { colour: '#9a5b00', attributes: 'fill="none" stroke-width="1.4" stroke-dasharray="6 4"' },
  light: { colour: '#3d8f83', attributes: 'fill="none" stroke-width="1.6" stroke-dasharray="1.5 3"' },
};

const path = (points: readonly Point[], isClosed: boolean) =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('') + (isClosed ? 'Z' : '');

function escapeXml(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A name of more than eight characters takes two lines. */
function labelLines(text: string): string[] {
  if (text.length <= 8) return [text];
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

/** The radar as SVG, its names set in the printer's fonts; null for fewer than three axes. */
export function radarSvg(radar: Radar, set: Typesetter): string | null {
  const drawing = drawRadar(radar, SIDE);
  if (!drawing) return null;
  const { centre, rings, spokes, labels, lines } = drawing;
  const text = (x: number, y: number, size: number, anchor: string, content: string, colour = '#222222') =>
    `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${colour}" font-family="everyday">${set(
      content,
    )
      .map((run) => `<tspan font-family="${run.font}">${escapeXml(run.text)}</tspan>`)
      .join('')}</text>`;
  const parts = [
    ...rings.map((ring) => `<path d="${path(ring, true)}" fill="none" stroke="#c4c4c4" stroke-width="0.6"/>`),
    ...spokes.map((end) => `<path d="${path([centre, end], false)}" stroke="#c4c4c4" stroke-width="0.6"/>`),
    ...rings.map((ring, index) =>
      text(centre.x + 3, (ring[0]?.y ?? 0) + 9, 8, 'start', String(index + 1), '#777777'),
    ),
    ...lines.flatMap(({ stroke, parts: runs }) => {
      const { colour, attributes } = RADAR_INK[stroke];
      return [
        ...runs.map(({ points, isClosed }) => {
          const look = isClosed ? attributes : attributes.replace(/fill="[^"]*"/, 'fill="none"');
          return `<path d="${path(points, isClosed)}" stroke="${colour}" ${look}/>`;
        }),
        ...(stroke === 'main'
          ? runs.flatMap(({ points }) =>
              points.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`),
            )
          : []),
      ];
    }),
    ...labels.flatMap(({ at, text: name, anchor }) => {
      const rows = labelLines(name);
      const top = at.y < centre.y - SIDE * 0.3 ? -(rows.length - 1) * 14 : 0;
      return rows.map((row, index) => text(at.x, at.y + 4 + top + index * 14, 12, anchor, row));
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-ASIDE} ${ABOVE} ${SIDE + 2 * ASIDE} ${SIDE - 2 * ABOVE}" width="${SIDE + 2 * ASIDE}" height="${SIDE - 2 * ABOVE}">${parts.join('')}</svg>`;
}
