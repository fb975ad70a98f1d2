/** Width of a text in Han characters: a Latin letter or digit takes about half of one. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2000 ? 0.58 : 1;
  return width;
}

/** How many lines a text takes in a column that holds `perLine` Han characters. An estimate, on the safe side. */
export function estimateLines(text: string, perLine: number): number {
  return text.split('\n').reduce((total, line) => total + Math.max(1, Math.ceil(widthOf(line) / perLine)), 0);
}

/** Cuts a paragraph into pieces of at most `limit` Han characters, after a full stop or semicolon where there is one. */
function cutParagraph(paragraph: string, limit: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  let lastStop = 0;
  for (const character of paragraph) {
    piece += character;
    width += widthOf(character);
    if ('。；！？;'.includes(character)) lastStop = piece.length;
    if (width >= limit) {
      const cut = lastStop > 0 ? lastStop : piece.length;
      pieces.push(piece.slice(0, cut));
      piece = piece.slice(cut);
      width = widthOf(piece);
      lastStop = 0;
    }
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/**
 * Cuts a value into parts that each fit into `maxLines` lines of `perLine` Han characters, so that a row which may not
 * break across pages never grows taller than a page. No character is lost or moved; a long paragraph may gain a line break
 * after a sentence.
 */
export function splitValue(value: string, perLine: number, maxLines: number): string[] {
  if (estimateLines(value, perLine) <= maxLines) return [value];
  const parts: string[] = [];
  let part: string[] = [];
  let lines = 0;
  for (const paragraph of value
    .split('\n')
    .flatMap((line) => (line === '' ? [''] : cutParagraph(line, perLine * (maxLines - 1))))) {
    const needed = estimateLines(paragraph, perLine);
    if (lines + needed > maxLines && part.length > 0) {
      parts.push(part.join('\n'));
      part = [];
      lines = 0;
    }
    part.push(paragraph);
    lines += needed;
  }
  return [...parts, part.join('\n')];
}
