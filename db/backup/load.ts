import type pg from 'pg';
import type { SequenceState } from './snapshot.ts';
import { quoted, type TableShape } from './table.ts';

/** Whether a database holds nothing at all. */
export async function isEmptyDatabase(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')`,
  );
  return rows[0]?.count === 0;
}

/**
 * Opens fresh tables to rows that were written before: keys between tables, triggers and row-level security wait, what
 * migrations put in goes. All within the caller's transaction; needs no more than the tables' owner.
 * @returns what puts everything back as it was
 */
export async function openTables(
  client: pg.PoolClient,
  tables: readonly TableShape[],
): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by k.oid`,
  );
  const { rows: forced } = await client.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  );
  for (const { table, name } of keys)
    await client.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`);
  for (const { relname } of forced)
    await client.query(`alter table ${quoted(relname)} no force row level security`);
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`);
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
  return async () => {
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`);
    for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
    for (const { relname } of forced)
      await client.query(`alter table ${quoted(relname)} force row level security`);
  };
}

/** Lets sequences go on after the numbers that were given. */
export async function setSequences(
  client: pg.PoolClient,
  sequences: readonly SequenceState[],
): Promise<void> {
  for (const { name, last } of sequences)
    await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), last]);
}
