import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#db/client.ts';
import { createPolicySql, dropPolicySql, POLICIES, PROTECTED_TABLES, type Policy } from '#db/policies.ts';
import { openTestDatabase } from '#tests/support/database.ts';
import { EVERYONE, MATRIX } from './isolation/matrix.ts';
import { insertProbes, PROBES, setAssessmentGuards } from './isolation/probe.ts';
import { COMMANDS, installWalk, reach, SCOPES, type Command } from './isolation/walk.ts';

/** Tags that a scope is expected to reach. */
function expected(table: string, command: Command, scopeName: string): string[] {
  for (const [names, tags] of Object.entries(MATRIX[table]?.[command] ?? {})) {
    if (names === EVERYONE || names.split(', ').includes(scopeName)) return tags.split(' ');
  }
  return [];
}

describe('isolation of tenants by the database', () => {
  let db: OpenDatabase;
  let client: pg.PoolClient;
  beforeAll(async () => {
    db = await openTestDatabase();
    await insertProbes(db);
    client = await db.pool.connect();
    // The matrix is about the policies alone; the guards have tests of their own.
    await setAssessmentGuards(client, 'disable');
    await installWalk(client);
  });
  afterAll(async () => {
    client.release();
    await db.close();
  });

  async function inScope<T>(work: () => Promise<T>): Promise<T> {
    await client.query('begin');
    try {
      return await work();
    } finally {
      await client.query('rollback');
    }
  }

  it('asks about every table, and every table forces row-level security', async () => {
    const { rows } = await client.query<{ name: string; forced: boolean; owner: string }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`,
    );
    const unprotected = rows.filter((row) => !row.forced).map((row) => row.name);
    expect(unprotected.sort()).toEqual(['kysely_migration', 'kysely_migration_lock', 'rate_limit']);
    expect(
      rows
        .filter((row) => row.forced)
        .map((row) => row.name)
        .sort(),
    ).toEqual([...PROTECTED_TABLES].sort());
    expect(Object.keys(PROBES).sort()).toEqual([...PROTECTED_TABLES].sort());
    expect(Object.keys(MATRIX).sort()).toEqual([...PROTECTED_TABLES].sort());
    expect(rows.filter((row) => row.owner === 'shuheng_app')).toEqual([]);
  });

  it('runs requests under a role that owns nothing and bypasses nothing', async () => {
    const { rows } = await client.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,
              (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = 'shuheng_app'`,
    );
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false, owned: 0 },
    ]);
  });

  describe.each(Object.keys(PROBES))('%s', (table) => {
    it.each(Object.keys(SCOPES))('as %s', async (scopeName) => {
      const scope = SCOPES[scopeName] ?? null;
      const actual: Record<string, string[]> = {};
      const wanted: Record<string, string[]> = {};
      await inScope(async () => {
        for (const command of COMMANDS) {
          actual[command] = await reach(client, table, command, scope);
          wanted[command] = expected(table, command, scopeName);
        }
      });
      expect(actual).toEqual(wanted);
    });
  });

  /** Whether the matrix notices that the policies of one table and command are no longer what they were. */
  async function isNoticed(
    { table, command }: Policy,
    mutate: string[],
    first: 'in' | 'out',
  ): Promise<boolean> {
    // A lost policy shows at who reached something, an opened one at who reached nothing: they are asked first.
    const scopes = Object.entries(SCOPES).map(([name, scope]) => ({
      scope,
      wanted: expected(table, command, name),
    }));
    const rank = ({ wanted }: { wanted: string[] }) => Number(wanted.length > 0 !== (first === 'in'));
    scopes.sort((left, right) => rank(left) - rank(right));
    return inScope(async () => {
      for (const statement of mutate) await client.query(statement);
      for (const { scope, wanted } of scopes) {
        const tags = await reach(client, table, command, scope);
        if (tags.join(' ') !== wanted.join(' ')) return true;
      }
      return false;
    });
  }

  const named = POLICIES.map(
    (policy) => [`${policy.table} ${policy.command} ${policy.name}`, policy] as const,
  );

  it.each(named)('turns red without the policy %s', async (_name, policy) => {
    expect(await isNoticed(policy, [dropPolicySql(policy)], 'in')).toBe(true);
  });

  const bounded = named.filter(([, policy]) => policy.using !== 'true');
  it.each(bounded)('turns red when the policy %s lets everyone in', async (_name, policy) => {
    const open: Policy = {
      ...policy,
      ...(policy.using === undefined ? {} : { using: 'true' }),
      ...(policy.check === undefined ? {} : { check: 'true' }),
    };
    expect(await isNoticed(policy, [dropPolicySql(policy), createPolicySql(open)], 'out')).toBe(true);
  });
});
