/** Which code points a font has. */
export interface FontCoverage {
  has(codePoint: number): boolean;
  /** The number of the code point's glyph; 0, the empty box of every font, where there is none. */
  glyphOf(codePoint: number): number;
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly firstGlyph: number;
}

/** Offset of a table of an OpenType file; throws where it has none. */
export function findTable(font: DataView, tag: string): number {
  const tableCount = font.getUint16(4);
  for (let index = 0; index < tableCount; index += 1) {
    const entry = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((at) => font.getUint8(entry + at)));
    if (name === tag) return font.getUint32(entry + 8);
  }
  throw new Error(`The font has no ${tag} table`);
}

/** Offset of the format 12 subtable (full Unicode); every font in the fonts folder has one. */
function findFullSubtable(font: DataView, cmap: number): number {
  const subtableCount = font.getUint16(cmap + 2);
  for (let index = 0; index < subtableCount; index += 1) {
    const subtable = cmap + font.getUint32(cmap + 4 + index * 8 + 4);
    if (font.getUint16(subtable) === 12) return subtable;
  }
  throw new Error('The font has no character map of format 12');
}

function readSegments(font: DataView): Segment[] {
  const subtable = findFullSubtable(font, findTable(font, 'cmap'));
  const groupCount = font.getUint32(subtable + 12);
  return Array.from({ length: groupCount }, (_, index) => {
    const group = subtable + 16 + index * 12;
    return {
      from: font.getUint32(group),
      to: font.getUint32(group + 4),
      firstGlyph: font.getUint32(group + 8),
    };
  });
}

/** Reads a TrueType file's character map (OpenType, cmap format 12). Throws when the file isn't such a font. */
export function readFontCoverage(bytes: Buffer): FontCoverage {
  const segments = readSegments(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const find = (codePoint: number): Segment | undefined => {
    let low = 0;
    let high = segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = segments[middle];
      if (!segment || codePoint < segment.from) high = middle - 1;
      else if (codePoint > segment.to) low = middle + 1;
      else return segment;
    }
    return undefined;
  };
  return {
    has: (codePoint) => find(codePoint) !== undefined,
    glyphOf(codePoint) {
      const segment = find(codePoint);
      return segment ? segment.firstGlyph + codePoint - segment.from : 0;
    },
  };
}
