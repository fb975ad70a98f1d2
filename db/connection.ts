import type pg from 'pg';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/** A text that came this often is prepared; lists of many lengths and single reports never are. */
const OFTEN = 4;
/** Most texts that a process prepares: each takes memory on every connection of the server. */
const MOST_PREPARED = 400;
/** Texts that are counted; beyond it the count begins anew. */
const MOST_COUNTED = 5_000;
/** PostgreSQL's code for a prepared text whose table was changed since. */
const STALE_PLAN = '0A000';

/** Names texts that come again and again, so that the server parses and plans them once a connection. */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  let seen = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST_PREPARED) return known;
    const times = (seen.get(text) ?? 0) + 1;
    if (times < OFTEN) {
      if (seen.size >= MOST_COUNTED) seen = new Map();
      seen.set(text, times);
      return undefined;
    }
    seen.delete(text);
    const name = `q${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}

const NOTHING: PostgresQueryResult<never> = { command: 'SELECT', rowCount: 0, rows: [] };

/** One connection, with `begin` held back until the next text, and texts prepared. */
class Client {
  readonly #client: pg.PoolClient;
  readonly #nameOf: (text: string) => string | undefined;
  #begin: string | null = null;
  #isBroken = false;

  constructor(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
    this.#client = client;
    this.#nameOf = nameOf;
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    wanted: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    // A connection takes its texts in turn: what is held back goes out before the cursor.
    if (typeof wanted !== 'string') {
      this.#flush();
      return this.#client.query(wanted as unknown as pg.Submittable) as unknown as PostgresCursor<R>;
    }
    return this.#run<R>(wanted, parameters);
  }

  release(): void {
    this.#begin = null;
    this.#client.release(this.#isBroken);
  }

  #flush(): void {
    const begin = this.#begin;
    this.#begin = null;
    if (begin === null) return;
    // Its failure shows in the text that follows: the connection is gone for both.
    this.#client.query(begin).catch(() => {
      this.#isBroken = true;
    });
  }

  async #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (text === 'begin' || text.startsWith('start transaction')) {
      this.#begin = text;
      return NOTHING;
    }
    if (this.#begin !== null && parameters.length === 0) {
      const both = `${this.#begin}; ${text}`;
      this.#begin = null;
      const results = (await this.#client.query(both)) as unknown as PostgresQueryResult<R>[];
      return results[results.length - 1] ?? NOTHING;
    }
    this.#flush();
    const name = parameters.length === 0 ? undefined : this.#nameOf(text);
    try {
      const query = { text, values: [...parameters], ...(name === undefined ? {} : { name }) };
      return (await this.#client.query(query)) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      if ((error as { code?: unknown }).code === STALE_PLAN) this.#isBroken = true;
      throw error;
    }
  }
}

/**
 * A pool as the query builder sees it, with fewer and cheaper round trips: `begin` goes out together with the text
 * that sets role and scope, and texts that come again are prepared. Nothing else changes: same texts, same order.
 * @param prepares false behind a pooler that can't follow prepared texts from one connection to another
 */
export function economical(pool: pg.Pool, prepares: boolean): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const nameOf = prepares ? createNames() : () => undefined;
  return {
    async connect() {
      const client = await pool.connect();
      const wrapped = known.get(client) ?? new Client(client, nameOf);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}
