import type { Snapshot } from './snapshot.ts';

/** A row by its columns' names, each value as PostgreSQL writes it, or null. */
type StoredRecord = Readonly<Record<string, string | null>>;

/** The rows of a table as they stand in a snapshot, in the order of its key; one table at a time. */
export async function* readRecords(snapshot: Snapshot, table: string): AsyncGenerator<StoredRecord> {
  const shape = snapshot.tables.find(({ name }) => name === table);
  if (!shape) throw new Error(`the database has no table ${table}`);
  for await (const lines of snapshot.rows(shape)) {
    for (const line of lines) {
      const values = JSON.parse(line) as (string | null)[];
      yield Object.fromEntries(shape.columns.map(({ name }, index) => [name, values[index] ?? null]));
    }
  }
}
