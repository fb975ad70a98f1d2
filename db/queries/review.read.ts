import type { PlainDate } from '../../app/domain/calendar/plain-date.ts';
import type { FilingStatus } from '../../app/domain/filing/state.ts';
import type { Trx } from '../client.ts';
import { isId } from '../identifier.ts';
import { regionBounds } from '../region-range.ts';
import type { RegulatorScope } from './queue.read.ts';

/** A filing as its reviewer sees it, without its body. */
export interface ReviewFiling {
  readonly id: string;
  readonly organisationId: string;
  readonly regionCode: string;
  readonly kind: 'first' | 'change';
  readonly isVoluntary: boolean;
  readonly status: FilingStatus;
  readonly enterpriseName: string;
  readonly uscc: string;
  readonly licenceNumbers: string;
  readonly cdoName: string;
  readonly serialNo: string | null;
  readonly currentVersionNo: number;
  readonly changeReportId: string | null;
  readonly dueOn: PlainDate | null;
  readonly dueProvisional: boolean;
  readonly firstSubmittedOn: PlainDate | null;
  readonly submittedAt: string | null;
  readonly returnedAt: string | null;
  readonly recordedAt: string | null;
  readonly recordedByName: string | null;
  readonly supersededAt: string | null;
  readonly withdrawnAt: string | null;
  readonly channel: 'platform' | 'paper';
  readonly paperSubmittedOn: PlainDate | null;
  readonly paperConfirmedOn: PlainDate | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
}

function filingQuery(trx: Trx, scope: RegulatorScope) {
  const { from, to } = regionBounds(scope.regionCode);
  return trx
    .selectFrom('filing')
    .select([
      'id',
      'organisation_id as organisationId',
      'region_code as regionCode',
      'kind',
      'is_voluntary as isVoluntary',
      'status',
      'enterprise_name as enterpriseName',
      'uscc',
      'licence_numbers as licenceNumbers',
      'cdo_name as cdoName',
      'serial_no as serialNo',
      'current_version_no as currentVersionNo',
      'change_report_id as changeReportId',
      'due_on as dueOn',
      'due_provisional as dueProvisional',
      'first_submitted_on as firstSubmittedOn',
      'submitted_at as submittedAt',
      'returned_at as returnedAt',
      'recorded_at as recordedAt',
      'recorded_by_name as recordedByName',
      'superseded_at as supersededAt',
      'withdrawn_at as withdrawnAt',
      'channel',
      'paper_submitted_on as paperSubmittedOn',
      'paper_confirmed_on as paperConfirmedOn',
      'assignee_id as assigneeId',
      'assignee_name as assigneeName',
    ])
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .where('submitted_at', 'is not', null);
}

/** A submitted filing of the regulator's programme and region, or undefined. */
export async function getReviewFiling(
  trx: Trx,
  scope: RegulatorScope,
  filingId: string,
): Promise<ReviewFiling | undefined> {
  if (!isId(filingId)) return undefined;
  return filingQuery(trx, scope).where('id', '=', filingId).executeTakeFirst();
}

/** The same, locked until commit: whoever decides on it decides alone. */
export async function lockReviewFiling(
  trx: Trx,
  scope: RegulatorScope,
  filingId: string,
): Promise<ReviewFiling | undefined> {
  if (!isId(filingId)) return undefined;
  return filingQuery(trx, scope).where('id', '=', filingId).forUpdate().executeTakeFirst();
}

/** Several, locked in the order of their organisations, so that two batches never wait for each other. */
export async function lockReviewFilings(
  trx: Trx,
  scope: RegulatorScope,
  filingIds: readonly string[],
): Promise<ReviewFiling[]> {
  const wanted = filingIds.filter(isId);
  if (wanted.length === 0) return [];
  return filingQuery(trx, scope)
    .where('id', 'in', wanted)
    .orderBy('organisation_id')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The filing on record of an enterprise, locked; undefined when there is none. */
export async function lockRecordedFiling(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<ReviewFiling | undefined> {
  return filingQuery(trx, scope)
    .where('organisation_id', '=', organisationId)
    .where('status', '=', 'on_record')
    .forUpdate()
    .executeTakeFirst();
}

/** A submitted version of a filing, its body as stored. */
export interface SubmittedVersion {
  readonly id: string;
  readonly filingId: string;
  readonly no: number;
  readonly formVersion: string;
  readonly body: unknown;
  readonly digest: string;
  readonly submittedAt: string;
  readonly submittedByName: string | null;
  /** When its personal parts were erased, their retention being over. */
  readonly erasedAt: string | null;
}

function versionQuery(trx: Trx, organisationId: string, filingId: string) {
  return trx
    .selectFrom('filing_version')
    .where('organisation_id', '=', organisationId)
    .where('filing_id', '=', filingId)
    .where('submitted_at', 'is not', null);
}

/** One submitted version with its body, or undefined. */
export async function getReviewVersion(
  trx: Trx,
  organisationId: string,
  filingId: string,
  no: number,
): Promise<SubmittedVersion | undefined> {
  return versionQuery(trx, organisationId, filingId)
    .select([
      'id',
      'filing_id as filingId',
      'no',
      'form_version as formVersion',
      'body',
      'digest',
      'submitted_at as submittedAt',
      'submitted_by_name as submittedByName',
      'erased_at as erasedAt',
    ])
    .where('no', '=', no)
    .$narrowType<{ submittedAt: string }>()
    .executeTakeFirst();
}

/** Versions without their bodies, the last first. */
export async function listReviewVersions(
  trx: Trx,
  organisationId: string,
  filingId: string,
): Promise<Omit<SubmittedVersion, 'body' | 'formVersion' | 'erasedAt'>[]> {
  return versionQuery(trx, organisationId, filingId)
    .select([
      'id',
      'filing_id as filingId',
      'no',
      'digest',
      'submitted_at as submittedAt',
      'submitted_by_name as submittedByName',
    ])
    .orderBy('no', 'desc')
    .$narrowType<{ submittedAt: string }>()
    .execute();
}

/** The filing that was on record before this one: what a reviewer compares with; undefined for a first one. */
export async function getFilingRecordedBefore(
  trx: Trx,
  scope: RegulatorScope,
  filing: Pick<ReviewFiling, 'id' | 'organisationId' | 'recordedAt'>,
): Promise<ReviewFiling | undefined> {
  const query = filingQuery(trx, scope)
    .where('organisation_id', '=', filing.organisationId)
    .where('id', '<>', filing.id)
    .where('recorded_at', 'is not', null)
    .orderBy('recorded_at', 'desc')
    .limit(1);
  return (
    filing.recordedAt === null ? query : query.where('recorded_at', '<', filing.recordedAt)
  ).executeTakeFirst();
}

/** All filings of one enterprise, the last submitted first. */
export async function listFilingsOfEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<ReviewFiling[]> {
  if (!isId(organisationId)) return [];
  return filingQuery(trx, scope)
    .where('organisation_id', '=', organisationId)
    .orderBy('submitted_at', 'desc')
    .limit(200)
    .execute();
}

/** One event of an enterprise's journal that the regulator may read. */
export interface SharedEvent {
  readonly seq: number;
  readonly type: string;
  readonly payload: string;
  readonly actorName: string;
  readonly actorSide: string;
  readonly subjectId: string | null;
  readonly at: string;
}

function eventQuery(trx: Trx, organisationId: string) {
  return trx
    .selectFrom('journal')
    .select([
      'seq',
      'type',
      'payload',
      'actor_name as actorName',
      'actor_side as actorSide',
      'subject_id as subjectId',
      'at',
    ])
    .where('organisation_id', '=', organisationId)
    .where('is_shared', '=', true)
    .orderBy('seq', 'desc');
}

/** Shared events of a whole enterprise, the last first. */
export async function listSharedEvents(
  trx: Trx,
  organisationId: string,
  limit = 100,
): Promise<SharedEvent[]> {
  if (!isId(organisationId)) return [];
  return eventQuery(trx, organisationId).limit(limit).execute();
}

/** A registered enterprise as the regulator sees it. */
export interface EnterpriseView {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly licenceKind: 'telecom' | 'domain' | 'industrial' | null;
  readonly licenceNumbers: string;
  readonly regionCode: string;
  readonly verification: 'pending' | 'verified' | 'rejected' | 'suspended';
  readonly verifiedAt: string | null;
  readonly verifiedByName: string | null;
  readonly isDemo: boolean;
  readonly createdAt: string;
}

/** An enterprise of the regulator's programme and region, or undefined. */
export async function getEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<EnterpriseView | undefined> {
  if (!isId(organisationId)) return undefined;
  const { from, to } = regionBounds(scope.regionCode);
  return trx
    .selectFrom('organisation')
    .select([
      'id',
      'name',
      'uscc',
      'licence_kind as licenceKind',
      'licence_numbers as licenceNumbers',
      'region_code as regionCode',
      'verification',
      'verified_at as verifiedAt',
      'verified_by_name as verifiedByName',
      'is_demo as isDemo',
      'created_at as createdAt',
    ])
    .where('id', '=', organisationId)
    .where('kind', '=', 'enterprise')
    .where('programme_id', '=', scope.programmeId)
    .where('region_code', '>=', from)
    .where('region_code', '<=', to)
    .executeTakeFirst();
}

/** A reported change of an enterprise. */
export interface EnterpriseChange {
  readonly id: string;
  readonly kind: 'cdo' | 'dedicated_post' | 'legal_representative' | 'other';
  readonly happenedOn: PlainDate;
  readonly reportedOn: PlainDate;
  readonly openedBySide: 'enterprise' | 'regulator';
  readonly isVoluntary: boolean;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
  readonly firstSubmittedOn: PlainDate | null;
  readonly filingId: string | null;
  readonly closedAt: string | null;
}

/** Reported changes of one enterprise, the last first. */
export async function listChangesOfEnterprise(
  trx: Trx,
  scope: RegulatorScope,
  organisationId: string,
): Promise<EnterpriseChange[]> {
  if (!isId(organisationId)) return [];
  return trx
    .selectFrom('change_report')
    .select([
      'id',
      'kind',
      'happened_on as happenedOn',
      'reported_on as reportedOn',
      'opened_by_side as openedBySide',
      'is_voluntary as isVoluntary',
      'due_on as dueOn',
      'due_provisional as isProvisional',
      'first_submitted_on as firstSubmittedOn',
      'filing_id as filingId',
      'closed_at as closedAt',
    ])
    .where('organisation_id', '=', organisationId)
    .where('programme_id', '=', scope.programmeId)
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute();
}

/** The bodies, as stored, of the current versions of some filings, by filing. */
export async function listReviewBodies(
  trx: Trx,
  scope: RegulatorScope,
  filings: readonly { organisationId: string; id: string; currentVersionNo: number }[],
): Promise<ReadonlyMap<string, unknown>> {
  if (filings.length === 0) return new Map();
  const rows = await trx
    .selectFrom('filing_version')
    .select(['filing_id as filingId', 'no', 'body'])
    .where('programme_id', '=', scope.programmeId)
    .where('organisation_id', 'in', [...new Set(filings.map((filing) => filing.organisationId))])
    .where(
      'filing_id',
      'in',
      filings.map((filing) => filing.id),
    )
    .where('submitted_at', 'is not', null)
    .execute();
  const current = new Map(filings.map((filing) => [filing.id, filing.currentVersionNo]));
  return new Map(
    rows.filter((row) => row.no === current.get(row.filingId)).map((row) => [row.filingId, row.body]),
  );
}
