import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Scope } from '#app/domain/account/scope.ts';
import type { OpenDatabase } from '#db/client.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { insertProbes } from '../isolation/probe.ts';
import { become, SCOPES } from '../isolation/walk.ts';

type Row = Record<string, unknown>;

/** A database with the probes of the isolation matrix; what a test does there is undone after it. */
export interface Stage {
  readonly db: OpenDatabase;
  /** Runs a statement as the database's owner. */
  owner(text: string, values?: unknown[]): Promise<Row[]>;
  /** Runs a statement as a scope of the isolation matrix, or as one of the test's own. */
  as(scope: string | Scope, text: string, values?: unknown[]): Promise<Row[]>;
  /** The SQLSTATE with which the database refuses a statement to a scope; undefined when it lets it pass. */
  refusal(scope: string | Scope, text: string, values?: unknown[]): Promise<string | undefined>;
}

function scopeNamed(scope: string | Scope): Scope | null {
  if (typeof scope !== 'string') return scope;
  const found = SCOPES[scope];
  if (found === undefined) throw new Error(`no scope ${scope}`);
  return found;
}

/** Sets the stage for the tests of a file. */
export function setStage(): Stage {
  let db: OpenDatabase | undefined;
  let client: pg.PoolClient | undefined;
  const opened = () => {
    if (!db || !client) throw new Error('the stage is not set');
    return { db, client };
  };
  beforeAll(async () => {
    db = await openTestDatabase();
    await insertProbes(db);
    client = await db.pool.connect();
  });
  beforeEach(async () => {
    await opened().client.query('begin');
  });
  afterEach(async () => {
    await opened().client.query('rollback');
  });
  afterAll(async () => {
    client?.release();
    await db?.close();
  });

  const stage: Stage = {
    get db() {
      return opened().db;
    },
    async owner(text, values = []) {
      return (await opened().client.query<Row>(text, values)).rows;
    },
    async as(scope, text, values = []) {
      await become(opened().client, scopeNamed(scope));
      const { rows } = await opened().client.query<Row>(text, values);
      await opened().client.query(`select set_config('role', 'none', true)`);
      return rows;
    },
    async refusal(scope, text, values = []) {
      await opened().client.query('savepoint attempt');
      try {
        await stage.as(scope, text, values);
        return undefined;
      } catch (error) {
        const { code } = error as { code?: string };
        if (!code) throw error;
        return code;
      } finally {
        await opened().client.query('rollback to savepoint attempt');
      }
    },
  };
  return stage;
}

/** The first column of each row. */
export function column(rows: readonly Row[]): unknown[] {
  return rows.map((row) => Object.values(row)[0]);
}
