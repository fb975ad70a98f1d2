import type { Place } from '../../domain/drawing/scene.ts';
import { findTable } from './font-coverage.ts';

/** A closed outline as straight pieces. */
export type Contour = readonly Place[];

/** The outlines of a TrueType font, in em: x to the right, y downwards from the base line. */
export interface GlyphOutlines {
  contoursOf(glyph: number): readonly Contour[];
  /** How far the next glyph stands, in em. */
  advanceOf(glyph: number): number;
}

interface RawPoint extends Place {
  readonly isOnCurve: boolean;
}

/** Pieces that a curve becomes: enough for text of screen sizes. */
const PIECES = 5;
const MIXED = {
  wordArguments: 0x1,
  argumentsAreOffsets: 0x2,
  scale: 0x8,
  more: 0x20,
  twoScales: 0x40,
  matrix: 0x80,
} as const;

const between = (a: Place, b: Place): Place => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function curve(from: Place, bend: Place, to: Place): Place[] {
  return Array.from({ length: PIECES }, (_, index) => {
    const t = (index + 1) / PIECES;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return { x: a * from.x + b * bend.x + c * to.x, y: a * from.y + b * bend.y + c * to.y };
  });
}

/** Quadratic curves with implied points between two bends, as the format has them, made straight. */
function flatten(raw: readonly RawPoint[]): Place[] {
  const firstOn = raw.findIndex(({ isOnCurve }) => isOnCurve);
  const [first, last] = [raw[0], raw.at(-1)];
  if (!first || !last) return [];
  const begin: Place = raw[firstOn] ?? between(first, last);
  const turned = [...raw.slice(firstOn + 1), ...raw.slice(0, firstOn + 1)];
  const points: Place[] = [begin];
  let bend: Place | null = null;
  let from = begin;
  const reach = (to: Place) => {
    points.push(...(bend ? curve(from, bend, to) : [to]));
    from = to;
    bend = null;
  };
  for (const point of turned) {
    if (point.isOnCurve) reach(point);
    else {
      if (bend) reach(between(bend, point));
      bend = point;
    }
  }
  if (bend) reach(begin);
  return points;
}

/** The coordinates of one axis: each a step from the one before, one or two bytes long. */
function readSteps(
  font: DataView,
  at: number,
  flags: readonly number[],
  short: number,
  same: number,
): { values: number[]; end: number } {
  let place = at;
  let value = 0;
  const values = flags.map((flag) => {
    if (flag & short) {
      value += flag & same ? font.getUint8(place) : -font.getUint8(place);
      place += 1;
    } else if (!(flag & same)) {
      value += font.getInt16(place);
      place += 2;
    }
    return value;
  });
  return { values, end: place };
}

function readFlags(font: DataView, at: number, count: number): { flags: number[]; end: number } {
  const flags: number[] = [];
  let place = at;
  while (flags.length < count) {
    const flag = font.getUint8(place);
    place += 1;
    flags.push(flag);
    if (flag & 0x8) {
      for (let left = font.getUint8(place); left > 0; left -= 1) flags.push(flag);
      place += 1;
    }
  }
  return { flags, end: place };
}

function readSimple(font: DataView, at: number, contourCount: number): Place[][] {
  const ends = Array.from({ length: contourCount }, (_, index) => font.getUint16(at + 10 + index * 2));
  const instructions = at + 10 + contourCount * 2;
  const begin = instructions + 2 + font.getUint16(instructions);
  const { flags, end } = readFlags(font, begin, (ends.at(-1) ?? -1) + 1);
  const xs = readSteps(font, end, flags, 0x2, 0x10);
  const ys = readSteps(font, xs.end, flags, 0x4, 0x20);
  const points = flags.map((flag, index): RawPoint => ({
    x: xs.values[index] ?? 0,
    y: ys.values[index] ?? 0,
    isOnCurve: (flag & 0x1) !== 0,
  }));
  return ends.map((last, index) => flatten(points.slice((ends[index - 1] ?? -1) + 1, last + 1)));
}

const fixed = (font: DataView, at: number) => font.getInt16(at) / 16384;

/** A glyph that is put together from others, each moved and scaled. */
function readMixed(font: DataView, at: number, part: (glyph: number) => Place[][]): Place[][] {
  const contours: Place[][] = [];
  let place = at + 10;
  for (let flags: number = MIXED.more; flags & MIXED.more;) {
    flags = font.getUint16(place);
    const glyph = font.getUint16(place + 2);
    place += 4;
    const isWide = (flags & MIXED.wordArguments) !== 0;
    const isOffset = (flags & MIXED.argumentsAreOffsets) !== 0;
    const argument = (index: number) =>
      isWide ? font.getInt16(place + index * 2) : font.getInt8(place + index);
    const [dx, dy] = isOffset ? [argument(0), argument(1)] : [0, 0];
    place += isWide ? 4 : 2;
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & MIXED.scale) {
      a = d = fixed(font, place);
      place += 2;
    } else if (flags & MIXED.twoScales) {
      [a, d] = [fixed(font, place), fixed(font, place + 2)];
      place += 4;
    } else if (flags & MIXED.matrix) {
      [a, b, c, d] = [
        fixed(font, place),
        fixed(font, place + 2),
        fixed(font, place + 4),
        fixed(font, place + 6),
      ];
      place += 8;
    }
    contours.push(
      ...part(glyph).map((contour) =>
        contour.map(({ x, y }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy })),
      ),
    );
  }
  return contours;
}

/** Reads the outlines of a TrueType file (OpenType with a glyf table). Throws when the file has none. */
export function readGlyphOutlines(bytes: Buffer): GlyphOutlines {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [head, loca, glyf] = [findTable(font, 'head'), findTable(font, 'loca'), findTable(font, 'glyf')];
  const [hhea, hmtx] = [findTable(font, 'hhea'), findTable(font, 'hmtx')];
  const em = font.getUint16(head + 18);
  const isLong = font.getInt16(head + 50) === 1;
  const advanceCount = font.getUint16(hhea + 34);
  const offsetOf = (glyph: number) =>
    isLong ? font.getUint32(loca + glyph * 4) : font.getUint16(loca + glyph * 2) * 2;
  const read = (glyph: number): Place[][] => {
    if (offsetOf(glyph) === offsetOf(glyph + 1)) return [];
    const at = glyf + offsetOf(glyph);
    const contourCount = font.getInt16(at);
    return contourCount >= 0 ? readSimple(font, at, contourCount) : readMixed(font, at, read);
  };
  const known = new Map<number, readonly Contour[]>();
  return {
    contoursOf(glyph) {
      const found = known.get(glyph);
      if (found) return found;
      const contours = read(glyph).map((contour) => contour.map(({ x, y }) => ({ x: x / em, y: -y / em })));
      known.set(glyph, contours);
      return contours;
    },
    advanceOf: (glyph) => font.getUint16(hmtx + Math.min(glyph, advanceCount - 1) * 4) / em,
  };
}
