import type { OpenDatabase } from '#db/client.ts';
import { PLATFORM_ORGANISATION_ID } from '#db/platform.ts';

/** Stands in every name of the twin world, where the demonstration's names say 示例 or 演示. */
const TWIN_MARK = '外户';

/** What belongs to nobody, or names no tenant: it has no twin. */
const SHARED = new Set([
  'calendar_year',
  'journal_checkpoint',
  'kysely_migration',
  'kysely_migration_lock',
  'rate_limit',
  'setting',
]);

/** Texts that the database wants to be unique in the whole installation. */
const UNIQUE = new Set([
  'session.id',
  'credential.email_index',
  'credential.mobile_index',
  'one_time_link.digest',
  'invitation.digest',
  'filing.serial_no',
  'filing.verification_code',
  'notice.recipient_key',
  'programme.id',
]);

const ID = /\b01([0-9a-f]{6}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g;
const TWIN_ID = /\be1[0-9a-f]{6}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const CREDIT_CODE = /\b91(\d{6}[0-9A-Z]{10})\b/g;

/** The id that the twin world has in place of this one; other texts stay as they are. */
export function twinOf(text: string): string {
  return text.replace(ID, 'e1$1');
}

/** What a text tells of the twin world: its ids (those given apart) and its mark. */
export function twinTraces(text: string, given: readonly string[]): string[] {
  const ids = (text.match(TWIN_ID) ?? []).filter((id) => !given.includes(id));
  return [...new Set(text.includes(TWIN_MARK) ? [...ids, TWIN_MARK] : ids)];
}

interface Table {
  readonly name: string;
  /** Columns that take a value; the database makes the others itself. */
  readonly columns: readonly string[];
}

async function listTables(db: OpenDatabase): Promise<Table[]> {
  const { rows } = await db.pool.query<{ name: string; columns: string[] }>(
    `select c.table_name as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.is_identity = 'NO' and c.is_generated = 'NEVER'
     group by c.table_name order by c.table_name`,
  );
  return rows.filter(({ name }) => !SHARED.has(name));
}

function twinRow(table: string, row: Record<string, unknown>): Record<string, unknown> {
  const text = twinOf(JSON.stringify(row))
    .replace(/示例|演示/g, TWIN_MARK)
    .replace(CREDIT_CODE, 'Y1$1');
  const twin = JSON.parse(text) as Record<string, unknown>;
  for (const [column, value] of Object.entries(twin)) {
    if (typeof value !== 'string') continue;
    if (column === 'programme_id' || UNIQUE.has(`${table}.${column}`)) twin[column] = `twin-${value}`;
  }
  // Plans that are open to everybody would be seen by right.
  if ('is_public' in twin) twin.is_public = false;
  return twin;
}

/**
 * Puts beside the world that is there a second one of other tenants: the same rows under other ids, codes and
 * programmes, with a mark in every name. Keys and triggers rest meanwhile: the rows are whole already.
 */
export async function insertTwin(db: OpenDatabase): Promise<void> {
  const tables = await listTables(db);
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from "${name}" t`,
      );
      const twins = rows
        .map(({ row }) => ({ row, twin: twinRow(name, row) }))
        .filter(({ row, twin }) => JSON.stringify(row) !== JSON.stringify(twin))
        .filter(({ row }) => row.organisation_id !== PLATFORM_ORGANISATION_ID)
        .map(({ twin }) => twin);
      const list = columns.map((column) => `"${column}"`).join(', ');
      await client.query(
        `insert into "${name}" (${list}) select ${list} from jsonb_populate_recordset(null::"${name}", $1::jsonb)`,
        [JSON.stringify(twins)],
      );
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The digest of every table's rows; equal before and after means that nothing was written anywhere. */
export async function digestTables(db: OpenDatabase): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name } of await listTables(db)) {
    const { rows } = await db.pool.query<{ digest: string | null }>(
      `select md5(string_agg(t::text, '|' order by t::text)) as digest from "${name}" t`,
    );
    digests[name] = rows[0]?.digest ?? '';
  }
  return digests;
}
