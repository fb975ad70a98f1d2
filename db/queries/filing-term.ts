/** Blanks of any width; they never tell two names apart. */
const BLANKS = /\s+/gu;

/** The form in which texts are searched: half-width, upper case, without blanks. `searchColumn` is its twin in SQL. */
export function searchForm(text: string): string {
  return text.normalize('NFKC').replace(BLANKS, '').toUpperCase();
}

/**
 * Terms under which a text is found: every pair of neighbouring characters, and its first character alone, so that a
 * search for one character finds what begins with it. Each once. Text equality is leakproof, so an index serves these
 * under row-level security, which no trigram index does.
 */
export function bigramsOf(text: string): string[] {
  const characters = [...searchForm(text)];
  const terms = new Set(characters.slice(0, 1));
  for (let index = 0; index + 1 < characters.length; index += 1) {
    terms.add(`${characters[index] ?? ''}${characters[index + 1] ?? ''}`);
  }
  return [...terms];
}

/** Pairs that nearly every enterprise's name holds: they narrow nothing. */
const COMMON = new Set([
  '上海',
  '有限',
  '限公',
  '公司',
  '科技',
  '技有',
  '海)',
  '(上',
  '示例',
  '信息',
  '网络',
]);
/** How many pairs are asked for at most; the text itself decides in the end. */
const ASKED = 4;

/** The terms to look for when a text is searched: the telling pairs first, a few at most. */
export function searchTerms(text: string): string[] {
  const characters = [...searchForm(text)];
  if (characters.length === 1) return characters;
  const pairs = bigramsOf(text).slice(1);
  const telling = pairs.filter((pair) => !COMMON.has(pair));
  return (telling.length > 0 ? telling : pairs).slice(0, ASKED);
}
