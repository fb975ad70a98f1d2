/** Half-width and full-width signs that begin a formula, and the characters that hide one. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** Digits that lose their end (more than 11 show as 9.1E+17) or their leading zeros, and what reads as a power of ten. */
const becomesNumber = /^(?:\d{12,}|0\d+|\d+(?:\.\d+)?[eE][+-]?\d+)$/;

function needsGuard(text: string): boolean {
  if (text.startsWith("'")) return needsGuard(text.slice(1));
  return formulaStart.test(text) || becomesNumber.test(text);
}

/** The text with an apostrophe in front if a spreadsheet program would not leave it as it is. */
export function guardCell(text: string): string {
  return needsGuard(text) ? `'${text}` : text;
}

/** Takes away what {@link guardCell} added, and nothing else: it returns every text that was guarded. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && needsGuard(text.slice(1)) ? text.slice(1) : text;
}
