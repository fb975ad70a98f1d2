/**
 * Controls besides tab and line ends, and the marks that turn the direction of writing around: no keyboard types them,
 * documents and tables can't hold the first, and the second let a name read as another.
 */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
const KEPT = '\n\t\0';

/**
 * A text as it was typed: line ends are \n, as the browser counts them against `maxlength` (it posts \r\n), without
 * what can't be seen, and without halves of characters. U+0000 stays: forms that hold it are refused. Idempotent.
 */
export function typedText(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(UNSEEN, (character) => (KEPT.includes(character) ? character : ''))
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}
