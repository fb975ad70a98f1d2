import type { FontShelf } from './font-shelf.server.ts';

/** The two font families that a run of text can be set in. */
export type FamilyName = 'everyday' | 'rare';

/** A stretch of text that one family can print. */
export interface TextRun {
  readonly text: string;
  readonly font: FamilyName;
}

const LINE_FEED = 0x0a;

/** Han characters that only the rare face may have: Extensions B to F (U+20000 to U+2EBEF). */
function mayBeRare(codePoint: number): boolean {
  return codePoint >= 0x20000 && codePoint <= 0x2ebef;
}

function familyOf(codePoint: number, shelf: FontShelf): FamilyName | null {
  if (codePoint === LINE_FEED) return 'everyday';
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return null;
  if (shelf.regular.coverage.has(codePoint)) return 'everyday';
  return mayBeRare(codePoint) && shelf.rare().coverage.has(codePoint) ? 'rare' : null;
}

/** Line ends become one kind and tabs become spaces, as a form can't show the difference. */
function normalise(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
}

function nameOf(codePoint: number): string {
  return `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`;
}

/** Splits a text into runs by the font that has its glyphs. A character that no font has becomes its code point in 〔〕. */
export function splitRuns(text: string, shelf: FontShelf): TextRun[] {
  const runs: { text: string; font: FamilyName }[] = [];
  for (const character of normalise(text)) {
    const codePoint = character.codePointAt(0) ?? 0;
    const family = familyOf(codePoint, shelf);
    const font = family ?? 'everyday';
    const piece = family === null ? nameOf(codePoint) : character;
    const last = runs.at(-1);
    if (last?.font === font) last.text += piece;
    else runs.push({ text: piece, font });
  }
  return runs;
}

/** The characters of the texts that no font has, each once, in order of appearance. */
export function findUnprintable(texts: readonly string[], shelf: FontShelf): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const character of normalise(text)) {
      if (familyOf(character.codePointAt(0) ?? 0, shelf) === null) found.add(character);
    }
  }
  return [...found];
}
