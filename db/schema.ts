// Row types of every table; they stay in db/. Dates are 'YYYY-MM-DD' text, instants ISO text in UTC.
import type { ColumnType } from 'kysely';
import type { PlainDate } from '../app/domain/calendar/plain-date.ts';
import type { AssessmentTables } from './assessment-schema.ts';
import type { Defaulted, Json } from './column.ts';
import type { RegisterTables } from './register-schema.ts';
import type { TargetTables } from './target-schema.ts';

export interface ProgrammeTable {
  id: string;
  name_zh: string;
  name_en: string;
  authority_zh: string;
  authority_en: string;
  region_code: string;
}

export interface SettingTable {
  key: string;
  value: string;
  updated_at: string;
  updated_by: string | null;
}

export interface CalendarYearTable {
  year: number;
  content: Json;
  loaded_at: string;
  loaded_by: string;
}

export interface AccountTable {
  id: string;
  name: string;
  is_demo: Defaulted<boolean>;
  created_at: string;
  disabled_at: string | null;
}

export interface CredentialTable {
  account_id: string;
  email_index: string;
  email_cipher: string;
  email_mask: string;
  mobile_index: string | null;
  mobile_cipher: string | null;
  password_hash: string;
  email_verified_at: string | null;
  totp_secret_cipher: string | null;
  totp_confirmed_at: string | null;
  totp_last_step: Defaulted<number>;
  failed_count: Defaulted<number>;
  locked_until: string | null;
}

export interface SessionTable {
  id: string;
  account_id: string;
  organisation_id: string | null;
  grant_id: string | null;
  created_at: string;
  expires_at: string;
  last_seen_at: string;
  second_factor_at: string | null;
  device: Defaulted<string>;
}

export interface OneTimeLinkTable {
  digest: string;
  purpose: 'verify-email' | 'reset-password';
  account_id: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

export interface AcknowledgementTable {
  id: string;
  account_id: string;
  notice: string;
  version: string;
  context: string;
  at: string;
}

export interface OrganisationTable {
  id: string;
  kind: 'enterprise' | 'regulator' | 'consultancy' | 'operator';
  name: string;
  uscc: string | null;
  licence_kind: 'telecom' | 'domain' | 'industrial' | null;
  programme_id: string | null;
  region_code: string;
  industry_code: string | null;
  is_branch: Defaulted<boolean>;
  licence_numbers: Defaulted<string>;
  verification: Defaulted<'pending' | 'verified' | 'rejected' | 'suspended'>;
  verified_at: string | null;
  verified_by_name: string | null;
  verification_note: Defaulted<string>;
  colour: Defaulted<string>;
  is_demo: Defaulted<boolean>;
  created_at: string;
}

export interface MembershipTable {
  organisation_id: string;
  id: string;
  account_id: string;
  role: 'owner' | 'cdo' | 'preparer' | 'viewer' | 'consultant' | 'reviewer' | 'supervisor' | 'operator';
  programme_id: string | null;
  region_code: string | null;
  account_name: string;
  email_mask: string;
  created_at: string;
  ended_at: string | null;
}

export interface InvitationTable {
  organisation_id: string;
  id: string;
  purpose: 'colleague' | 'roster' | 'regulator';
  role: string;
  programme_id: string | null;
  region_code: string | null;
  roster_entry_id: string | null;
  email_index: string;
  email_cipher: string;
  email_mask: string;
  digest: string;
  created_by_name: string;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  accepted_by: string | null;
  revoked_at: string | null;
}

export interface AccessRequestTable {
  organisation_id: string;
  id: string;
  kind: 'join' | 'reclaim';
  account_id: string;
  account_name: string;
  email_mask: string;
  message: string;
  programme_id: string | null;
  region_code: string;
  state: Defaulted<'open' | 'accepted' | 'refused'>;
  created_at: string;
  decided_at: string | null;
  decided_by_name: string | null;
  decision_note: Defaulted<string>;
}

export interface ClientGrantTable {
  organisation_id: string;
  id: string;
  consultancy_id: string;
  consultancy_name: string;
  client_name: string;
  purpose: 'help' | 'assess';
  rights: 'read' | 'draft';
  expires_on: PlainDate;
  created_by_name: string;
  created_at: string;
  revoked_at: string | null;
}

export interface ChangeReportTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  enterprise_name: string;
  kind: 'cdo' | 'dedicated_post' | 'legal_representative' | 'other';
  note: Defaulted<string>;
  happened_on: PlainDate;
  decided_on: PlainDate | null;
  opened_by_side: 'enterprise' | 'regulator';
  opened_by_name: string;
  opened_at: string;
  reported_on: PlainDate;
  is_voluntary: Defaulted<boolean>;
  rule_id: string;
  due_on: PlainDate;
  due_provisional: boolean;
  calendar_version: string;
  filing_id: string | null;
  first_submitted_on: PlainDate | null;
  closed_at: string | null;
  closed_reason: string | null;
  /** Of the record that the change departs from; a trigger keeps these and the next. */
  has_a1: Defaulted<boolean>;
  has_a2: Defaulted<boolean>;
  has_b1: Defaulted<boolean>;
  has_b2: Defaulted<boolean>;
  has_domain: Defaulted<boolean>;
  paper_confirmed_on: Defaulted<PlainDate | null>;
}

export interface FilingTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  kind: 'first' | 'change';
  is_voluntary: Defaulted<boolean>;
  status: 'draft' | 'submitted' | 'in_review' | 'returned' | 'withdrawn' | 'on_record' | 'superseded';
  is_waiting: Defaulted<boolean>;
  enterprise_name: string;
  uscc: string;
  licence_numbers: Defaulted<string>;
  cdo_name: Defaulted<string>;
  has_a1: Defaulted<boolean>;
  has_a2: Defaulted<boolean>;
  has_b1: Defaulted<boolean>;
  has_b2: Defaulted<boolean>;
  has_domain: Defaulted<boolean>;
  change_report_id: string | null;
  base_filing_id: string | null;
  serial_no: string | null;
  verification_code: string | null;
  current_version_no: Defaulted<number>;
  due_on: PlainDate | null;
  due_provisional: Defaulted<boolean>;
  due_sort: Defaulted<PlainDate>;
  first_submitted_on: PlainDate | null;
  first_submitted_at: string | null;
  submitted_at: string | null;
  returned_at: string | null;
  recorded_at: string | null;
  recorded_by_name: string | null;
  withdrawn_at: string | null;
  superseded_at: string | null;
  channel: Defaulted<'platform' | 'paper'>;
  paper_submitted_on: PlainDate | null;
  paper_confirmed_on: PlainDate | null;
  assignee_id: string | null;
  assignee_name: string | null;
  assigned_at: string | null;
  created_by_name: string;
  created_at: string;
  updated_at: string;
}

export interface FilingDraftTable {
  organisation_id: string;
  filing_id: string;
  stage: 'editing' | 'internal_check' | 'to_seal';
  body: Json;
  revision: Defaulted<number>;
  frozen_version_id: string | null;
  stage_note: Defaulted<string>;
  updated_at: string;
  updated_by_name: string;
}

export interface FilingVersionTable {
  organisation_id: string;
  id: string;
  filing_id: string;
  programme_id: string;
  region_code: string;
  no: number;
  form_version: string;
  body: Json;
  salt: string;
  digest: string;
  pdf_attachment_id: string | null;
  pdf_sha256: string | null;
  frozen_at: string;
  frozen_by_name: string;
  voided_at: string | null;
  submitted_at: string | null;
  submitted_by_name: string | null;
  submit_key: string | null;
  /** When the sealed part of the body was erased, its retention being over. */
  erased_at: Defaulted<string | null>;
}

export interface AttachmentTable {
  organisation_id: string;
  id: string;
  filing_id: string;
  version_id: string | null;
  programme_id: string;
  region_code: string;
  slot: 'appointment' | 'organisation_chart' | 'signed_scan' | 'printed_form' | 'paper_receipt';
  file_name: string;
  content_type: string;
  byte_size: number;
  sha256: string;
  storage_key: string;
  scan_state: 'clean' | 'infected' | 'unscanned';
  scan_detail: Defaulted<string>;
  signature_report: ColumnType<unknown, string | null, string | null>;
  uploaded_by_name: string;
  uploaded_at: string;
  voided_at: string | null;
  void_reason: string | null;
  submitted_at: string | null;
  /** When the file was given up with the version that it prints; storage then removes it. */
  erased_at: Defaulted<string | null>;
}

export interface CommentThreadTable {
  organisation_id: string;
  id: string;
  /** A thread is about a filing or about a batch of records. */
  filing_id: string | null;
  batch_id: Defaulted<string | null>;
  programme_id: string;
  region_code: string;
  version_no: number;
  field_path: string;
  state: 'open' | 'answered' | 'resolved';
  proposed_value: string | null;
  proposal_state: 'open' | 'accepted' | 'declined' | null;
  created_by_name: string;
  created_at: string;
  published_at: string | null;
  resolved_at: string | null;
}

export interface CommentTable {
  organisation_id: string;
  id: string;
  thread_id: string;
  batch_id: Defaulted<string | null>;
  programme_id: string;
  region_code: string;
  author_id: string;
  author_side: 'enterprise' | 'regulator' | 'reporter';
  author_name: string;
  body: string;
  created_at: string;
  published_at: string | null;
}

export interface FilingTermTable {
  programme_id: string;
  term: string;
  region_code: string;
  organisation_id: string;
  filing_id: string;
}

export interface RosterEntryTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  uscc: string;
  name: string;
  licence_number: Defaulted<string>;
  business_codes: Defaulted<string>;
  contact_cipher: string | null;
  contact_mask: Defaulted<string>;
  import_id: string | null;
  last_urged_at: string | null;
  created_at: string;
  removed_at: string | null;
}

export interface ImportRunTable {
  organisation_id: string;
  id: string;
  kind: 'roster' | 'entry' | 'plan';
  plan_id: Defaulted<string | null>;
  batch_id: Defaulted<string | null>;
  file_name: string;
  rows: Json;
  problems: Json;
  state: 'previewed' | 'applied' | 'discarded';
  created_by_name: string;
  created_at: string;
  applied_at: string | null;
}

export interface NoticeTable {
  organisation_id: string;
  id: string;
  recipient_id: string | null;
  recipient_key: string;
  recipient_mask: Defaulted<string>;
  rule: string;
  occurrence: string;
  channel: 'product' | 'mail' | 'webhook';
  link: Defaulted<string>;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'uncertain';
  not_before: string;
  attempts: Defaulted<number>;
  message_id: string;
  last_error: Defaulted<string>;
  created_at: string;
  sent_at: string | null;
  read_at: string | null;
}

export interface NoticeBodyTable {
  organisation_id: string;
  notice_id: string;
  recipient_id: string | null;
  channel: string;
  address_cipher: string | null;
  content_cipher: string;
}

export interface WebhookTargetTable {
  organisation_id: string;
  id: string;
  kind: 'wecom' | 'dingtalk' | 'json';
  label: string;
  url_cipher: string;
  secret_cipher: string | null;
  created_at: string;
  removed_at: string | null;
}

export interface JournalTable {
  organisation_id: string;
  seq: number;
  type: string;
  schema_version: number;
  payload: string;
  actor_id: string | null;
  actor_name: string;
  actor_side: string;
  subject_id: string | null;
  is_shared: boolean;
  at: string;
  previous_digest: string;
  digest: string;
}

export interface JournalCheckpointTable {
  id: string;
  at: string;
  heads: number;
  events: number;
  content: string;
  digest: string;
  signature: string;
}

export interface SerialCounterTable {
  programme_id: string;
  year: number;
  last: number;
}

export interface RateLimitTable {
  key: string;
  points: Defaulted<number>;
  expire: number | null;
}

/** All tables, as Kysely sees them. */
export interface Tables extends AssessmentTables, TargetTables, RegisterTables {
  programme: ProgrammeTable;
  setting: SettingTable;
  calendar_year: CalendarYearTable;
  account: AccountTable;
  credential: CredentialTable;
  session: SessionTable;
  one_time_link: OneTimeLinkTable;
  acknowledgement: AcknowledgementTable;
  organisation: OrganisationTable;
  membership: MembershipTable;
  invitation: InvitationTable;
  access_request: AccessRequestTable;
  client_grant: ClientGrantTable;
  change_report: ChangeReportTable;
  filing: FilingTable;
  filing_draft: FilingDraftTable;
  filing_version: FilingVersionTable;
  attachment: AttachmentTable;
  comment_thread: CommentThreadTable;
  comment: CommentTable;
  filing_term: FilingTermTable;
  roster_entry: RosterEntryTable;
  import_run: ImportRunTable;
  notice: NoticeTable;
  notice_body: NoticeBodyTable;
  webhook_target: WebhookTargetTable;
  journal: JournalTable;
  journal_checkpoint: JournalCheckpointTable;
  serial_counter: SerialCounterTable;
  rate_limit: RateLimitTable;
}
