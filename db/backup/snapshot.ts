import type pg from 'pg';
import type { OpenDatabase } from '../client.ts';
import { pendingMigrations } from '../migrator.ts';
import { BACKUP_ROLE } from './role.ts';
import { FILE_COLUMNS, listTables, PLAIN_TEXT, quoted, readRows, type TableShape } from './table.ts';

/** Thrown when the login wouldn't see every row: a backup by it would lack what it doesn't see. */
export class PartialSight extends Error {
  override readonly name = 'PartialSight';
  constructor(what: string) {
    super(
      `此数据库登录看不到全部数据（${what}），备份会不完整，已拒绝。请先用 DATABASE_OWNER_URL 的身份运行 shuheng migrate，并以同一身份备份，` +
        `或使用超级用户、BYPASSRLS 登录。/ This login doesn’t see every row (${what}): back up as the owner (DATABASE_OWNER_URL) after ` +
        `shuheng migrate, or as a superuser or a login with BYPASSRLS.`,
    );
  }
}

/** A sequence and the last number it gave. */
export interface SequenceState {
  readonly name: string;
  readonly last: number;
}

/** A stored file that rows name. */
export interface NamedFile {
  readonly key: string;
  /** SHA-256 that its row knows, if it does. */
  readonly sha256: string | null;
}

/** The database at one instant. */
export interface Snapshot {
  /** Migrations that were applied, oldest first. */
  readonly migrations: readonly string[];
  readonly tables: readonly TableShape[];
  readonly sequences: readonly SequenceState[];
  rows(table: TableShape): AsyncGenerator<string[]>;
  /** Files that rows name, each once, by key. */
  files(): AsyncGenerator<NamedFile[]>;
}

/** Makes sure that the transaction sees every row of every table. @throws PartialSight */
async function seeEverything(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ sees: boolean; reads: boolean }>(
    `select bool_or(r.rolname = current_user and (r.rolsuper or r.rolbypassrls)) as sees,
            coalesce(bool_or(r.rolname = '${BACKUP_ROLE}' and pg_has_role(current_user, r.oid, 'member')), false) as reads
     from pg_roles r`,
  );
  if (rows[0]?.sees) {
    // Should a policy apply all the same, the query fails instead of leaving rows out.
    await client.query('set local row_security = off');
    return;
  }
  if (!rows[0]?.reads) throw new PartialSight(`不属于 ${BACKUP_ROLE}`);
  const hidden = await client.query<{ relname: string }>(
    `select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity and (
       exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
       or not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*')
                      and p.polroles = array['${BACKUP_ROLE}'::regrole::oid] and pg_get_expr(p.polqual, p.polrelid) = 'true'))
     order by 1 limit 1`,
  );
  if (hidden.rows[0]) throw new PartialSight(hidden.rows[0].relname);
  await client.query(`set local role ${BACKUP_ROLE}`);
}

async function readSequences(client: pg.PoolClient): Promise<SequenceState[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname collate "C"`,
  );
  const states: SequenceState[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ last: number; used: boolean }>(
      `select last_value as last, is_called as used from ${quoted(name)}`,
    );
    if (rows[0]?.used) states.push({ name, last: rows[0].last });
  }
  return states;
}

/** How many names of files are fetched at once. */
const FILE_STEP = 2_000;

async function* readFiles(client: pg.PoolClient, tables: readonly TableShape[]): AsyncGenerator<NamedFile[]> {
  const there = new Set(tables.map(({ name }) => name));
  const parts = FILE_COLUMNS.filter(({ table }) => there.has(table)).map(
    ({ table, key, sha256, givenUp }) =>
      `select ${key} as key, ${sha256 ?? 'null::text'} as sha256 from ${table}
       where ${key} is not null${givenUp === null ? '' : ` and ${givenUp} is null`}`,
  );
  await client.query(
    `declare backup_files no scroll cursor for
     select key, min(sha256) as sha256 from (${parts.join(' union all ')}) named group by key order by key collate "C"`,
  );
  for (;;) {
    const { rows } = await client.query<NamedFile>(`fetch forward ${FILE_STEP} from backup_files`);
    if (rows.length > 0) yield rows;
    if (rows.length < FILE_STEP) break;
  }
  await client.query('close backup_files');
}

/**
 * Reads the database as it stands at one instant, while others go on writing.
 * @throws PartialSight when the login wouldn't see every row
 */
export async function withSnapshot<T>(
  db: OpenDatabase,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const pending = new Set(await pendingMigrations(db));
  if (pending.size > 0) throw new Error(`migrations are pending: ${[...pending].join(', ')}`);
  const client = await db.pool.connect();
  let failure: unknown;
  try {
    await client.query(`begin isolation level repeatable read read only; ${PLAIN_TEXT}`);
    const sequences = await readSequences(client);
    await seeEverything(client);
    const tables = await listTables(client);
    const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
    return await work({
      migrations: rows.map(({ name }) => name),
      tables,
      sequences,
      rows: (table) => readRows(client, table),
      files: () => readFiles(client, tables),
    });
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await client.query('rollback').catch((error: unknown) => {
      failure ??= error;
    });
    // What failed half-way isn't handed to anybody else.
    client.release(failure !== undefined && !db.embedded);
  }
}
