import { sql } from 'kysely';
import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { FilingKind, SubmissionChannel } from '../../app/domain/filing/option.ts';
import type { DraftStage, FilingStatus } from '../../app/domain/filing/state.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';

/** A filing as its enterprise sees it, with the stage of its draft. */
export interface FilingRecord {
  readonly id: string;
  readonly organisationId: string;
  readonly programmeId: string;
  readonly regionCode: string;
  readonly kind: FilingKind;
  readonly isVoluntary: boolean;
  readonly status: FilingStatus;
  readonly enterpriseName: string;
  readonly cdoName: string;
  readonly changeReportId: string | null;
  readonly baseFilingId: string | null;
  readonly serialNo: string | null;
  readonly verificationCode: string | null;
  readonly currentVersionNo: number;
  readonly dueOn: PlainDate | null;
  readonly isDueProvisional: boolean;
  readonly firstSubmittedOn: PlainDate | null;
  readonly submittedAt: string | null;
  readonly returnedAt: string | null;
  readonly recordedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly supersededAt: string | null;
  readonly channel: SubmissionChannel;
  readonly paperSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly stage: DraftStage;
}

function filings(trx: Trx, organisationId: string) {
  return trx
    .selectFrom('filing as f')
    .leftJoin('filing_draft as d', (join) =>
      join.onRef('d.organisation_id', '=', 'f.organisation_id').onRef('d.filing_id', '=', 'f.id'),
    )
    .where('f.organisation_id', '=', organisationId)
    .select([
      'f.id',
      'f.organisation_id as organisationId',
      'f.programme_id as programmeId',
      'f.region_code as regionCode',
      'f.kind',
      'f.is_voluntary as isVoluntary',
      'f.status',
      'f.enterprise_name as enterpriseName',
      'f.cdo_name as cdoName',
      'f.change_report_id as changeReportId',
      'f.base_filing_id as baseFilingId',
      'f.serial_no as serialNo',
      'f.verification_code as verificationCode',
      'f.current_version_no as currentVersionNo',
      'f.due_on as dueOn',
      'f.due_provisional as isDueProvisional',
      'f.first_submitted_on as firstSubmittedOn',
      'f.submitted_at as submittedAt',
      'f.returned_at as returnedAt',
      'f.recorded_at as recordedAt',
      'f.withdrawn_at as withdrawnAt',
      'f.superseded_at as supersededAt',
      'f.channel',
      'f.paper_submitted_on as paperSubmittedOn',
      'f.paper_confirmed_on as paperConfirmedOn',
      'f.created_by_name as createdByName',
      'f.created_at as createdAt',
      'f.updated_at as updatedAt',
      sql<DraftStage>`coalesce(d.stage, 'editing')`.as('stage'),
    ]);
}

/** One filing of an organisation, or undefined. */
export async function getFiling(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<FilingRecord | undefined> {
  if (!isId(filingId)) return undefined;
  return filings(trx, organisationId).where('f.id', '=', filingId).executeTakeFirst();
}

/** Filings of an organisation, the newest first; its voluntary records or the others. */
export async function listFilings(
  trx: Trx,
  organisationId: string,
  isVoluntary: boolean,
): Promise<FilingRecord[]> {
  return filings(trx, organisationId)
    .where('f.is_voluntary', '=', isVoluntary)
    .orderBy('f.created_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(100)
    .execute();
}

/** The filing that is still open in a programme (one at most), or undefined. */
export async function getOpenFiling(
  trx: Trx,
  organisationId: string,
  programmeId: string,
): Promise<FilingRecord | undefined> {
  return filings(trx, organisationId)
    .where('f.programme_id', '=', programmeId)
    .where('f.status', 'in', ['draft', 'submitted', 'in_review', 'returned'])
    .executeTakeFirst();
}

/** The filing on record in a programme (one at most), or undefined. */
export async function getFilingOnRecord(
  trx: Trx,
  organisationId: string,
  programmeId: string,
): Promise<FilingRecord | undefined> {
  return filings(trx, organisationId)
    .where('f.programme_id', '=', programmeId)
    .where('f.status', '=', 'on_record')
    .executeTakeFirst();
}

/** A frozen version of a filing; its body is still sealed. */
export interface FilingVersion {
  readonly id: string;
  readonly filingId: string;
  readonly no: number;
  readonly formVersion: string;
  readonly body: unknown;
  readonly salt: string;
  readonly digest: string;
  readonly pdfAttachmentId: string | null;
  readonly pdfSha256: string | null;
  readonly frozenAt: string;
  readonly frozenByName: string;
  readonly voidedAt: string | null;
  readonly submittedAt: string | null;
  readonly submittedByName: string | null;
  readonly submitKey: string | null;
  /** When its personal parts were erased, their retention being over. */
  readonly erasedAt: string | null;
}

function versions(trx: Trx, organisationId: string, filingId: string) {
  return trx
    .selectFrom('filing_version')
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .select([
      'id',
      'filing_id as filingId',
      'no',
      'form_version as formVersion',
      'body',
      'salt',
      'digest',
      'pdf_attachment_id as pdfAttachmentId',
      'pdf_sha256 as pdfSha256',
      'frozen_at as frozenAt',
      'frozen_by_name as frozenByName',
      'voided_at as voidedAt',
      'submitted_at as submittedAt',
      'submitted_by_name as submittedByName',
      'submit_key as submitKey',
      'erased_at as erasedAt',
    ]);
}

/** Every version of a filing, voided ones too, the newest first. */
export async function listVersions(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<FilingVersion[]> {
  return versions(trx, organisationId, filingId).orderBy('no', 'desc').execute();
}

/** One version by its id. */
export async function getVersion(
  trx: Trx,
  organisationId: string,
  filingId: string,
  versionId: string,
): Promise<FilingVersion | undefined> {
  return versions(trx, organisationId, filingId).where('id', '=', versionId).executeTakeFirst();
}

/** The version that was submitted last, or undefined. */
export async function getSubmittedVersion(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<FilingVersion | undefined> {
  return versions(trx, organisationId, filingId)
    .where('submitted_at', 'is not', null)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What a filing needs to know of its enterprise. */
export interface FilingOrganisation {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly programmeId: string | null;
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly isBranch: boolean;
  readonly licenceNumbers: string;
  readonly licenceKind: 'telecom' | 'domain' | 'industrial' | null;
  readonly verification: 'pending' | 'verified' | 'rejected' | 'suspended';
  readonly isDemo: boolean;
}

/** The enterprise that files, or undefined when the scope doesn't reach it. */
export async function getFilingOrganisation(
  trx: Trx,
  organisationId: string,
): Promise<FilingOrganisation | undefined> {
  return trx
    .selectFrom('organisation')
    .select([
      'id',
      'name',
      'uscc',
      'programme_id as programmeId',
      'region_code as regionCode',
      'industry_code as industryCode',
      'is_branch as isBranch',
      'licence_numbers as licenceNumbers',
      'licence_kind as licenceKind',
      'verification',
      'is_demo as isDemo',
    ])
    .where('id', '=', organisationId)
    .where('kind', '=', 'enterprise')
    .executeTakeFirst();
}

/** One event of a filing's history, as the journal keeps it. */
export interface TimelineEvent {
  readonly seq: number;
  readonly type: string;
  readonly payload: string;
  readonly actorName: string;
  readonly actorSide: string;
  readonly at: string;
}

/** Events about one filing that the scope may see, the newest first; saves of drafts are left out. */
export async function listTimeline(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<TimelineEvent[]> {
  return trx
    .selectFrom('journal')
    .select(['seq', 'type', 'payload', 'actor_name as actorName', 'actor_side as actorSide', 'at'])
    .where('organisation_id', '=', organisationId)
    .where('subject_id', '=', filingId)
    .where('type', '!=', 'draft.saved')
    .orderBy('seq', 'desc')
    .limit(200)
    .execute();
}

/** What anybody may know of a submitted filing by its verification code. */
export interface VerifiedFiling {
  readonly enterpriseName: string;
  readonly serialNo: string;
  readonly status: FilingStatus;
  readonly isVoluntary: boolean;
  readonly firstSubmittedOn: PlainDate;
  readonly submittedAt: string;
  readonly recordedAt: string | null;
  readonly versionNo: number;
  readonly digest: string;
  readonly isDemo: boolean;
}

/** The submitted filing with this code, or undefined. Crosses tenants by a narrow function; nothing personal in it. */
export async function getVerifiedFiling(trx: Trx, code: string): Promise<VerifiedFiling | undefined> {
  const { rows } = await sql<VerifiedFiling>`
    select enterprise_name as "enterpriseName", serial_no as "serialNo", status, is_voluntary as "isVoluntary",
           first_submitted_on as "firstSubmittedOn", submitted_at as "submittedAt", recorded_at as "recordedAt",
           version_no as "versionNo", digest, is_demo as "isDemo"
    from verify_filing(${code})`.execute(trx);
  return rows[0];
}
