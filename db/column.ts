import type { ColumnType } from 'kysely';

/** A column with a default: absent on insert. */
export type Defaulted<T> = ColumnType<T, T | undefined, T>;
/** jsonb: an object when read, JSON text when written. */
export type Json = ColumnType<unknown, string, string>;
