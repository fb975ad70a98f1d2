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
