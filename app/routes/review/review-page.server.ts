import type { LoaderFunctionArgs } from '@remix-run/node';
import { listAttachments } from '#db/queries/attachment.read.ts';
import { listThreads } from '#db/queries/comment.read.ts';
import { openBody } from '#db/queries/filing-body.ts';
import { listTimeline } from '#db/queries/filing.read.ts';
import { listColleagues } from '#db/queries/queue.read.ts';
import {
  getFilingRecordedBefore,
  getReviewFiling,
  getReviewVersion,
  listReviewVersions,
  type ReviewFiling,
} from '#db/queries/review.read.ts';
import { GUIDELINE } from '../../domain/filing/guideline.ts';
import { type FilingIntent, mayDo } from '../../domain/filing/state.ts';
import { can } from '../../domain/organisation/organisation.ts';
import { refuse } from '../../domain/refusal/refusal.ts';
import { refusalResponse } from '../../http/response.server.ts';
import { type Acting, requireRegulator } from '../../http/scope.server.ts';

/** The regulator and the filing that the address names; 404 when it isn't within reach. */
export async function requireReview(
  incoming: LoaderFunctionArgs,
): Promise<{ visit: Acting<'regulator'>; filing: ReviewFiling }> {
  const visit = await requireRegulator(incoming);
  const filing = await incoming.context.ports.db.transaction(visit.scope, (trx) =>
    getReviewFiling(trx, visit.scope, incoming.params.id ?? ''),
  );
  if (!filing) throw refusalResponse(refuse('not_found').refusal);
  return { visit, filing };
}

/** What a version is compared with: the last record, or the version before that came back after a return. */
export interface Baseline {
  readonly filingId: string;
  readonly no: number;
  readonly serialNo: string | null;
  readonly body: unknown;
}

/** Everything that a reviewer's page shows, read in one transaction and opened outside it. */
export async function readReview(
  incoming: LoaderFunctionArgs,
  visit: Acting<'regulator'>,
  filing: ReviewFiling,
  versionNo: number,
) {
  const { ports } = incoming.context;
  const { organisationId, id } = filing;
  const read = await ports.db.transaction(visit.scope, async (trx) => {
    const former = await getFilingRecordedBefore(trx, visit.scope, filing);
    const formerVersion = former
      ? await getReviewVersion(trx, organisationId, former.id, former.currentVersionNo)
      : undefined;
    return {
      version: await getReviewVersion(trx, organisationId, id, versionNo),
      former,
      formerVersion,
      versions: await listReviewVersions(trx, organisationId, id),
      files: await listAttachments(trx, organisationId, id),
      threads: await listThreads(trx, organisationId, id),
      events: await listTimeline(trx, organisationId, id),
      colleagues: await listColleagues(trx, visit.scope),
    };
  });
  if (!read.version) throw refusalResponse(refuse('not_found').refusal);
  return {
    ...read,
    version: read.version,
    body: openBody(ports.sealer, organisationId, read.version.body),
    baseBody: read.formerVersion ? openBody(ports.sealer, organisationId, read.formerVersion.body) : null,
  };
}

/** Which buttons the table of states allows, and to whom the filing belongs at the moment. */
export function reviewRights(visit: Acting<'regulator'>, filing: ReviewFiling) {
  const may = (intent: FilingIntent) =>
    mayDo(intent, { status: filing.status, stage: 'to_seal', role: visit.scope.role });
  const isMine = filing.assigneeId === visit.scope.accountId;
  const isUnderReview = filing.status === 'in_review';
  return {
    claim: may('claim') && !(isUnderReview && isMine),
    isTakeOver: isUnderReview && filing.assigneeId !== null && !isMine,
    release: may('release') && (isMine || visit.scope.role === 'supervisor'),
    assign: may('assign'),
    comment: may('comment'),
    record: may('record'),
    returnFiling: may('returnFiling'),
    confirmPaper: may('confirmPaper') && filing.channel === 'paper',
    unmask: can(visit.acting.role, 'unmask'),
    openChange: may('openChange'),
    isMine,
    paperFrom: GUIDELINE.issuedOn,
  };
}
