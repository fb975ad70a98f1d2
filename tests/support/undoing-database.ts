import type pg from 'pg';
import type { OpenDatabase } from '#db/client.ts';

/** An embedded database whose every commit can be taken back: for asking many posts of the same state. */
export interface UndoingDatabase {
  readonly db: OpenDatabase;
  /** What is there now is what `undo` goes back to from here on. */
  keep(): Promise<void>;
  /** Takes back all that was committed since `keep`. */
  undo(): Promise<void>;
  /** A mark of each table, by its name: another one once anything was written there. */
  marks(): Promise<ReadonlyMap<string, string>>;
  /** How many rows each table holds, by its name. */
  counts(): Promise<ReadonlyMap<string, number>>;
}

/** A query that asks every table for the same; answers its text. */
const askAll = (what: string) =>
  `select string_agg(format('select %L as name, ${what} as found from %I.%I t', tablename, schemaname, tablename), ' union all ') as text
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
/** Whatever is written gets the number of a later (sub)transaction; what is removed is missed in the count. */
const MARK = `count(*)::text || '' '' || coalesce(max(t.xmin::text::bigint), 0)::text`;

/** A text that commits, perhaps after a setting. */
const COMMIT = /^((?:[^;]*;)*)\s*commit\b(.*)$/is;

/** The statements of a transaction as those of a savepoint; others as they are. */
function inSavepoint(text: string): string[] {
  if (/^\s*(begin|start transaction)\b/i.test(text))
    return [text.replace(/^\s*(begin|start transaction)[^;]*/i, 'savepoint product')];
  // Constraints that wait for the commit are asked at its place.
  const [, before, after] = COMMIT.exec(text) ?? [];
  if (before !== undefined)
    return [
      ...(before.trim() === '' ? [] : [before]),
      'set constraints all immediate',
      'set constraints all deferred',
      `release savepoint product${after ?? ''}`,
    ];
  if (/^\s*rollback\s*;?\s*$/i.test(text))
    return ['rollback to savepoint product', 'release savepoint product'];
  return [text];
}

type Query = (...given: unknown[]) => Promise<pg.QueryResult>;

/**
 * Puts everything that happens on the database's one connection into one transaction that never commits; the product's
 * own transactions become savepoints in it.
 */
export async function undoing(opened: OpenDatabase): Promise<UndoingDatabase> {
  opened.pool.options.idleTimeoutMillis = 0; // the connection holds the transaction, idle or not
  const held = await opened.pool.connect();
  const real = held.query.bind(held) as unknown as Query;
  const textOf = (given: unknown): string | null => {
    if (typeof given === 'string') return given;
    const { text, values } = (given ?? {}) as { text?: unknown; values?: unknown };
    return typeof text === 'string' && Array.isArray(values) && values.length === 0 ? text : null;
  };
  const inTurn = async (statements: readonly string[]): Promise<unknown> => {
    let result: unknown = null;
    for (const statement of statements) result = await real(statement);
    return result;
  };
  // A cursor is handed on as it is: what comes back is no promise.
  const patched = (...given: unknown[]): unknown => {
    const text = textOf(given[0]);
    const statements = text === null ? [] : inSavepoint(text);
    if (statements.length === 0 || (statements.length === 1 && statements[0] === text)) return real(...given);
    return inTurn(statements);
  };
  (held as unknown as { query: unknown }).query = patched;
  await real('begin');
  await real('savepoint kept');
  held.release();

  const exclusively = async <T>(work: () => Promise<T>): Promise<T> => {
    const client = await opened.pool.connect();
    try {
      return await work();
    } finally {
      client.release();
    }
  };
  const found = <T>(what: string) =>
    exclusively(async () => {
      await real('reset role');
      const [tables] = (await real(askAll(what))).rows as { text: string }[];
      const { rows } = await real(tables?.text);
      return new Map((rows as { name: string; found: T }[]).map((row) => [row.name, row.found]));
    });
  return {
    db: opened,
    keep: () =>
      exclusively(async () => {
        await real('release savepoint kept');
        await real('savepoint kept');
      }),
    undo: () => exclusively(async () => void (await real('rollback to savepoint kept'))),
    marks: () => found<string>(MARK),
    counts: () => found<number>('count(*)::int'),
  };
}
