/** One sentence or label in both tongues; Chinese is the original, English stands beside it. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Tongues that the product speaks, Chinese first. */
export type Language = keyof Words;

/** Shorthand for a pair of words. */
export function words(zh: string, en: string): Words {
  return { zh, en };
}

const BETWEEN = '\u001f';

/** A pair of words as one text, for places that carry a text only, such as a zod message. `wordsOf` reads it back. */
export function bilingual(zh: string, en: string): string {
  return `${zh}${BETWEEN}${en}`;
}

/** The pair of words in such a text; a text without English stands for both. */
export function wordsOf(message: string): Words {
  const [zh = '', en] = message.split(BETWEEN);
  return words(zh, en ?? zh);
}
