import { sql, type Kysely } from 'kysely';

/**
 * Tables of maturity assessments. What belongs to an assessment carries its side (self or independent), tied by a
 * foreign key, so that policies can ask for it without a look elsewhere. `answer` keeps everyone who ever wrote it in
 * `authors`, because a validator must be none of them.
 */
const TABLES = `
create table maturity_model (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  key text not null, version integer not null check (version > 0),
  title text not null,
  content jsonb not null, digest text not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  created_by_name text not null, created_at timestamptz not null, published_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, key, version)
);

create table scoring_scheme (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  key text not null, version integer not null check (version > 0),
  title text not null,
  family text not null check (family in ('dcmm', 'dsmm', 'own')),
  content jsonb not null, digest text not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  is_offered boolean not null default false,
  created_by_name text not null, created_at timestamptz not null, published_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, key, version)
);

create table assessment_order (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  enterprise_name text not null,
  basis text not null, due_on date,
  ordered_by_name text not null, created_at timestamptz not null, revoked_at timestamptz,
  primary key (organisation_id, id)
);

create table assessment (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  scope_id uuid not null,
  side text not null check (side in ('self', 'independent')),
  model_id text not null, model_digest text not null,
  scheme jsonb not null,
  title text not null, unit text not null default '',
  target_level integer check (target_level between 1 and 5), target_on date,
  state text not null default 'evaluating' check (state in ('evaluating', 'validating', 'signed', 'withdrawn')),
  version_no integer not null default 1,
  previous_id uuid,
  grant_id uuid, consultancy_id uuid references organisation (id), consultancy_name text,
  order_id uuid,
  created_by_id uuid not null, created_by_name text not null,
  created_at timestamptz not null, updated_at timestamptz not null,
  signed_at timestamptz, signed_by_name text,
  revealed_at timestamptz,
  programme_id text references programme (id), region_code text, submitted_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, id, side),
  foreign key (organisation_id, previous_id) references assessment (organisation_id, id),
  foreign key (organisation_id, grant_id) references client_grant (organisation_id, id),
  foreign key (organisation_id, order_id) references assessment_order (organisation_id, id),
  check ((side = 'independent') = (grant_id is not null and consultancy_id is not null)),
  check (submitted_at is null or (programme_id is not null and region_code is not null)),
  check (state <> 'signed' or (signed_at is not null and signed_by_name is not null))
);
create unique index assessment_one_side on assessment (organisation_id, scope_id, side) where state <> 'withdrawn';
create index assessment_organisation on assessment (organisation_id, model_id, created_at);
create index assessment_consultancy on assessment (consultancy_id) where consultancy_id is not null;
create index assessment_submitted on assessment (programme_id, region_code, submitted_at) where submitted_at is not null;

create table assessment_domain (
  organisation_id uuid not null, assessment_id uuid not null, side text not null,
  domain_id text not null,
  evaluator_id uuid, evaluator_name text, validator_id uuid, validator_name text,
  primary key (organisation_id, assessment_id, domain_id),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade,
  check (evaluator_id <> validator_id)
);
create index assessment_domain_evaluator on assessment_domain (evaluator_id);
create index assessment_domain_validator on assessment_domain (validator_id);

create table assessment_exclusion (
  organisation_id uuid not null, assessment_id uuid not null, side text not null,
  cell_id text not null,
  reason text not null check (length(btrim(reason)) > 0),
  excluded_by_name text not null, excluded_at timestamptz not null,
  primary key (organisation_id, assessment_id, cell_id),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade
);

create table answer (
  organisation_id uuid not null, assessment_id uuid not null, side text not null,
  criterion_id text not null, cell_id text not null, domain_id text not null,
  grade text check (grade in ('met', 'mostly', 'partly', 'unmet', 'not_applicable')),
  note text not null default '',
  is_carried boolean not null default false,
  revision integer not null default 1,
  author_id uuid not null, author_name text not null, authors uuid[] not null default '{}',
  updated_at timestamptz not null,
  validated_by uuid, validated_by_name text, validated_at timestamptz,
  returned_at timestamptz,
  primary key (organisation_id, assessment_id, criterion_id),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade,
  constraint answer_validator_is_no_author check (validated_by is null or not (validated_by = any (authors)))
);

create table evidence (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('file', 'reference')),
  title text not null, reference text not null default '',
  file_name text, content_type text, byte_size bigint, sha256 text, storage_key text,
  scan_state text check (scan_state in ('clean', 'infected', 'unscanned')), scan_detail text not null default '',
  effective_from date, effective_until date,
  owner_id uuid, owner_name text not null,
  created_by_name text not null, created_at timestamptz not null, retired_at timestamptz,
  primary key (organisation_id, id),
  check ((kind = 'file') = (storage_key is not null)),
  check (effective_from <= effective_until)
);
create index evidence_organisation on evidence (organisation_id, created_at);

create table evidence_link (
  organisation_id uuid not null, assessment_id uuid not null, side text not null,
  cell_id text not null, evidence_id uuid not null,
  linked_by_name text not null, linked_at timestamptz not null,
  primary key (organisation_id, assessment_id, cell_id, evidence_id),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade,
  foreign key (organisation_id, evidence_id) references evidence (organisation_id, id)
);
create index evidence_link_evidence on evidence_link (organisation_id, evidence_id);

create table assessment_thread (
  organisation_id uuid not null, id uuid not null,
  assessment_id uuid not null, side text not null,
  cell_id text not null,
  state text not null default 'open' check (state in ('open', 'answered', 'resolved')),
  is_return boolean not null default false,
  created_by_id uuid not null, created_by_name text not null, created_at timestamptz not null, resolved_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, id, assessment_id, side),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade
);
create index assessment_thread_cell on assessment_thread (organisation_id, assessment_id, cell_id);

create table assessment_comment (
  organisation_id uuid not null, id uuid not null, thread_id uuid not null,
  assessment_id uuid not null, side text not null,
  author_id uuid not null, author_side text not null check (author_side in ('enterprise', 'consultant')),
  author_name text not null, body text not null, created_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, thread_id, assessment_id, side)
    references assessment_thread (organisation_id, id, assessment_id, side) on delete cascade
);
create index assessment_comment_thread on assessment_comment (organisation_id, thread_id, created_at);

create table assessment_snapshot (
  organisation_id uuid not null, id uuid not null,
  assessment_id uuid not null, side text not null,
  version_no integer not null,
  model_id text not null,
  body jsonb not null, scores jsonb not null, digest text not null,
  signed_by_name text not null, signed_at timestamptz not null,
  programme_id text, region_code text, submitted_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, assessment_id, version_no),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side)
);
create index assessment_snapshot_model on assessment_snapshot (model_id, organisation_id, signed_at);

create table assessment_import (
  organisation_id uuid not null, id uuid not null,
  assessment_id uuid not null, side text not null,
  file_name text not null, changes jsonb not null, problems jsonb not null,
  state text not null check (state in ('previewed', 'applied', 'discarded')),
  created_by_name text not null, created_at timestamptz not null, applied_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, assessment_id, side) references assessment (organisation_id, id, side) on delete cascade
);

create table improvement_action (
  organisation_id uuid not null, id uuid not null,
  assessment_id uuid not null,
  cell_id text not null, criterion_id text,
  title text not null, note text not null default '',
  owner_id uuid, owner_name text not null,
  due_on date not null, effort integer not null check (effort between 1 and 9999),
  expected_level integer not null check (expected_level between 1 and 5),
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  created_by_name text not null, created_at timestamptz not null, closed_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, assessment_id) references assessment (organisation_id, id) on delete cascade
);
create index improvement_action_due on improvement_action (due_on) where state = 'open';
create index improvement_action_assessment on improvement_action (organisation_id, assessment_id);

create table certificate (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('dcmm', 'dsmm', 'dsm')),
  level integer check (level between 1 and 5),
  number text not null, agency text not null, edition text not null default '',
  issued_on date not null, expires_on date not null check (expires_on > issued_on),
  file_name text, content_type text, byte_size bigint, sha256 text, storage_key text,
  scan_state text check (scan_state in ('clean', 'infected', 'unscanned')), scan_detail text not null default '',
  enterprise_name text not null,
  created_by_name text not null, created_at timestamptz not null,
  withdrawn_at timestamptz, withdraw_reason text,
  programme_id text references programme (id), region_code text, submitted_at timestamptz,
  primary key (organisation_id, id),
  check ((kind = 'dsm') = (level is null)),
  check (submitted_at is null or (programme_id is not null and region_code is not null))
);
create unique index certificate_number on certificate (organisation_id, kind, number) where withdrawn_at is null;
create index certificate_expiry on certificate (expires_on) where withdrawn_at is null;
create index certificate_submitted on certificate (programme_id, region_code, kind) where submitted_at is not null;

create table report_style (
  organisation_id uuid primary key references organisation (id),
  opening text not null default '',
  logo_key text, logo_type text,
  updated_by_name text not null, updated_at timestamptz not null
);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
}
