import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { type Applicability, assessApplicability } from '#app/domain/filing/applicability.ts';
import { emptyBody } from '#app/domain/filing/body.ts';
import { refilingBody } from '#app/domain/filing/content.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { FORM_VERSION } from '#app/domain/filing/guideline.ts';
import type { ChangeKind } from '#app/domain/filing/option.ts';
import type { PlainDate } from '#app/domain/calendar/plain-date.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import { filesOfVersion } from '#app/domain/attachment/attachment.ts';
import type { Trx } from '#db/client.ts';
import { newId } from '#db/identifier.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { insertAttachment } from '#db/queries/attachment.write.ts';
import { insertDraft } from '#db/queries/draft.write.ts';
import { openBody, sealBody } from '#db/queries/filing-body.ts';
import {
  type FilingOrganisation,
  type FilingRecord,
  getFilingOnRecord,
  getFilingOrganisation,
  getSubmittedVersion,
} from '#db/queries/filing.read.ts';
import { insertFiling } from '#db/queries/filing.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import type { Ports } from '../ports.ts';

/** The reported change that a re-filing answers. */
export interface ReportedChange {
  readonly reportId: string;
  readonly kind: ChangeKind;
  readonly happenedOn: PlainDate;
  readonly decidedOn: PlainDate | null;
  readonly note: string;
  readonly dueOn: PlainDate;
  readonly isProvisional: boolean;
}

/** What a new filing begins with. */
export interface FilingStart {
  readonly kind: 'first' | 'change';
  /** Answers about 适用对象; a re-filing keeps those of the record unless they are given anew. */
  readonly scope: FilingBody['scope'] | null;
  readonly change: ReportedChange | null;
}

type StartPorts = Pick<Ports, 'sealer'>;

const ON_RECORD = words(
  '本单位已有存档备案。信息变更请先报告变更，再从存档内容重新备案。',
  'A record is on file. Report the change first; the re-filing starts from what is on record.',
);
const OPEN = words(
  '本单位还有一份备案未办结，请先办结或撤回。',
  'Another filing is still open; finish or withdraw it first.',
);

function prefilled(organisation: FilingOrganisation): FilingBody {
  const numbers = organisation.licenceNumbers.split(/[\s,，、;；]+/u).filter((number) => number !== '');
  const rows = numbers.map((number, index) => ({ id: `l${index + 1}`, number }));
  return emptyBody({
    enterprise: {
      name: organisation.name,
      uscc: organisation.uscc ?? '',
      region: organisation.regionCode,
      industry: organisation.industryCode ?? '',
      isBranch: organisation.isBranch,
    },
    licences: organisation.licenceKind === 'telecom' ? rows : [],
    domainLicences: organisation.licenceKind === 'domain' ? rows : [],
    submission: { channel: 'platform' },
  });
}

async function recordedBody(trx: Trx, ports: StartPorts, record: FilingRecord): Promise<FilingBody> {
  const version = await getSubmittedVersion(trx, record.organisationId, record.id);
  if (!version) throw new Error(`filing ${record.id} is on record without a submitted version`);
  return openBody(ports.sealer, record.organisationId, version.body);
}

/** The body that a filing starts from: the last record for a re-filing, else what the organisation's profile knows. */
async function startingBody(
  trx: Trx,
  ports: StartPorts,
  organisation: FilingOrganisation,
  record: FilingRecord | undefined,
  input: FilingStart,
): Promise<FilingBody> {
  const recorded = record ? await recordedBody(trx, ports, record) : null;
  const start = recorded
    ? refilingBody(recorded, record?.serialNo ?? '')
    : { ...prefilled(organisation), filing: { kind: input.kind } };
  const { change } = input;
  return {
    ...start,
    scope: input.scope ?? start.scope,
    submission: { ...start.submission, channel: 'platform' },
    change: change
      ? {
          ...start.change,
          reasons: [change.kind],
          happenedOn: change.happenedOn,
          decidedOn: change.decidedOn ?? '',
          note: change.note,
        }
      : start.change,
  };
}

/** A re-filing keeps the files that were part of the record; they may be replaced. */
async function carryFiles(
  trx: Trx,
  actor: Actor,
  moment: Moment,
  record: FilingRecord,
  filingId: string,
): Promise<void> {
  const version = await getSubmittedVersion(trx, record.organisationId, record.id);
  if (!version) return;
  const files = await listAttachments(trx, record.organisationId, record.id);
  for (const file of filesOfVersion(files, version)) {
    if (file.slot !== 'appointment' && file.slot !== 'organisation_chart') continue;
    await insertAttachment(trx, {
      organisation_id: record.organisationId,
      id: newId(moment.now),
      filing_id: filingId,
      version_id: null,
      programme_id: record.programmeId,
      region_code: record.regionCode,
      slot: file.slot,
      file_name: file.fileName,
      content_type: file.contentType,
      byte_size: file.byteSize,
      sha256: file.sha256,
      storage_key: file.storageKey,
      scan_state: file.scanState,
      signature_report: null,
      uploaded_by_name: actor.name,
      uploaded_at: moment.now,
      voided_at: null,
      void_reason: null,
      submitted_at: null,
    });
  }
}

/** A new filing's id, and what the answers about 适用对象 mean. */
export interface StartedFiling {
  readonly filingId: string;
  readonly applicability: Applicability;
}

/**
 * Begins a filing with its draft, in the caller's transaction. Refused while another one is open in the programme, and
 * for a first filing when one is on record.
 */
export async function startFiling(
  trx: Trx,
  ports: StartPorts,
  actor: Actor,
  moment: Moment,
  organisationId: string,
  input: FilingStart,
): Promise<Result<StartedFiling>> {
  const organisation = await getFilingOrganisation(trx, organisationId);
  if (!organisation?.programmeId) return refuse('not_found');
  const { programmeId, regionCode } = organisation;
  const record = await getFilingOnRecord(trx, organisationId, programmeId);
  if (input.kind === 'first' && record) return refuse('not_allowed_now', { words: ON_RECORD });
  const body = await startingBody(trx, ports, organisation, record, input);
  const applicability = assessApplicability(body.scope);
  const isVoluntary = applicability.outcome === 'voluntary';
  const filingId = newId(moment.now);
  const inserted = await insertFiling(trx, {
    organisation_id: organisationId,
    id: filingId,
    programme_id: programmeId,
    region_code: regionCode,
    kind: input.kind,
    is_voluntary: isVoluntary,
    status: 'draft',
    enterprise_name: organisation.name,
    uscc: organisation.uscc ?? '',
    change_report_id: input.change?.reportId ?? null,
    base_filing_id: record?.id ?? null,
    due_on: input.change?.dueOn ?? null,
    due_provisional: input.change?.isProvisional ?? false,
    ...(input.change ? { due_sort: input.change.dueOn } : {}),
    created_by_name: actor.name,
    created_at: moment.now,
    updated_at: moment.now,
  });
  if (!inserted) return refuse('conflict', { words: OPEN });
  await insertDraft(trx, {
    organisation_id: organisationId,
    filing_id: filingId,
    stage: 'editing',
    body: sealBody(ports.sealer, organisationId, body),
    frozen_version_id: null,
    updated_at: moment.now,
    updated_by_name: actor.name,
  });
  if (record) await carryFiles(trx, actor, moment, record, filingId);
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'filing.created',
    payload: { kind: input.kind, voluntary: isVoluntary, form: FORM_VERSION, base: record?.id ?? null },
    subjectId: filingId,
    shared: false,
  });
  return done({ filingId, applicability });
}
