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

/** Texts that open a transaction or set something in it: nobody reads their answer. */
const PREPARES_THE_WAY = /^(begin$|start transaction|select set_config\(|set local )/;
const OPENS = /^(begin|start transaction)/;

/** One connection. What only prepares the way is held back and goes out together with the next text. */
class Client {
  readonly #client: pg.PoolClient;
  readonly #nameOf: (text: string) => string | undefined;
  #held: string | null = null;
  /** The way being prepared; it stays refused until the connection is given back. */
  #way: Promise<unknown> = Promise.resolve();
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
    if (typeof wanted === 'string') return this.#run<R>(wanted, parameters);
    // A cursor can't wait for what is held back, and must not run before it.
    if (this.#held !== null) throw new Error('a cursor is opened after the first query of its transaction');
    return this.#client.query(wanted as unknown as pg.Submittable) as unknown as PostgresCursor<R>;
  }

  release(): void {
    this.#held = null;
    this.#way = Promise.resolve();
    this.#client.release(this.#isBroken);
  }

  #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (parameters.length > 0) return this.#ask<R>(text, parameters);
    if (PREPARES_THE_WAY.test(text)) {
      this.#held = this.#held === null ? text : `${this.#held}; ${text}`;
      return Promise.resolve(NOTHING);
    }
    const held = this.#held;
    this.#held = null;
    if (text === 'commit' || text === 'rollback') {
      // Nothing was asked in it: the server never heard of the transaction.
      if (held !== null && OPENS.test(held)) return Promise.resolve(NOTHING);
      // In a failed transaction nothing but the rollback itself is taken.
      if (text === 'rollback') return this.#send<R>(text);
      return this.#commit<R>(held === null ? text : `${held}; ${text}`);
    }
    return this.#send<R>(held === null ? text : `${held}; ${text}`);
  }

  /** A server that is asked to commit what has failed rolls back and calls it no error: whoever asked must learn of it. */
  async #commit<R>(texts: string): Promise<PostgresQueryResult<R>> {
    const answer = await this.#send<R>(texts);
    if (String(answer.command) === 'ROLLBACK') {
      throw new Error('the transaction had failed: the server rolled back instead of committing');
    }
    return answer;
  }

  /** Texts without parameters, in one round trip; the answer is the last one's. */
  async #send<R>(texts: string): Promise<PostgresQueryResult<R>> {
    const isOpening = OPENS.test(texts);
    if (!isOpening && texts !== 'rollback') await this.#way;
    const asked = this.#client.query(texts) as unknown as Promise<
      PostgresQueryResult<R> | PostgresQueryResult<R>[]
    >;
    // Set before anybody else gets a turn: who asks meanwhile waits for it.
    if (isOpening) this.#way = asked;
    const answer = await asked;
    return Array.isArray(answer) ? (answer.at(-1) ?? NOTHING) : answer;
  }

  async #ask<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const held = this.#held;
    this.#held = null;
    // Waited for, by whatever is asked meanwhile too: without role and scope nothing may be asked.
    if (held !== null) await this.#send(held);
    await this.#way;
    const name = this.#nameOf(text);
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
 * A pool as the query builder sees it, with fewer and cheaper round trips: `begin`, role and scope go out together, before
 * anything else of the transaction, and texts that come again are prepared. Same texts, same order.
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
