import type { Place, Scene, SceneMark } from '../../domain/drawing/scene.ts';
import type { FontFace, FontShelf } from './font-shelf.server.ts';
import { type GlyphOutlines, readGlyphOutlines } from './glyph-outline.ts';
import { PixelCanvas, type Shape } from './pixel-canvas.ts';
import { splitRuns } from './text-run.server.ts';

/** Pixels a unit of a scene takes: sharp on a screen and on paper. */
const SCALE = 2;
/** Corners of a disc. */
const CORNERS = 24;

type Of<K extends SceneMark['kind']> = Extract<SceneMark, { kind: K }>;

/** Where every corner turns the same way, shapes that overlap stay filled where they do. */
function turned(shape: Shape): Shape {
  const area = shape.reduce((sum, a, index) => {
    const b = shape[(index + 1) % shape.length] ?? a;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return area < 0 ? [...shape].reverse() : shape;
}

function discShape(centre: Place, radius: number): Shape {
  return Array.from({ length: CORNERS }, (_, index) => {
    const angle = (index / CORNERS) * 2 * Math.PI;
    return { x: centre.x + Math.cos(angle) * radius, y: centre.y + Math.sin(angle) * radius };
  });
}

function bar(from: Place, to: Place, width: number): Shape {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return [];
  const [x, y] = [((from.y - to.y) / length) * (width / 2), ((to.x - from.x) / length) * (width / 2)];
  return turned([
    { x: from.x + x, y: from.y + y },
    { x: to.x + x, y: to.y + y },
    { x: to.x - x, y: to.y - y },
    { x: from.x - x, y: from.y - y },
  ]);
}

/** The pieces of a line that have ink. */
function inked(points: readonly Place[], dash: readonly [number, number] | undefined): [Place, Place][] {
  const pieces: [Place, Place][] = [];
  let walked = 0;
  points.forEach((from, index) => {
    const to = points[index + 1];
    if (!to) return;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const at = (along: number): Place => ({
      x: from.x + ((to.x - from.x) * along) / length,
      y: from.y + ((to.y - from.y) * along) / length,
    });
    if (length === 0) return;
    if (!dash) pieces.push([from, to]);
    else {
      const period = dash[0] + dash[1];
      for (let start = -(walked % period); start < length; start += period) {
        const [begin, end] = [Math.max(0, start), Math.min(length, start + dash[0])];
        if (end > begin) pieces.push([at(begin), at(end)]);
      }
    }
    walked += length;
  });
  return pieces;
}

function lineShapes({ points, width, dash }: Of<'line'>): Shape[] {
  const joints = dash || width < 1.5 ? [] : points.map((point) => discShape(point, width / 2));
  return [...inked(points, dash).map(([from, to]) => bar(from, to, width)), ...joints];
}

const scaled = (shape: Shape): Shape => shape.map(({ x, y }) => ({ x: x * SCALE, y: y * SCALE }));

interface Face {
  readonly face: FontFace;
  readonly outlines: GlyphOutlines;
}

/** Sets text as shapes, with the printer's own fonts. */
function makeLetterer(shelf: FontShelf): (mark: Of<'text'>) => Shape[] {
  const faces = new Map<FontFace, Face>();
  const open = (face: FontFace): Face => {
    const found = faces.get(face) ?? { face, outlines: readGlyphOutlines(face.bytes) };
    faces.set(face, found);
    return found;
  };
  return ({ at, text, size, anchor, isBold }) => {
    const everyday = isBold ? shelf.bold : shelf.regular;
    const letters = splitRuns(text, shelf).flatMap((run) => {
      const { face, outlines } = open(run.font === 'rare' ? shelf.rare() : everyday);
      return [...run.text].map((character) => {
        const glyph = face.coverage.glyphOf(character.codePointAt(0) ?? 0);
        return { contours: outlines.contoursOf(glyph), advance: outlines.advanceOf(glyph) * size };
      });
    });
    const width = letters.reduce((sum, { advance }) => sum + advance, 0);
    let left = at.x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
    return letters.flatMap(({ contours, advance }) => {
      const from = left;
      left += advance;
      return contours.map((contour) =>
        contour.map(({ x, y }) => ({ x: from + x * size, y: at.y + y * size })),
      );
    });
  };
}

/** Makes the drawer of pictures: a scene in, PNG bytes out; the same scene gives the same bytes. */
export function makePictureDrawer(shelf: FontShelf): (scene: Scene) => Buffer {
  const lettersOf = makeLetterer(shelf);
  const draw = (canvas: PixelCanvas, mark: SceneMark): void => {
    switch (mark.kind) {
      case 'line':
        return canvas.fill(lineShapes(mark).map(scaled), mark.colour, 1);
      case 'area':
        return canvas.fill([scaled(mark.points)], mark.colour, mark.opacity);
      case 'disc':
        return canvas.fill([scaled(discShape(mark.centre, mark.radius))], mark.colour, 1);
      case 'text':
        return canvas.fill(lettersOf(mark).map(scaled), mark.colour, 1);
    }
  };
  return (scene) => {
    const canvas = new PixelCanvas(Math.round(scene.width * SCALE), Math.round(scene.height * SCALE));
    for (const mark of scene.marks) draw(canvas, mark);
    return canvas.toPng();
  };
}
