import { Kysely, PostgresDialect, type QueryExecutorProvider, sql, type Transaction } from 'kysely';
import pg from 'pg';
import Cursor from 'pg-cursor';
import type { Scope } from '../app/domain/account/scope.ts';
import { economical } from './connection.ts';
import { getSessionByDigest, type SessionRow } from './queries/session.read.ts';
import { regionBounds } from './region-range.ts';
import { openServerPool } from './server-pool.ts';
import type { Tables } from './schema.ts';

/** A transaction in which the scope is set. Queries take it as their first argument. */
export type Trx = Transaction<Tables>;

/** The only door to the data: a scope, a transaction, and what to do in it. */
export interface Db {
  /** Runs `work` in one transaction as `scope`; commits when it resolves, rolls back when it throws. */
  transaction<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * The session with this digest, or undefined. Asked on its own, by its narrow function: nobody is known yet, so there
   * is no scope to set, and each page saves a transaction's round trips.
   */
  findSession(digest: string): Promise<SessionRow | undefined>;
  /** Answers whether the database answers. */
  ping(): Promise<boolean>;
}

/** What runs a single text of SQL; a transaction does, too. */
export type Executor = QueryExecutorProvider;

/** The opened database with what only the entry points and the migrator need. */
export interface OpenDatabase extends Db {
  readonly root: Kysely<Tables>;
  readonly pool: pg.Pool;
  /** True for the embedded PostgreSQL. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** The role under which every request runs; it owns nothing and can't bypass row-level security. */
export const APP_ROLE = 'shuheng_app';

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const INT8 = 20;

// Both drivers read a `date` as its text: PGlite would answer UTC midnight, node-postgres local midnight.
pg.types.setTypeParser(DATE, (text) => text);
pg.types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString());
pg.types.setTypeParser(INT8, (text) => Number(text));

/** The settings that row-level security reads, for a scope. Empty text means "not set". */
export function scopeSettings(scope: Scope): Record<string, string> {
  const settings: Record<string, string> = {
    'app.kind': scope.kind,
    'app.account': '',
    'app.organisation': '',
    'app.role': '',
    'app.programme': '',
    'app.region_from': '',
    'app.region_to': '',
    'app.grant': '',
    'app.client': '',
    'app.rights': '',
    'app.purpose': '',
    'app.today': '',
    'app.job': '',
  };
  if (scope.kind === 'job') settings['app.job'] = scope.name;
  if (scope.kind !== 'anonymous' && scope.kind !== 'job') settings['app.account'] = scope.accountId;
  if ('organisationId' in scope) settings['app.organisation'] = scope.organisationId;
  if (scope.kind === 'member' || scope.kind === 'regulator') settings['app.role'] = scope.role;
  if (scope.kind === 'regulator') {
    const { from, to } = regionBounds(scope.regionCode);
    settings['app.programme'] = scope.programmeId;
    settings['app.region_from'] = from;
    settings['app.region_to'] = to;
  }
  if (scope.kind === 'consultant') {
    settings['app.grant'] = scope.grantId;
    settings['app.client'] = scope.clientId;
    settings['app.rights'] = scope.rights;
    settings['app.purpose'] = scope.purpose;
    settings['app.today'] = scope.today;
  }
  return settings;
}

/** Sets role and scope for the rest of the transaction; without parameters, so that it goes out with the `begin`. */
export async function enterScope(trx: Trx, scope: Scope): Promise<void> {
  const parts = Object.entries({ role: APP_ROLE, ...scopeSettings(scope) }).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  await sql.raw(`select ${parts.join(', ')}`).execute(trx);
}

/** Wraps a pool; used for the embedded and the real PostgreSQL alike. */
export function databaseOver(
  pool: pg.Pool,
  kind: { readonly embedded: boolean; readonly prepares: boolean },
  onClose: () => Promise<void>,
): OpenDatabase {
  const { embedded, prepares } = kind;
  const root = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: economical(pool, prepares), cursor: Cursor }),
  });
  return {
    root,
    pool,
    embedded,
    transaction: (scope, work) =>
      root.transaction().execute(async (trx) => {
        await enterScope(trx, scope);
        return work(trx);
      }),
    findSession: (digest) => getSessionByDigest(root, digest),
    async ping() {
      const { rows } = await sql<{ one: number }>`select 1 as one`.execute(root);
      return rows[0]?.one === 1;
    },
    async close() {
      await root.destroy();
      await onClose();
    },
  };
}

/**
 * Opens a PostgreSQL server, version 15 or newer.
 * @param prepares false behind a pooler that can't follow prepared texts
 * @param timeoutSeconds longest wait for a connection and for an answer; without it a question may take its time
 */
export async function openServerDatabase(
  url: string,
  maxConnections = 10,
  prepares = true,
  timeoutSeconds?: number,
): Promise<OpenDatabase> {
  const pool = openServerPool(url, maxConnections, timeoutSeconds);
  const { rows } = await pool.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < 150_000) {
    await pool.end();
    throw new Error(`PostgreSQL 15 or newer is needed; the server answers ${version}`);
  }
  return databaseOver(pool, { embedded: false, prepares }, () => Promise.resolve());
}
