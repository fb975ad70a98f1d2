import { sql, type Kysely } from 'kysely';

/**
 * Tables of plans and targets. A plan belongs to the house of its authority and keeps its id through its versions.
 * What cities report comes in batches; lines of a recorded batch are the events by which entries came, changed or went.
 * `entry` holds what counts now, `target_tally` the same as deltas by day, kept by a trigger, so that a page adds up days
 * and not records. Threads on batches are the threads of reviews.
 */
const TABLES = `
create table plan (
  organisation_id uuid not null references organisation (id),
  id uuid not null unique,
  programme_id text not null references programme (id), region_code text not null,
  key text not null,
  title_zh text not null, title_en text not null,
  version_no integer check (version_no > 0),
  is_public boolean not null default false,
  judging jsonb not null,
  revision integer not null default 1,
  created_by_name text not null, created_at timestamptz not null, updated_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, key)
);
create index plan_programme on plan (programme_id, id);

create table plan_version (
  organisation_id uuid not null, plan_id uuid not null,
  no integer not null check (no > 0),
  programme_id text not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'superseded')),
  content jsonb not null, digest text not null,
  revision integer not null default 1,
  created_by_name text not null, created_at timestamptz not null, updated_at timestamptz not null,
  published_at timestamptz, published_by_name text,
  primary key (organisation_id, plan_id, no),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id) on delete cascade
);
create unique index plan_version_one_draft on plan_version (organisation_id, plan_id) where state = 'draft';
create unique index plan_version_one_published on plan_version (organisation_id, plan_id) where state = 'published';

create table target_split (
  organisation_id uuid not null, plan_id uuid not null,
  programme_id text not null,
  target_id text not null, region_code text not null,
  value numeric(18, 4) not null check (value >= 0),
  updated_by_name text not null, updated_at timestamptz not null,
  primary key (organisation_id, plan_id, target_id, region_code),
  foreign key (organisation_id, plan_id) references plan (organisation_id, id) on delete cascade
);

create table batch (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  house_name text not null,
  plan_house_id uuid not null, plan_id uuid not null,
  title text not null,
  status text not null default 'draft' check (status in ('draft', 'submitted', 'in_review', 'returned', 'withdrawn', 'on_record')),
  channel text not null default 'form' check (channel in ('form', 'import')),
  file_name text,
  round integer not null default 1,
  revision integer not null default 1,
  note text not null default '',
  created_by_name text not null, created_at timestamptz not null, updated_at timestamptz not null,
  submitted_at timestamptz, submitted_by_name text,
  returned_at timestamptz,
  recorded_at timestamptz, recorded_by_name text,
  undone_at timestamptz, undone_by_name text,
  assignee_id uuid, assignee_name text,
  primary key (organisation_id, id),
  foreign key (plan_house_id, plan_id) references plan (organisation_id, id),
  check (status = 'draft' or submitted_at is not null),
  check ((status = 'on_record') = (recorded_at is not null))
);
create index batch_plan on batch (plan_house_id, plan_id, status, submitted_at);

create table batch_line (
  organisation_id uuid not null, batch_id uuid not null,
  id uuid not null,
  position integer not null,
  programme_id text not null, region_code text not null,
  plan_id uuid not null, target_id text not null,
  kind text not null check (kind in ('item', 'observation')),
  action text not null check (action in ('add', 'correct', 'remove')),
  entry_id uuid not null,
  entry_revision integer,
  name text not null default '', uscc text,
  linked_organisation_id uuid references organisation (id),
  on_date date not null, ended_on date,
  quantity numeric(18, 4), value numeric(18, 4),
  source text not null default '', document text not null default '', note text not null default '',
  revision integer not null default 1,
  updated_by_name text not null, updated_at timestamptz not null,
  primary key (organisation_id, batch_id, id),
  unique (organisation_id, batch_id, entry_id),
  foreign key (organisation_id, batch_id) references batch (organisation_id, id) on delete cascade
);
create index batch_line_entry on batch_line (entry_id);
create index batch_line_order on batch_line (organisation_id, batch_id, position, id);

create table entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  plan_house_id uuid not null, plan_id uuid not null, target_id text not null,
  kind text not null check (kind in ('item', 'observation')),
  name text not null default '', uscc text,
  linked_organisation_id uuid references organisation (id),
  on_date date not null, ended_on date check (ended_on > on_date),
  quantity numeric(18, 4) not null default 1 check (quantity >= 0), value numeric(18, 4),
  source text not null default '', document text not null default '', note text not null default '',
  batch_id uuid not null,
  revision integer not null default 1,
  created_by_name text not null, created_at timestamptz not null,
  updated_by_name text not null, updated_at timestamptz not null,
  removed_at timestamptz,
  primary key (organisation_id, id),
  foreign key (plan_house_id, plan_id) references plan (organisation_id, id),
  check ((kind = 'observation') = (value is not null))
);
create index entry_order on entry (plan_id, target_id, on_date, id) where removed_at is null;
create index entry_region on entry (plan_id, region_code, on_date, id) where removed_at is null;
create index entry_plan on entry (plan_id, on_date, id) where removed_at is null;
create index entry_uscc on entry (plan_id, uscc) where uscc is not null and removed_at is null;
create index entry_batch on entry (batch_id);
-- Lines name an entry by its id alone: who corrects it needn't be who reported it.
create unique index entry_id on entry (id);
create unique index entry_one_observation on entry (plan_id, target_id, region_code, on_date)
  where kind = 'observation' and removed_at is null;

create table entry_term (
  plan_id uuid not null, term text not null, region_code text not null,
  programme_id text not null,
  organisation_id uuid not null, entry_id uuid not null,
  primary key (plan_id, term, organisation_id, entry_id),
  foreign key (organisation_id, entry_id) references entry (organisation_id, id) on delete cascade
);
create index entry_term_entry on entry_term (organisation_id, entry_id);

create table target_tally (
  id bigint generated always as identity primary key,
  programme_id text not null, plan_id uuid not null, target_id text not null, region_code text not null,
  on_date date not null,
  items integer not null, amount numeric(18, 4) not null
);
create index target_tally_plan on target_tally (plan_id, target_id, region_code, on_date);

create table designation (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  enterprise_name text not null,
  kind text not null check (kind in ('chief_data_engineer_pilot', 'data_element_enterprise', 'data_trader', 'benchmark_enterprise', 'data_it_demonstrator')),
  since_on date not null, ended_on date check (ended_on > since_on),
  basis text not null,
  given_by_name text not null, created_at timestamptz not null,
  removed_at timestamptz, remove_reason text,
  primary key (organisation_id, id)
);
create unique index designation_once on designation (organisation_id, kind) where ended_on is null and removed_at is null;
create index designation_programme on designation (programme_id, region_code, kind, since_on);

create table bulletin (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  title text not null,
  period_from date not null, period_until date not null check (period_until >= period_from),
  remarks text not null default '',
  state text not null default 'draft' check (state in ('draft', 'published')),
  content jsonb, digest text,
  revision integer not null default 1,
  created_by_name text not null, created_at timestamptz not null, updated_at timestamptz not null,
  published_at timestamptz, published_by_name text,
  primary key (organisation_id, id),
  check ((state = 'published') = (content is not null and published_at is not null))
);

alter table comment_thread alter column filing_id drop not null;
alter table comment_thread add column batch_id uuid;
alter table comment_thread add constraint comment_thread_about_one check ((filing_id is null) <> (batch_id is null));
alter table comment_thread add foreign key (organisation_id, batch_id) references batch (organisation_id, id) on delete cascade;
create index comment_thread_batch on comment_thread (organisation_id, batch_id) where batch_id is not null;
alter table comment add column batch_id uuid;
alter table comment drop constraint comment_author_side_check;
alter table comment add constraint comment_author_side_check check (author_side in ('enterprise', 'regulator', 'reporter'));

alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check check (kind in ('roster', 'entry', 'plan'));
alter table import_run add column plan_id uuid;
alter table import_run add column batch_id uuid;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
}
