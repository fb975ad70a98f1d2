import { Kysely, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { enterScope, type Db, type OpenDatabase } from '../client.ts';
import { getSessionByDigest } from '../queries/session.read.ts';
import type { Tables } from '../schema.ts';

/** Back to the login and to no scope: both outlive the end of a savepoint. */
const LEAVE_SCOPE = `select set_config('role', 'none', true), set_config('app.kind', '', true)`;

/** A connection on which what is a transaction elsewhere is a savepoint of the transaction that is open already. */
function savepoints(client: pg.PoolClient): PostgresPoolClient {
  let depth = 0;
  const run = (text: string, parameters: readonly unknown[] = []) =>
    client.query(text, [...parameters]) as unknown as Promise<PostgresQueryResult<never>>;
  const translated = async (text: string, parameters: readonly unknown[]) => {
    if (text === 'begin') {
      depth += 1;
      return run(`savepoint step_${depth}`);
    }
    if (text !== 'commit' && text !== 'rollback') return run(text, parameters);
    const name = `step_${depth}`;
    depth -= 1;
    if (text === 'rollback') await run(`rollback to savepoint ${name}`);
    await run(`release savepoint ${name}`);
    return run(LEAVE_SCOPE);
  };
  return { query: translated as unknown as PostgresPoolClient['query'], release: () => undefined };
}

/**
 * A database inside the transaction that is open on a connection: migrations, queries and services run in it, and
 * nothing of it lasts unless that transaction commits. Its owner ends transaction and connection.
 */
export function nestedDatabase(client: pg.PoolClient): Db & Pick<OpenDatabase, 'root'> {
  const pinned = savepoints(client);
  const pool = { connect: () => Promise.resolve(pinned), end: () => Promise.resolve() };
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    root,
    transaction: (scope, work) =>
      root.transaction().execute(async (trx) => {
        await enterScope(trx, scope);
        return work(trx);
      }),
    findSession: (digest) => getSessionByDigest(root, digest),
    ping: () => Promise.resolve(true),
  };
}
