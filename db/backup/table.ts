import type pg from 'pg';

/** A table as it stands in the catalogue. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Columns that its rows are ordered by: the primary key, or all. */
  readonly key: readonly string[];
}

interface ColumnShape {
  readonly name: string;
  /** As the server writes it: `numeric(18,4)`. */
  readonly type: string;
}

/**
 * What a backup leaves out. Sessions and one-time links: whoever reads a backup gets no way in, people sign in again.
 * Counters of attempts last for minutes. The migrator writes its own records. (The queue's schema isn't `public`:
 * migrations make its queues, the server its timetable, and what is due is asked of the tables here.)
 */
const LEFT_OUT = ['session', 'one_time_link', 'rate_limit', 'kysely_migration', 'kysely_migration_lock'];

/** Columns that name a stored file, with what the row knows of it; a file that was given up needn't be there. */
export const FILE_COLUMNS: readonly {
  table: string;
  key: string;
  sha256: string | null;
  givenUp: string | null;
}[] = [
  { table: 'attachment', key: 'storage_key', sha256: 'sha256', givenUp: 'erased_at' },
  { table: 'evidence', key: 'storage_key', sha256: 'sha256', givenUp: null },
  { table: 'certificate', key: 'storage_key', sha256: 'sha256', givenUp: null },
  { table: 'report_style', key: 'logo_key', sha256: null, givenUp: null },
];

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Every table that a backup holds, by name. */
export async function listTables(client: pg.PoolClient): Promise<TableShape[]> {
  const { rows } = await client.query<{ table: string; column: string; type: string; isKey: boolean }>(
    `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
            a.attnum = any (coalesce(i.indkey::int2[], '{}')) as "isKey"
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)
     order by c.relname collate "C", a.attnum`,
    [LEFT_OUT],
  );
  const tables = new Map<string, { columns: ColumnShape[]; key: string[] }>();
  for (const { table, column, type, isKey } of rows) {
    const shape = tables.get(table) ?? { columns: [], key: [] };
    shape.columns.push({ name: column, type });
    if (isKey) shape.key.push(column);
    tables.set(table, shape);
  }
  return [...tables].map(([name, { columns, key }]) => ({
    name,
    columns,
    key: key.length > 0 ? key : columns.map((column) => column.name),
  }));
}

/** Texts in the order of their bytes, whatever the collation of the database. */
function order(table: TableShape): string {
  return table.key
    .map((name) => {
      const type = table.columns.find((column) => column.name === name)?.type ?? '';
      return /^(text|character|name|json)/.test(type) ? `${quoted(name)}::text collate "C"` : quoted(name);
    })
    .join(', ');
}

/** Settings under which values read the same on every server. */
export const PLAIN_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0`;

/** About how many bytes of rows are held at once. */
const STEP_BYTES = 4_000_000;
const STEP_ROWS = 2_000;
/** Stored values are compressed; as text they are larger, by about this much at most. */
const INFLATION = 8;

/** How many rows of a table may be held at once, by its widest. */
async function stepOf(client: pg.PoolClient, table: TableShape): Promise<number> {
  const { rows } = await client.query<{ widest: number | null }>(
    `select max(${table.columns.map(({ name }) => `coalesce(pg_column_size(${quoted(name)}), 0)`).join(' + ')})::int as widest
     from ${quoted(table.name)}`,
  );
  return Math.max(1, Math.min(STEP_ROWS, Math.floor(STEP_BYTES / ((rows[0]?.widest || 1) * INFLATION))));
}

/**
 * The rows of a table in the order of its key, each as a line of JSON: an array of its columns as texts or null. Within
 * the caller's transaction, under {@link PLAIN_TEXT}; a few megabytes are held at once.
 */
export async function* readRows(client: pg.PoolClient, table: TableShape): AsyncGenerator<string[]> {
  const step = await stepOf(client, table);
  const columns = table.columns.map(({ name }) => `${quoted(name)}::text`).join(', ');
  await client.query(
    `declare backup_rows no scroll cursor for select ${columns} from ${quoted(table.name)} order by ${order(table)}`,
  );
  for (;;) {
    const text = `fetch forward ${step} from backup_rows`;
    const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array' });
    if (rows.length > 0) yield rows.map((row) => JSON.stringify(row));
    if (rows.length < step) break;
  }
  await client.query('close backup_rows');
}

/** Puts lines as {@link readRows} wrote them into a table. */
export async function insertRows(
  client: pg.PoolClient,
  table: TableShape,
  lines: readonly string[],
): Promise<void> {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  const values = table.columns.map(({ type }, index) => `(line ->> ${index})::${type}`).join(', ');
  await client.query(
    `insert into ${quoted(table.name)} (${names}) overriding system value
     select ${values} from json_array_elements($1::json) line`,
    [`[${lines.join(',')}]`],
  );
}
