import { filesOfVersion } from '#app/domain/attachment/attachment.ts';
import type { Actor, Moment } from '#app/domain/account/actor.ts';
import { isPlainDate, yearOf } from '#app/domain/calendar/plain-date.ts';
import { isReady, isVoluntary } from '#app/domain/filing/completeness.ts';
import { filingFacts, withSealing } from '#app/domain/filing/content.ts';
import { changedPaths, diffAttachments } from '#app/domain/filing/diff.ts';
import type { FilingBody } from '#app/domain/filing/form.ts';
import { serialNumber } from '#app/domain/filing/receipt.ts';
import { checkResubmission } from '#app/domain/filing/review.ts';
import { mayDo } from '#app/domain/filing/state.ts';
import { done, type Result, refuse } from '#app/domain/refusal/refusal.ts';
import { words } from '#app/domain/words.ts';
import type { Trx } from '#db/client.ts';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { submitAttachments } from '#db/queries/attachment.write.ts';
import { updateDraft } from '#db/queries/draft.write.ts';
import { openBody, sealBody } from '#db/queries/filing-body.ts';
import { bigramsOf } from '#db/queries/filing-term.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import {
  type FilingRecord,
  type FilingVersion,
  getSubmittedVersion,
  getVersion,
  listVersions,
} from '#db/queries/filing.read.ts';
import {
  replaceTerms,
  stopChangeClocks,
  takeSerial,
  updateFiling,
  updateVersion,
} from '#db/queries/filing.write.ts';
import { appendJournal } from '#db/queries/journal.write.ts';
import {
  queueNotices,
  recipientsOfOrganisation,
  recipientsOfRegulator,
} from '../notice/queue-notices.step.server.ts';
import type { Ports } from '../ports.ts';
import { checkDossier, type FilingDossier, openDossier } from './check-filing.step.server.ts';
import { problemFields } from './freeze-filing.server.ts';
import { intentContextOf, locateFiling } from './locate-filing.step.server.ts';

type SubmitPorts = Pick<Ports, 'db' | 'sealer' | 'pdf' | 'site'>;

/** What a submission answers; the same again when the same submission is repeated. */
export interface Submission {
  readonly serialNo: string;
  readonly versionNo: number;
  readonly submittedAt: string;
}

const PENDING = words(
  '本单位尚待核验，暂不能报送；草稿已保存。核验由主管部门或平台运营方进行，进度见“单位信息”。',
  'Your organisation is not verified yet and cannot submit; the draft is kept. See “Organisation” for the progress.',
);
const SENT = words(
  '该备案已报送，无需重复报送；请查看报送回执。',
  'This filing was submitted already; see its receipt.',
);

/** The answer to a repeated submission, if there was one under this key. */
async function answerAgain(
  trx: Trx,
  organisationId: string,
  filing: FilingRecord,
  submitKey: string,
): Promise<Submission | null> {
  const versions = await listVersions(trx, organisationId, filing.id);
  const version = versions.find((one) => one.submitKey === submitKey);
  if (!version?.submittedAt || !filing.serialNo) return null;
  return { serialNo: filing.serialNo, versionNo: version.no, submittedAt: version.submittedAt };
}

/** After a return, each comment is answered or its place was changed. */
async function checkComments(
  trx: Trx,
  ports: SubmitPorts,
  dossier: FilingDossier,
  body: FilingBody,
): Promise<Result<null>> {
  const { organisationId, filing } = dossier;
  const last = await getSubmittedVersion(trx, organisationId, filing.id);
  if (!last) return done(null);
  const threads = await listThreads(trx, organisationId, filing.id);
  const before = filesOfVersion(await listAttachments(trx, organisationId, filing.id), last);
  const uploads = (files: FilingDossier['files']) =>
    files.flatMap((file) =>
      file.slot === 'printed_form' ? [] : [{ slot: file.slot, fileName: file.fileName, sha256: file.sha256 }],
    );
  const changed = new Set([
    ...changedPaths(openBody(ports.sealer, organisationId, last.body), body),
    ...diffAttachments(uploads(before), uploads(dossier.files)).map(({ slot }) => `attachments.${slot}`),
  ]);
  const answer = checkResubmission(threads, changed);
  return answer.ok ? done(null) : refuse('incomplete', { words: answer.message });
}

async function writeSubmission(
  trx: Trx,
  ports: SubmitPorts,
  actor: Actor,
  moment: Moment,
  dossier: FilingDossier,
  version: FilingVersion,
  submitKey: string,
): Promise<Submission> {
  const { organisationId, filing, files } = dossier;
  const body = withSealing(openBody(ports.sealer, organisationId, version.body), dossier.body);
  const isFirst = filing.firstSubmittedOn === null;
  const serialNo =
    filing.serialNo ??
    serialNumber(yearOf(moment.today), await takeSerial(trx, filing.programmeId, yearOf(moment.today)));
  await updateVersion(trx, organisationId, version.id, {
    body: sealBody(ports.sealer, organisationId, body),
    submitted_at: moment.now,
    submitted_by_name: actor.name,
    submit_key: submitKey,
  });
  await submitAttachments(trx, organisationId, filing.id, {
    at: moment.now,
    versionId: version.id,
    ids: files.filter(({ submittedAt }) => submittedAt === null).map(({ id }) => id),
  });
  await updateFiling(trx, organisationId, filing.id, {
    ...searchColumns(body),
    status: 'submitted',
    is_waiting: true,
    is_voluntary: isVoluntary(body),
    serial_no: serialNo,
    current_version_no: version.no,
    submitted_at: moment.now,
    ...(isFirst ? { first_submitted_at: moment.now, first_submitted_on: moment.today } : {}),
    ...channelColumns(body),
    updated_at: moment.now,
  });
  await replaceTerms(
    trx,
    { organisationId, filingId: filing.id, programmeId: filing.programmeId, regionCode: filing.regionCode },
    [...new Set([...filingFacts(body).searchable, serialNo].flatMap((text) => bigramsOf(text)))],
  );
  await updateDraft(trx, organisationId, filing.id, { stage: 'editing', frozen_version_id: null });
  await stopChangeClocks(trx, filing, moment.today);
  await appendJournal(trx, actor, moment, {
    organisationId,
    type: 'filing.submitted',
    payload: {
      version: version.no,
      digest: version.digest,
      serial: serialNo,
      first: isFirst,
      channel: body.submission.channel,
      files: files.map(({ slot, sha256 }) => ({ slot, sha256 })),
    },
    subjectId: filing.id,
    shared: true,
  });
  return { serialNo, versionNo: version.no, submittedAt: moment.now };
}

function searchColumns(body: FilingBody) {
  const facts = filingFacts(body);
  return {
    enterprise_name: facts.enterpriseName,
    uscc: facts.uscc,
    licence_numbers: facts.licenceNumbers,
    cdo_name: facts.cdoName,
    has_a1: facts.hasA1,
    has_a2: facts.hasA2,
    has_b1: facts.hasB1,
    has_b2: facts.hasB2,
    has_domain: facts.hasDomain,
  };
}

function channelColumns(body: FilingBody) {
  const { channel, paperSubmittedOn } = body.submission;
  if (channel !== 'paper') return { channel: 'platform' as const, paper_submitted_on: null };
  return {
    channel: 'paper' as const,
    paper_submitted_on: isPlainDate(paperSubmittedOn) ? paperSubmittedOn : null,
  };
}

async function tell(
  trx: Trx,
  ports: SubmitPorts,
  moment: Moment,
  dossier: FilingDossier,
  submission: Submission,
): Promise<void> {
  const { organisationId, filing, organisation } = dossier;
  const { serialNo } = submission;
  const occurrence = `${filing.id}.${submission.versionNo}`;
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId,
      rule: 'filing.receipt',
      occurrence,
      subject: words(`已报送首席数据官备案 ${serialNo}`, `CDO filing ${serialNo} submitted`),
      body: words(
        `${organisation.name}的首席数据官备案已报送，平台流水号 ${serialNo}。回执可在平台查看和下载。`,
        `The CDO filing of ${organisation.name} was submitted under serial number ${serialNo}. The receipt is on the platform.`,
      ),
      link: `/filings/${filing.id}/receipt`,
    },
    await recipientsOfOrganisation(trx, ports, organisationId, ['owner', 'cdo', 'preparer']),
  );
  await queueNotices(
    trx,
    ports,
    moment,
    {
      organisationId,
      rule: 'filing.submitted',
      occurrence,
      subject: words(`新报送：${organisation.name}`, `Submitted: ${organisation.name}`),
      body: words(
        `${organisation.name}报送了首席数据官备案，平台流水号 ${serialNo}。`,
        `${organisation.name} submitted its CDO filing, serial number ${serialNo}.`,
      ),
      link: `/review/${filing.id}`,
    },
    await recipientsOfRegulator(trx, ports, filing.programmeId, filing.regionCode),
  );
}

/**
 * Submits the frozen and sealed version. Idempotent: the same key again answers the same submission, and two clicks at
 * once make one. Refused with a checklist while something is missing, and while the enterprise isn't verified.
 */
export async function submitFiling(
  ports: SubmitPorts,
  actor: Actor,
  moment: Moment,
  input: { filingId: string; submitKey: string },
): Promise<Result<Submission>> {
  return ports.db.transaction(actor.scope, async (trx) => {
    const located = await locateFiling(trx, actor, input.filingId, 'view');
    if (!located.ok) return located;
    const { organisationId, filing, draft } = located.value;
    const again = await answerAgain(trx, organisationId, filing, input.submitKey);
    if (again) return done(again);
    if (filing.status !== 'draft' && filing.status !== 'returned') {
      return refuse('not_allowed_now', { words: SENT });
    }
    const dossier = await openDossier(trx, ports, located.value);
    const context = intentContextOf(actor.scope, filing);
    if (context === null || !mayDo('submit', context) || draft.frozenVersionId === null) {
      return refuse('not_allowed_now');
    }
    if (dossier.organisation.verification !== 'verified') return refuse('forbidden', { words: PENDING });
    const problems = checkDossier(ports, moment, 'submit', dossier);
    if (!isReady(problems)) return refuse('incomplete', { fields: problemFields(problems) });
    const version = await getVersion(trx, organisationId, filing.id, draft.frozenVersionId);
    if (!version || version.voidedAt !== null) return refuse('not_allowed_now');
    const comments = await checkComments(trx, ports, dossier, dossier.body);
    if (!comments.ok) return comments;
    const submission = await writeSubmission(trx, ports, actor, moment, dossier, version, input.submitKey);
    await tell(trx, ports, moment, dossier, submission);
    return done(submission);
  });
}
