import { sql, type Kysely } from 'kysely';

/**
 * Every table of the first release. Tenant tables have (organisation_id, id) keys; columns that row-level
 * security filters on are text, uuid, date, integer, timestamptz or boolean, because only leakproof
 * operators may use an index there. Indexes of the queue include what policies ask of a row, so that counts
 * are answered by the index alone.
 */
const TABLES = `
create table programme (
  id text primary key,
  name_zh text not null, name_en text not null,
  authority_zh text not null, authority_en text not null,
  region_code text not null
);

create table setting (key text primary key, value text not null, updated_at timestamptz not null, updated_by uuid);

create table calendar_year (
  year integer primary key,
  content jsonb not null,
  loaded_at timestamptz not null,
  loaded_by text not null
);

create table account (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table credential (
  account_id uuid primary key references account (id) on delete cascade,
  email_index text not null unique, email_cipher text not null, email_mask text not null,
  mobile_index text unique, mobile_cipher text,
  password_hash text not null,
  email_verified_at timestamptz,
  totp_secret_cipher text, totp_confirmed_at timestamptz, totp_last_step bigint not null default 0,
  failed_count integer not null default 0, locked_until timestamptz
);

create table session (
  id text primary key,
  account_id uuid not null references account (id) on delete cascade,
  organisation_id uuid,
  grant_id uuid,
  created_at timestamptz not null, expires_at timestamptz not null, last_seen_at timestamptz not null,
  second_factor_at timestamptz,
  device text not null default ''
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

create table one_time_link (
  digest text primary key,
  purpose text not null check (purpose in ('verify-email', 'reset-password')),
  account_id uuid not null references account (id) on delete cascade,
  created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz
);
create index one_time_link_account on one_time_link (account_id);

create table acknowledgement (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  notice text not null, version text not null, context text not null, at timestamptz not null
);
create index acknowledgement_account on acknowledgement (account_id);

create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('enterprise', 'regulator', 'consultancy', 'operator')),
  name text not null,
  uscc text unique,
  licence_kind text check (licence_kind in ('telecom', 'domain', 'industrial')),
  programme_id text references programme (id),
  region_code text not null,
  industry_code text,
  is_branch boolean not null default false,
  licence_numbers text not null default '',
  verification text not null default 'pending' check (verification in ('pending', 'verified', 'rejected', 'suspended')),
  verified_at timestamptz, verified_by_name text, verification_note text not null default '',
  colour text not null default '#1b6e8c',
  is_demo boolean not null default false,
  created_at timestamptz not null
);
create index organisation_programme on organisation (programme_id, region_code, verification);

create table membership (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  account_id uuid not null references account (id),
  role text not null check (role in ('owner', 'cdo', 'preparer', 'viewer', 'consultant', 'reviewer', 'supervisor', 'operator')),
  programme_id text references programme (id),
  region_code text,
  account_name text not null,
  email_mask text not null,
  created_at timestamptz not null, ended_at timestamptz,
  primary key (organisation_id, id)
);
create unique index membership_current on membership (organisation_id, account_id) where ended_at is null;
create index membership_account on membership (account_id);

create table invitation (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  purpose text not null check (purpose in ('colleague', 'roster', 'regulator')),
  role text not null,
  programme_id text references programme (id),
  region_code text,
  roster_entry_id uuid,
  email_index text not null, email_cipher text not null, email_mask text not null,
  digest text not null unique,
  created_by_name text not null,
  created_at timestamptz not null, expires_at timestamptz not null,
  accepted_at timestamptz, accepted_by uuid, revoked_at timestamptz,
  primary key (organisation_id, id)
);

create table access_request (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('join', 'reclaim')),
  account_id uuid not null references account (id),
  account_name text not null, email_mask text not null,
  message text not null,
  programme_id text, region_code text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused')),
  created_at timestamptz not null, decided_at timestamptz, decided_by_name text, decision_note text not null default '',
  primary key (organisation_id, id)
);
create unique index access_request_open on access_request (organisation_id, account_id, kind) where state = 'open';

create table client_grant (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  consultancy_id uuid not null references organisation (id),
  consultancy_name text not null, client_name text not null,
  purpose text not null check (purpose in ('help', 'assess')),
  rights text not null check (rights in ('read', 'draft')),
  expires_on date not null,
  created_by_name text not null,
  created_at timestamptz not null, revoked_at timestamptz,
  primary key (organisation_id, id)
);
create index client_grant_consultancy on client_grant (consultancy_id, expires_on);

create table change_report (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id),
  region_code text not null,
  enterprise_name text not null,
  kind text not null check (kind in ('cdo', 'dedicated_post', 'legal_representative', 'other')),
  note text not null default '',
  happened_on date not null, decided_on date,
  opened_by_side text not null check (opened_by_side in ('enterprise', 'regulator')),
  opened_by_name text not null,
  opened_at timestamptz not null, reported_on date not null,
  is_voluntary boolean not null default false,
  rule_id text not null,
  due_on date not null, due_provisional boolean not null, calendar_version text not null,
  filing_id uuid,
  first_submitted_on date,
  closed_at timestamptz, closed_reason text,
  primary key (organisation_id, id)
);
create index change_report_due on change_report (programme_id, region_code, due_on) where closed_at is null;
create index change_report_open on change_report (organisation_id, due_on) where closed_at is null;

create table filing (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id),
  region_code text not null,
  kind text not null check (kind in ('first', 'change')),
  is_voluntary boolean not null default false,
  status text not null check (status in ('draft', 'submitted', 'in_review', 'returned', 'withdrawn', 'on_record', 'superseded')),
  is_waiting boolean not null default false,
  enterprise_name text not null,
  uscc text not null,
  licence_numbers text not null default '',
  cdo_name text not null default '',
  has_a1 boolean not null default false, has_a2 boolean not null default false,
  has_b1 boolean not null default false, has_b2 boolean not null default false, has_domain boolean not null default false,
  change_report_id uuid,
  base_filing_id uuid,
  serial_no text unique,
  verification_code text unique,
  current_version_no integer not null default 0,
  due_on date, due_provisional boolean not null default false,
  due_sort date not null default '9999-12-31',
  first_submitted_on date, first_submitted_at timestamptz, submitted_at timestamptz,
  returned_at timestamptz, recorded_at timestamptz, recorded_by_name text, withdrawn_at timestamptz, superseded_at timestamptz,
  channel text not null default 'platform' check (channel in ('platform', 'paper')),
  paper_submitted_on date, paper_confirmed_on date,
  assignee_id uuid, assignee_name text, assigned_at timestamptz,
  created_by_name text not null,
  created_at timestamptz not null, updated_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, change_report_id) references change_report (organisation_id, id)
);
create index filing_queue on filing (programme_id, is_waiting, due_sort, submitted_at, id) include (region_code, organisation_id, assignee_id) where submitted_at is not null;
create index filing_status on filing (programme_id, status, due_sort, submitted_at, id) include (region_code, organisation_id) where submitted_at is not null;
create index filing_assignee on filing (programme_id, assignee_id, due_sort, submitted_at, id) where assignee_id is not null;
create index filing_all on filing (programme_id, submitted_at, id) include (region_code, organisation_id) where submitted_at is not null;
create unique index filing_id on filing (id);
create index filing_organisation on filing (organisation_id, created_at);
create unique index filing_one_open on filing (organisation_id, programme_id) where status in ('draft', 'submitted', 'in_review', 'returned');
create unique index filing_one_record on filing (organisation_id, programme_id) where status = 'on_record';
create index filing_uscc on filing (programme_id, uscc);

create table filing_draft (
  organisation_id uuid not null,
  filing_id uuid not null,
  stage text not null check (stage in ('editing', 'internal_check', 'to_seal')),
  body jsonb not null,
  revision integer not null default 1,
  frozen_version_id uuid,
  stage_note text not null default '',
  updated_at timestamptz not null, updated_by_name text not null,
  primary key (organisation_id, filing_id),
  foreign key (organisation_id, filing_id) references filing (organisation_id, id) on delete cascade
);

create table filing_version (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  programme_id text not null, region_code text not null,
  no integer not null,
  form_version text not null,
  body jsonb not null,
  salt text not null, digest text not null,
  pdf_attachment_id uuid, pdf_sha256 text,
  frozen_at timestamptz not null, frozen_by_name text not null,
  voided_at timestamptz,
  submitted_at timestamptz, submitted_by_name text, submit_key text,
  primary key (organisation_id, id),
  unique (organisation_id, filing_id, no),
  foreign key (organisation_id, filing_id) references filing (organisation_id, id) on delete cascade
);
create unique index filing_version_submit_key on filing_version (organisation_id, filing_id, submit_key) where submit_key is not null;

create table attachment (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  version_id uuid,
  programme_id text not null, region_code text not null,
  slot text not null check (slot in ('appointment', 'organisation_chart', 'signed_scan', 'printed_form', 'paper_receipt')),
  file_name text not null, content_type text not null, byte_size bigint not null, sha256 text not null,
  storage_key text not null,
  scan_state text not null check (scan_state in ('clean', 'infected', 'unscanned')),
  scan_detail text not null default '',
  signature_report jsonb,
  uploaded_by_name text not null, uploaded_at timestamptz not null,
  voided_at timestamptz, void_reason text,
  submitted_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, filing_id) references filing (organisation_id, id) on delete cascade
);
create index attachment_filing on attachment (organisation_id, filing_id, slot);

create table comment_thread (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  programme_id text not null, region_code text not null,
  version_no integer not null,
  field_path text not null,
  state text not null check (state in ('open', 'answered', 'resolved')),
  proposed_value text,
  proposal_state text check (proposal_state in ('open', 'accepted', 'declined')),
  created_by_name text not null,
  created_at timestamptz not null, published_at timestamptz, resolved_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, filing_id) references filing (organisation_id, id) on delete cascade
);
create index comment_thread_filing on comment_thread (organisation_id, filing_id);

create table comment (
  organisation_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  programme_id text not null, region_code text not null,
  author_id uuid not null, author_side text not null check (author_side in ('enterprise', 'regulator')), author_name text not null,
  body text not null,
  created_at timestamptz not null, published_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, thread_id) references comment_thread (organisation_id, id) on delete cascade
);
create index comment_thread_order on comment (organisation_id, thread_id, created_at);

create table filing_term (
  programme_id text not null, term text not null, region_code text not null,
  organisation_id uuid not null, filing_id uuid not null,
  primary key (programme_id, term, organisation_id, filing_id),
  foreign key (organisation_id, filing_id) references filing (organisation_id, id) on delete cascade
);
create index filing_term_filing on filing_term (organisation_id, filing_id);

create table roster_entry (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  programme_id text not null references programme (id), region_code text not null,
  uscc text not null, name text not null,
  licence_number text not null default '', business_codes text not null default '',
  contact_cipher text, contact_mask text not null default '',
  import_id uuid,
  last_urged_at timestamptz,
  created_at timestamptz not null, removed_at timestamptz,
  primary key (organisation_id, id)
);
create unique index roster_entry_uscc on roster_entry (organisation_id, programme_id, uscc) where removed_at is null;

create table import_run (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('roster')),
  file_name text not null,
  rows jsonb not null, problems jsonb not null,
  state text not null check (state in ('previewed', 'applied', 'discarded')),
  created_by_name text not null, created_at timestamptz not null, applied_at timestamptz,
  primary key (organisation_id, id)
);

create table notice (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  recipient_id uuid,
  recipient_key text not null,
  recipient_mask text not null default '',
  rule text not null, occurrence text not null,
  channel text not null check (channel in ('product', 'mail', 'webhook')),
  link text not null default '',
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'uncertain')),
  not_before timestamptz not null,
  attempts integer not null default 0, message_id text not null, last_error text not null default '',
  created_at timestamptz not null, sent_at timestamptz, read_at timestamptz,
  primary key (organisation_id, id),
  unique (rule, occurrence, recipient_key, channel)
);
create index notice_recipient on notice (recipient_id, created_at desc) where channel = 'product';
create index notice_due on notice (state, not_before) where state in ('waiting', 'sending', 'uncertain');

create table notice_body (
  organisation_id uuid not null,
  notice_id uuid not null,
  recipient_id uuid,
  channel text not null,
  address_cipher text,
  content_cipher text not null,
  primary key (organisation_id, notice_id),
  foreign key (organisation_id, notice_id) references notice (organisation_id, id) on delete cascade
);

create table webhook_target (
  organisation_id uuid not null references organisation (id),
  id uuid not null,
  kind text not null check (kind in ('wecom', 'dingtalk', 'json')),
  label text not null,
  url_cipher text not null, secret_cipher text,
  created_at timestamptz not null, removed_at timestamptz,
  primary key (organisation_id, id)
);

create table journal (
  organisation_id uuid not null references organisation (id),
  seq bigint not null,
  type text not null,
  schema_version integer not null,
  payload text not null,
  actor_id uuid, actor_name text not null, actor_side text not null,
  subject_id uuid,
  is_shared boolean not null,
  at timestamptz not null,
  previous_digest text not null, digest text not null,
  primary key (organisation_id, seq)
);
create index journal_subject on journal (organisation_id, subject_id, seq);

create table journal_checkpoint (
  id uuid primary key,
  at timestamptz not null,
  heads integer not null, events bigint not null,
  content text not null, digest text not null, signature text not null
);

create table serial_counter (
  programme_id text not null references programme (id), year integer not null, last integer not null,
  primary key (programme_id, year)
);

create table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
}
