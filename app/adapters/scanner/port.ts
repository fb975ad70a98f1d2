import type { Readable } from 'node:stream';

/**
 * What a scanner says of a file. `unscanned` is shown as 未查毒 and never as harmless; its reason is for the log:
 * no scanner is configured, it could not be reached or did not answer in time, or it answered that it can't scan
 * this file (for instance because of its own size limit).
 */
export type ScanResult =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'infected'; readonly name: string }
  | {
      readonly verdict: 'unscanned';
      readonly reason: 'not_configured' | 'unreachable' | 'timeout' | 'not_scannable';
    };

export interface Scanner {
  /**
   * Reads the content to its end and says what was found. Never throws for what the scanner does; throws if the
   * content itself can't be read.
   */
  scan(content: Readable): Promise<ScanResult>;
}
