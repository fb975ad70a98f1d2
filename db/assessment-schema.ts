// Row types of the tables of maturity assessments; they stay in db/.
import type { PlainDate } from '../app/domain/calendar/plain-date.ts';
import type { Defaulted, Json } from './column.ts';

export interface MaturityModelTable {
  organisation_id: string;
  id: string;
  key: string;
  version: number;
  title: string;
  content: Json;
  digest: string;
  state: Defaulted<'draft' | 'published' | 'withdrawn'>;
  created_by_name: string;
  created_at: string;
  published_at: string | null;
}

export interface ScoringSchemeTable {
  organisation_id: string;
  id: string;
  key: string;
  version: number;
  title: string;
  family: 'dcmm' | 'dsmm' | 'own';
  content: Json;
  digest: string;
  state: Defaulted<'draft' | 'published' | 'withdrawn'>;
  is_offered: Defaulted<boolean>;
  created_by_name: string;
  created_at: string;
  published_at: string | null;
}

export interface AssessmentOrderTable {
  organisation_id: string;
  id: string;
  programme_id: string;
  region_code: string;
  enterprise_name: string;
  basis: string;
  due_on: PlainDate | null;
  ordered_by_name: string;
  created_at: string;
  revoked_at: string | null;
}

export interface AssessmentTable {
  organisation_id: string;
  id: string;
  scope_id: string;
  side: 'self' | 'independent';
  model_id: string;
  model_digest: string;
  scheme: Json;
  title: string;
  unit: Defaulted<string>;
  target_level: number | null;
  target_on: PlainDate | null;
  state: Defaulted<'evaluating' | 'validating' | 'signed' | 'withdrawn'>;
  version_no: Defaulted<number>;
  previous_id: string | null;
  grant_id: string | null;
  consultancy_id: string | null;
  consultancy_name: string | null;
  order_id: string | null;
  created_by_id: string;
  created_by_name: string;
  created_at: string;
  updated_at: string;
  signed_at: string | null;
  signed_by_name: string | null;
  revealed_at: string | null;
  programme_id: string | null;
  region_code: string | null;
  submitted_at: string | null;
}

export interface AssessmentDomainTable {
  organisation_id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  domain_id: string;
  evaluator_id: string | null;
  evaluator_name: string | null;
  validator_id: string | null;
  validator_name: string | null;
}

export interface AssessmentExclusionTable {
  organisation_id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  cell_id: string;
  reason: string;
  excluded_by_name: string;
  excluded_at: string;
}

export interface AnswerTable {
  organisation_id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  criterion_id: string;
  cell_id: string;
  domain_id: string;
  grade: 'met' | 'mostly' | 'partly' | 'unmet' | 'not_applicable' | null;
  note: Defaulted<string>;
  is_carried: Defaulted<boolean>;
  revision: Defaulted<number>;
  author_id: string;
  author_name: string;
  authors: Defaulted<string[]>;
  updated_at: string;
  validated_by: string | null;
  validated_by_name: string | null;
  validated_at: string | null;
  returned_at: string | null;
}

export interface EvidenceTable {
  organisation_id: string;
  id: string;
  kind: 'file' | 'reference';
  title: string;
  reference: Defaulted<string>;
  file_name: string | null;
  content_type: string | null;
  byte_size: number | null;
  sha256: string | null;
  storage_key: string | null;
  scan_state: 'clean' | 'infected' | 'unscanned' | null;
  scan_detail: Defaulted<string>;
  effective_from: PlainDate | null;
  effective_until: PlainDate | null;
  owner_id: string | null;
  owner_name: string;
  created_by_name: string;
  created_at: string;
  retired_at: string | null;
}

export interface EvidenceLinkTable {
  organisation_id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  cell_id: string;
  evidence_id: string;
  linked_by_name: string;
  linked_at: string;
}

export interface AssessmentThreadTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  cell_id: string;
  state: Defaulted<'open' | 'answered' | 'resolved'>;
  is_return: Defaulted<boolean>;
  created_by_id: string;
  created_by_name: string;
  created_at: string;
  resolved_at: string | null;
}

export interface AssessmentCommentTable {
  organisation_id: string;
  id: string;
  thread_id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  author_id: string;
  author_side: 'enterprise' | 'consultant';
  author_name: string;
  body: string;
  created_at: string;
}

export interface AssessmentSnapshotTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  version_no: number;
  model_id: string;
  body: Json;
  scores: Json;
  digest: string;
  signed_by_name: string;
  signed_at: string;
  programme_id: string | null;
  region_code: string | null;
  submitted_at: string | null;
}

export interface AssessmentImportTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  side: 'self' | 'independent';
  file_name: string;
  changes: Json;
  problems: Json;
  state: 'previewed' | 'applied' | 'discarded';
  created_by_name: string;
  created_at: string;
  applied_at: string | null;
}

export interface ImprovementActionTable {
  organisation_id: string;
  id: string;
  assessment_id: string;
  cell_id: string;
  criterion_id: string | null;
  title: string;
  note: Defaulted<string>;
  owner_id: string | null;
  owner_name: string;
  due_on: PlainDate;
  effort: number;
  expected_level: number;
  state: Defaulted<'open' | 'done' | 'cancelled'>;
  created_by_name: string;
  created_at: string;
  closed_at: string | null;
}

export interface CertificateTable {
  organisation_id: string;
  id: string;
  kind: 'dcmm' | 'dsmm' | 'dsm';
  level: number | null;
  number: string;
  agency: string;
  edition: Defaulted<string>;
  issued_on: PlainDate;
  expires_on: PlainDate;
  file_name: string | null;
  content_type: string | null;
  byte_size: number | null;
  sha256: string | null;
  storage_key: string | null;
  scan_state: 'clean' | 'infected' | 'unscanned' | null;
  scan_detail: Defaulted<string>;
  enterprise_name: string;
  created_by_name: string;
  created_at: string;
  withdrawn_at: string | null;
  withdraw_reason: string | null;
  programme_id: string | null;
  region_code: string | null;
  submitted_at: string | null;
}

export interface ReportStyleTable {
  organisation_id: string;
  opening: Defaulted<string>;
  logo_key: string | null;
  logo_type: string | null;
  updated_by_name: string;
  updated_at: string;
}

/** The tables of maturity assessments, as Kysely sees them. */
export interface AssessmentTables {
  maturity_model: MaturityModelTable;
  scoring_scheme: ScoringSchemeTable;
  assessment_order: AssessmentOrderTable;
  assessment: AssessmentTable;
  assessment_domain: AssessmentDomainTable;
  assessment_exclusion: AssessmentExclusionTable;
  answer: AnswerTable;
  evidence: EvidenceTable;
  evidence_link: EvidenceLinkTable;
  assessment_thread: AssessmentThreadTable;
  assessment_comment: AssessmentCommentTable;
  assessment_snapshot: AssessmentSnapshotTable;
  assessment_import: AssessmentImportTable;
  improvement_action: ImprovementActionTable;
  certificate: CertificateTable;
  report_style: ReportStyleTable;
}
