import type { BenchmarkRow } from '#db/queries/benchmark.read.ts';

/** Others among whom one more moves no quartile that is shown. */
const MANY = 200;
const KEPT_MS = 10 * 60 * 1000;
/** Houses that are remembered at most; the one that was put in first goes first. */
const MOST = 500;

/**
 * Quartiles of many others, for ten minutes and for the house that asked: they are sorted out of every result of an
 * industry, and the page that shows them is opened again and again. Those of a few are asked for anew each time.
 */
export class BenchmarkMemory {
  readonly #kept = new Map<string, { readonly until: number; readonly rows: readonly BenchmarkRow[] }>();

  /** Rows under a key, from memory or from `read`; `now` is an instant. */
  async rows(
    key: string,
    now: string,
    read: () => Promise<readonly BenchmarkRow[]>,
  ): Promise<readonly BenchmarkRow[]> {
    const known = this.#kept.get(key);
    if (known && Date.parse(now) < known.until) return known.rows;
    this.#kept.delete(key);
    const rows = await read();
    if (rows.length > 0 && rows.every(({ others }) => others >= MANY)) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined && this.#kept.size >= MOST) this.#kept.delete(oldest);
      this.#kept.set(key, { until: Date.parse(now) + KEPT_MS, rows });
    }
    return rows;
  }
}
