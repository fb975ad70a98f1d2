// Row types of the maintained counts of the register; they stay in db/. Only triggers write them.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../app/domain/calendar/plain-date.ts';

interface Counts {
  items: number;
  a1: number;
  a2: number;
  b1: number;
  b2: number;
  domain: number;
}

export interface FilingTallyTable extends Counts {
  id: ColumnType<string, never, never>;
  programme_id: string;
  region_code: string;
  is_voluntary: boolean;
  measure: 'submitted' | 'recorded' | 'superseded' | 'withdrawn' | 'returned' | 'due' | 'on_time' | 'late';
  on_date: PlainDate;
}

export interface RosterTallyTable extends Counts {
  id: ColumnType<string, never, never>;
  organisation_id: string;
  programme_id: string;
  region_code: string;
  measure: 'listed' | 'filed';
  on_date: PlainDate;
}

/** The tables of the register's counts, as Kysely sees them. */
export interface RegisterTables {
  filing_tally: FilingTallyTable;
  roster_tally: RosterTallyTable;
}
