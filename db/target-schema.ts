// Row types of the tables of plans and targets; they stay in db/. Amounts are numeric: text when read.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../app/domain/calendar/plain-date.ts';
import type { Defaulted, Json } from './column.ts';

/** numeric(18, 4): text when read, a number or text when written. */
type Amount = ColumnType<string, number | string, number | string>;
type DefaultedAmount = ColumnType<string, number | string | undefined, number | string>;
type MaybeAmount = ColumnType<string | null, number | string | null, number | string | null>;

export interface PlanTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  key: string;
  title_zh: string;
  title_en: string;
  version_no: number | null;
  is_public: Defaulted<boolean>;
  judging: Json;
  revision: Defaulted<number>;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  withdrawn_at: string | null;
}

export interface PlanVersionTable {
  organisation_id: string;
  plan_id: string;
  no: number;
  programme_id: string;
  state: Defaulted<'draft' | 'published' | 'superseded'>;
  content: Json;
  digest: string;
  revision: Defaulted<number>;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  published_at: string | null;
  published_by_name: string | null;
}

export interface TargetSplitTable {
  organisation_id: string;
  plan_id: string;
  programme_id: string;
  target_id: string;
  region_code: string;
  value: Amount;
  updated_by_name: string;
  updated_at: string;
}

export interface BatchTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  house_name: string;
  plan_house_id: string;
  plan_id: string;
  title: string;
  status: Defaulted<'draft' | 'submitted' | 'in_review' | 'returned' | 'withdrawn' | 'on_record'>;
  channel: Defaulted<'form' | 'import'>;
  file_name: string | null;
  round: Defaulted<number>;
  revision: Defaulted<number>;
  note: Defaulted<string>;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  submitted_at: string | null;
  submitted_by_name: string | null;
  returned_at: string | null;
  recorded_at: string | null;
  recorded_by_name: string | null;
  undone_at: string | null;
  undone_by_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
}

export interface BatchLineTable {
  organisation_id: string;
  batch_id: string;
  id: string;
  position: number;
  programme_id: string;
  region_code: string;
  plan_id: string;
  target_id: string;
  kind: 'item' | 'observation';
  action: 'add' | 'correct' | 'remove';
  entry_id: string;
  entry_revision: number | null;
  name: Defaulted<string>;
  uscc: string | null;
  linked_organisation_id: string | null;
  on_date: PlainDate;
  ended_on: PlainDate | null;
  quantity: MaybeAmount;
  value: MaybeAmount;
  source: Defaulted<string>;
  document: Defaulted<string>;
  note: Defaulted<string>;
  revision: Defaulted<number>;
  updated_by_name: string;
  updated_at: string;
}

export interface EntryTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  plan_house_id: string;
  plan_id: string;
  target_id: string;
  kind: 'item' | 'observation';
  name: Defaulted<string>;
  uscc: string | null;
  linked_organisation_id: string | null;
  on_date: PlainDate;
  ended_on: PlainDate | null;
  quantity: DefaultedAmount;
  value: MaybeAmount;
  source: Defaulted<string>;
  document: Defaulted<string>;
  note: Defaulted<string>;
  batch_id: string;
  revision: Defaulted<number>;
  created_by_name: string;
  created_at: string;
  updated_by_name: string;
  updated_at: string;
  removed_at: string | null;
}

export interface EntryTermTable {
  plan_id: string;
  term: string;
  region_code: string;
  programme_id: string;
  organisation_id: string;
  entry_id: string;
}

export interface TargetTallyTable {
  id: ColumnType<string, never, never>;
  programme_id: string;
  plan_id: string;
  target_id: string;
  region_code: string;
  on_date: PlainDate;
  items: number;
  amount: Amount;
}

export interface DesignationTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  enterprise_name: string;
  kind:
    | 'chief_data_engineer_pilot'
    | 'data_element_enterprise'
    | 'data_trader'
    | 'benchmark_enterprise'
    | 'data_it_demonstrator';
  since_on: PlainDate;
  ended_on: PlainDate | null;
  basis: string;
  given_by_name: string;
  created_at: string;
  removed_at: string | null;
  remove_reason: string | null;
}

export interface BulletinTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  title: string;
  period_from: PlainDate;
  period_until: PlainDate;
  remarks: Defaulted<string>;
  state: Defaulted<'draft' | 'published'>;
  content: ColumnType<unknown, string | null, string | null>;
  digest: string | null;
  revision: Defaulted<number>;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  published_at: string | null;
  published_by_name: string | null;
}

/** The tables of plans, targets and bulletins, as Kysely sees them. */
export interface TargetTables {
  plan: PlanTable;
  plan_version: PlanVersionTable;
  target_split: TargetSplitTable;
  batch: BatchTable;
  batch_line: BatchLineTable;
  entry: EntryTable;
  entry_term: EntryTermTable;
  target_tally: TargetTallyTable;
  designation: DesignationTable;
  bulletin: BulletinTable;
}
