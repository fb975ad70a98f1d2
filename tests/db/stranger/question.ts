import type { Scope } from '#app/domain/account/scope.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { WHOLE_QUEUE } from '#app/domain/review/queue-filter.ts';
import type { Trx } from '#db/client.ts';
import * as accessRequests from '#db/queries/access-request.read.ts';
import * as accounts from '#db/queries/account.read.ts';
import { listOwnAcknowledgements } from '#db/queries/acknowledgement.read.ts';
import * as attachments from '#db/queries/attachment.read.ts';
import * as calendars from '#db/queries/calendar.read.ts';
import * as changes from '#db/queries/change.read.ts';
import * as checkpoints from '#db/queries/checkpoint.read.ts';
import * as clients from '#db/queries/client.read.ts';
import * as comments from '#db/queries/comment.read.ts';
import * as drafts from '#db/queries/draft.read.ts';
import * as filings from '#db/queries/filing.read.ts';
import * as grants from '#db/queries/grant.read.ts';
import { hasRealOrganisations } from '#db/queries/install.read.ts';
import * as invitations from '#db/queries/invitation.read.ts';
import { listMembers } from '#db/queries/membership.read.ts';
import * as notices from '#db/queries/notice.read.ts';
import * as organisations from '#db/queries/organisation.read.ts';
import * as queues from '#db/queries/queue.read.ts';
import * as recipients from '#db/queries/recipient.read.ts';
import * as reminders from '#db/queries/reminder.read.ts';
import * as reviews from '#db/queries/review.read.ts';
import * as rosters from '#db/queries/roster.read.ts';
import * as sessions from '#db/queries/session.read.ts';
import * as starts from '#db/queries/start.read.ts';
import * as webhooks from '#db/queries/webhook.read.ts';
import { ACCOUNTS, GRANTS, ORGANISATIONS, uuid } from '../isolation/identity.ts';
import type { ASSESSING } from '../isolation/probe-assessment.ts';
import { SCOPES } from '../isolation/walk.ts';
import { ANSWERED } from './question-answer.ts';
import { ASSESSED } from './question-assessment.ts';
import { REGISTERED } from './question-register.ts';
import { REPORTED } from './question-report.ts';
import { KEPT_EVIDENCE } from './question-evidence.ts';
import { BUNDLED } from './question-bundle.ts';
import { JOURNALLED } from './question-journal.ts';
import { MODELLED } from './question-model.ts';
import { ANNOUNCED } from './question-bulletin.ts';
import { BATCHED } from './question-batch.ts';
import { ENTERED } from './question-entry.ts';
import { PLANNED } from './question-plan.ts';
import { SCORED } from './question-scheme.ts';
import { STANDING } from './question-standing.ts';

/** Who asks for what isn't theirs. */
export type Viewer = 'anonymous' | 'stranger' | 'otherEnterprise' | 'otherProgramme';

/** Real ids of rows that belong to somebody. */
export interface Theirs {
  /** An enterprise on record with a reported change and a re-filing under way. */
  readonly changing: {
    readonly organisationId: string;
    readonly name: string;
    readonly changeId: string;
    readonly changeOn: string;
    readonly draftId: string;
  };
  /** An enterprise whose filing was returned with comments. */
  readonly returned: {
    readonly organisationId: string;
    readonly filingId: string;
    readonly versionId: string;
    readonly attachmentId: string;
    readonly threadId: string;
    readonly verificationCode: string;
  };
  /** Enterprise A of the isolation matrix: ask as `ownerA`, `consultantRead`, `assessor`, `supervisor`… */
  readonly assessing: typeof ASSESSING;
}

/** A question to one query function. */
export interface Question {
  /** The scope to which the answer belongs: it must be shown something, or the question proves nothing. */
  readonly of: string;
  readonly ask: (trx: Trx, theirs: Theirs) => Promise<unknown>;
  /** Answers with rows of the viewer's own: it must name nobody else's. */
  readonly isOwn?: true;
  /** Viewers who are shown an answer by design, and the reason. */
  readonly shown?: { readonly to: readonly Viewer[]; readonly because: string };
}

const TODAY = plainDate('2026-11-23');
const SOON = plainDate('2026-12-31');
const SIGNED_IN: readonly Viewer[] = ['stranger', 'otherEnterprise', 'otherProgramme'];
const EVERYBODY: readonly Viewer[] = ['anonymous', ...SIGNED_IN];
const secret = { to: EVERYBODY, because: 'whoever holds the secret is its owner; nobody is signed in yet' };

function officeOf(scope: Scope | null | undefined): queues.RegulatorScope {
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}
const office = officeOf(SCOPES.supervisor);
const queue: queues.QueueQuery = { filter: WHOLE_QUEUE, today: TODAY, soonUntil: SOON };
const A = ORGANISATIONS.A;
const reach = { programmeId: 'sh-cdo', regionCode: '310000' };
const named = (text: string) => ({ state: 'all', region: '', text, after: null, limit: 10 }) as const;
const wholeRoster = { state: 'all', region: '', q: '', after: '' } as const;

const people: Readonly<Record<string, Question>> = {
  listOpenRequests: { of: 'ownerA', ask: (trx) => accessRequests.listOpenRequests(trx, A, 'join') },
  listOpenReclaims: { of: 'reviewer', ask: (trx) => accessRequests.listOpenReclaims(trx, reach) },
  hasOpenRequest: {
    of: 'stranger',
    ask: (trx) => accessRequests.hasOpenRequest(trx, A, ACCOUNTS.stranger),
  },
  getCredentialByIndex: {
    of: 'anonymous',
    ask: (trx) => accounts.getCredentialByIndex(trx, `index-${ACCOUNTS.ownerA}`),
    shown: secret,
  },
  getCredentialByIndexes: {
    of: 'anonymous',
    ask: (trx) => accounts.getCredentialByIndexes(trx, [`index-${ACCOUNTS.ownerA}`]),
    shown: secret,
  },
  getOwnAccount: { of: 'ownerA', ask: (trx) => accounts.getOwnAccount(trx, ACCOUNTS.ownerA) },
  getLinkByDigest: { of: 'anonymous', ask: (trx) => accounts.getLinkByDigest(trx, 'lA'), shown: secret },
  listOwnAcknowledgements: { of: 'ownerA', ask: (trx) => listOwnAcknowledgements(trx, ACCOUNTS.ownerA) },
  listOpenInvitations: {
    of: 'ownerA',
    ask: (trx) => invitations.listOpenInvitations(trx, A, 'colleague'),
  },
  getInvitationByDigest: {
    of: 'anonymous',
    ask: (trx) => invitations.getInvitationByDigest(trx, 'digest-1'),
    shown: secret,
  },
  listMembers: { of: 'ownerA', ask: (trx) => listMembers(trx, A) },
  getSessionByDigest: {
    of: 'anonymous',
    ask: (trx) => sessions.getSessionByDigest(trx, 'sA'),
    shown: secret,
  },
  listMyMemberships: { of: 'ownerA', ask: (trx) => sessions.listMyMemberships(trx), isOwn: true },
  listOwnSessions: { of: 'ownerA', ask: (trx) => sessions.listOwnSessions(trx, ACCOUNTS.ownerA) },
};

const houses: Readonly<Record<string, Question>> = {
  listLiveGrants: {
    of: 'consultancy',
    ask: (trx) => clients.listLiveGrants(trx, ORGANISATIONS.consultancy, TODAY),
  },
  listClientSummaries: {
    of: 'consultancy',
    ask: (trx) => clients.listClientSummaries(trx, TODAY),
  },
  listEndedGrants: {
    of: 'consultancy',
    ask: (trx) => clients.listEndedGrants(trx, ORGANISATIONS.consultancy, TODAY),
  },
  getClientHouse: { of: 'consultantRead', ask: (trx) => clients.getClientHouse(trx, A) },
  getLiveGrant: { of: 'consultancy', ask: (trx) => grants.getLiveGrant(trx, GRANTS.read, TODAY) },
  listGrantsOfClient: { of: 'ownerA', ask: (trx) => grants.listGrantsOfClient(trx, A) },
  hasRealOrganisations: { of: 'job:install', ask: (trx) => hasRealOrganisations(trx) },
  getOrganisation: { of: 'ownerA', ask: (trx) => organisations.getOrganisation(trx, A) },
  getOrganisationByUscc: {
    of: 'ownerA',
    ask: (trx) => organisations.getOrganisationByUscc(trx, `U${A.slice(-17)}`),
    shown: {
      to: SIGNED_IN,
      because: 'a person with a verified address asks who holds a code, to join it; name and state only',
    },
  },
  listEnterprises: {
    of: 'reviewer',
    ask: (trx, { changing }) => organisations.listEnterprises(trx, reach, named(changing.name)),
  },
  countEnterprises: {
    of: 'reviewer',
    ask: (trx, { changing }) => organisations.countEnterprises(trx, reach, named(changing.name)),
  },
  listOrganisationEvents: {
    of: 'changing',
    ask: (trx, { changing }) => organisations.listOrganisationEvents(trx, changing.organisationId),
  },
  listRegulators: { of: 'operator', ask: (trx) => organisations.listRegulators(trx), isOwn: true },
  getWebhook: { of: 'ownerA', ask: (trx) => webhooks.getWebhook(trx, A, uuid(17, 1)) },
  listWebhooks: { of: 'ownerA', ask: (trx) => webhooks.listWebhooks(trx, A) },
  listRecipientsOfOrganisation: {
    of: 'ownerA',
    ask: (trx) => recipients.listRecipientsOfOrganisation(trx, A),
  },
  listRecipientsOfRegulator: {
    of: 'ownerA',
    ask: (trx) => recipients.listRecipientsOfRegulator(trx, 'sh-cdo', '310115'),
    shown: {
      to: SIGNED_IN,
      because: 'whoever files tells the office in charge; the answer stays in the outbox, addresses sealed',
    },
  },
  listWebhooksOf: {
    of: 'ownerA',
    ask: (trx) => recipients.listWebhooksOf(trx, A),
    shown: {
      to: SIGNED_IN,
      because: 'a notice to a house goes to its webhooks, too; id and label, never the address',
    },
  },
};

const filed: Readonly<Record<string, Question>> = {
  listAttachments: {
    of: 'returned',
    ask: (trx, { returned }) => attachments.listAttachments(trx, returned.organisationId, returned.filingId),
  },
  getAttachment: {
    of: 'returned',
    ask: (trx, { returned }) => attachments.getAttachment(trx, returned.filingId, returned.attachmentId),
  },
  listThreads: {
    of: 'returned',
    ask: (trx, { returned }) => comments.listThreads(trx, returned.organisationId, returned.filingId),
  },
  lockThread: {
    of: 'returned',
    ask: (trx, { returned }) =>
      comments.lockThread(trx, returned.organisationId, returned.filingId, returned.threadId),
  },
  getDraft: {
    of: 'changing',
    ask: (trx, { changing }) => drafts.getDraft(trx, changing.organisationId, changing.draftId),
  },
  lockDraft: {
    of: 'changing',
    ask: (trx, { changing }) => drafts.lockDraft(trx, changing.organisationId, changing.draftId),
  },
  getFiling: {
    of: 'returned',
    ask: (trx, { returned }) => filings.getFiling(trx, returned.organisationId, returned.filingId),
  },
  listFilings: {
    of: 'returned',
    ask: (trx, { returned }) => filings.listFilings(trx, returned.organisationId, false),
  },
  getOpenFiling: {
    of: 'changing',
    ask: (trx, { changing }) => filings.getOpenFiling(trx, changing.organisationId, 'sh-cdo'),
  },
  getFilingOnRecord: {
    of: 'changing',
    ask: (trx, { changing }) => filings.getFilingOnRecord(trx, changing.organisationId, 'sh-cdo'),
  },
  listVersions: {
    of: 'returned',
    ask: (trx, { returned }) => filings.listVersions(trx, returned.organisationId, returned.filingId),
  },
  getVersion: {
    of: 'returned',
    ask: (trx, { returned }) =>
      filings.getVersion(trx, returned.organisationId, returned.filingId, returned.versionId),
  },
  getSubmittedVersion: {
    of: 'returned',
    ask: (trx, { returned }) => filings.getSubmittedVersion(trx, returned.organisationId, returned.filingId),
  },
  getFilingOrganisation: {
    of: 'returned',
    ask: (trx, { returned }) => filings.getFilingOrganisation(trx, returned.organisationId),
  },
  listTimeline: {
    of: 'returned',
    ask: (trx, { returned }) => filings.listTimeline(trx, returned.organisationId, returned.filingId),
  },
  getVerifiedFiling: {
    of: 'anonymous',
    ask: (trx, { returned }) => filings.getVerifiedFiling(trx, returned.verificationCode),
    shown: {
      to: EVERYBODY,
      because: 'the code is printed so that anybody can check the paper; no person in it',
    },
  },
  listStartFilings: {
    of: 'changing',
    ask: (trx, { changing }) => starts.listStartFilings(trx, changing.organisationId),
  },
};

const changed: Readonly<Record<string, Question>> = {
  listOpenChanges: {
    of: 'changing',
    ask: (trx, { changing }) => changes.listOpenChanges(trx, changing.organisationId),
  },
  getChange: {
    of: 'reviewer',
    ask: (trx, { changing }) => changes.getChange(trx, reach, changing.changeId),
  },
  listChanges: {
    of: 'reviewer',
    ask: (trx) =>
      changes.listChanges(trx, reach, {
        filter: 'all',
        today: TODAY,
        soonUntil: SOON,
        after: null,
        limit: 10,
      }),
  },
  getSameOpenChange: {
    of: 'changing',
    ask: (trx, { changing }) =>
      changes.getSameOpenChange(trx, changing.organisationId, {
        kind: 'cdo',
        happenedOn: plainDate(changing.changeOn),
      }),
  },
  getRecordOnFile: {
    of: 'changing',
    ask: (trx, { changing }) => changes.getRecordOnFile(trx, changing.organisationId),
  },
  getFilingUnderWay: {
    of: 'changing',
    ask: (trx, { changing }) => changes.getFilingUnderWay(trx, changing.organisationId, 'sh-cdo'),
  },
  listChangeEvents: {
    of: 'changing',
    ask: (trx, { changing }) => changes.listChangeEvents(trx, changing.organisationId, changing.changeId),
  },
  listOpenDeadlines: { of: 'job:calendar', ask: (trx) => calendars.listOpenDeadlines(trx) },
  lockOpenDeadlines: { of: 'job:calendar', ask: (trx) => calendars.lockOpenDeadlines(trx) },
  countProvisionalDeadlines: {
    of: 'job:calendar',
    ask: (trx) => calendars.countProvisionalDeadlines(trx),
  },
  listOwedChanges: {
    of: 'job:reminder',
    ask: (trx) => reminders.listOwedChanges(trx, { dueThrough: SOON, after: null, limit: 10 }),
  },
};

const reviewed: Readonly<Record<string, Question>> = {
  queuePageQuery: {
    of: 'supervisor',
    ask: (trx) => queues.queuePageQuery(trx, office, queue, 10).execute(),
  },
  queueCountQuery: {
    of: 'supervisor',
    ask: async (trx) =>
      (await queues.queueCountQuery(trx, office, queue, 10).executeTakeFirstOrThrow()).count,
  },
  listQueue: { of: 'supervisor', ask: (trx) => queues.listQueue(trx, office, queue) },
  listAndCountQueue: {
    of: 'supervisor',
    ask: async (trx) => (await queues.listAndCountQueue(trx, office, queue, { limit: 10, most: 10 })).count,
  },
  listColleagues: { of: 'supervisor', ask: (trx) => queues.listColleagues(trx, office) },
  getReviewFiling: {
    of: 'supervisor',
    ask: (trx, { returned }) => reviews.getReviewFiling(trx, office, returned.filingId),
  },
  lockReviewFiling: {
    of: 'supervisor',
    ask: (trx, { returned }) => reviews.lockReviewFiling(trx, office, returned.filingId),
  },
  lockReviewFilings: {
    of: 'supervisor',
    ask: (trx, { returned }) => reviews.lockReviewFilings(trx, office, [returned.filingId]),
  },
  lockRecordedFiling: {
    of: 'supervisor',
    ask: (trx, { changing }) => reviews.lockRecordedFiling(trx, office, changing.organisationId),
  },
  getReviewVersion: {
    of: 'supervisor',
    ask: (trx, { returned }) => reviews.getReviewVersion(trx, returned.organisationId, returned.filingId, 1),
  },
  listReviewVersions: {
    of: 'supervisor',
    ask: (trx, { returned }) => reviews.listReviewVersions(trx, returned.organisationId, returned.filingId),
  },
  getFilingRecordedBefore: {
    of: 'supervisor',
    ask: (trx, { changing }) =>
      reviews.getFilingRecordedBefore(trx, office, {
        id: changing.draftId,
        organisationId: changing.organisationId,
        recordedAt: null,
      }),
  },
  listFilingsOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { changing }) => reviews.listFilingsOfEnterprise(trx, office, changing.organisationId),
  },
  listSharedEvents: {
    of: 'supervisor',
    ask: (trx, { changing }) => reviews.listSharedEvents(trx, changing.organisationId),
  },
  getEnterprise: {
    of: 'supervisor',
    ask: (trx, { changing }) => reviews.getEnterprise(trx, office, changing.organisationId),
  },
  listChangesOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { changing }) => reviews.listChangesOfEnterprise(trx, office, changing.organisationId),
  },
  listReviewBodies: {
    of: 'supervisor',
    ask: (trx, { returned }) =>
      reviews.listReviewBodies(trx, office, [
        { organisationId: returned.organisationId, id: returned.filingId, currentVersionNo: 1 },
      ]),
  },
  listRoster: { of: 'supervisor', ask: (trx) => rosters.listRoster(trx, office, wholeRoster, TODAY) },
  listRosterEntries: {
    of: 'supervisor',
    ask: (trx) => rosters.listRosterEntries(trx, office, [uuid(14, 1)]),
  },
  countRoster: { of: 'supervisor', ask: (trx) => rosters.countRoster(trx, office, TODAY) },
  listRosterCodes: { of: 'supervisor', ask: (trx) => rosters.listRosterCodes(trx, office) },
  getImportRun: { of: 'supervisor', ask: (trx) => rosters.getImportRun(trx, office, uuid(16, 1)) },
  lockImportRun: { of: 'supervisor', ask: (trx) => rosters.lockImportRun(trx, office, uuid(16, 1)) },
  countForRegulator: {
    of: 'supervisor',
    ask: (trx) => starts.countForRegulator(trx, office, { today: TODAY, soonUntil: SOON }),
  },
};

const kept: Readonly<Record<string, Question>> = {
  listJournalHeads: { of: 'job:housekeeping', ask: (trx) => checkpoints.listJournalHeads(trx) },
  listJournalAfter: { of: 'job:housekeeping', ask: (trx) => checkpoints.listJournalAfter(trx, null, 10) },
  listCheckpoints: { of: 'operator', ask: (trx) => checkpoints.listCheckpoints(trx, 10) },
  countForOperator: { of: 'operator', ask: (trx) => starts.countForOperator(trx) },
  countUnreadNotices: { of: 'ownerA', ask: (trx) => notices.countUnreadNotices(trx) },
  listMyNotices: {
    of: 'ownerA',
    ask: (trx) => notices.listMyNotices(trx, ACCOUNTS.ownerA, { isRead: false, beforeId: null, limit: 10 }),
  },
  getMyNotice: { of: 'ownerA', ask: (trx) => notices.getMyNotice(trx, ACCOUNTS.ownerA, uuid(13, 1)) },
  listOutbox: {
    of: 'operator',
    ask: (trx) => notices.listOutbox(trx, { state: null, beforeId: null, limit: 10 }),
  },
  countOutbox: { of: 'operator', ask: (trx) => notices.countOutbox(trx) },
  hasDueNotices: {
    of: 'job:delivery',
    ask: (trx) => notices.hasDueNotices(trx, '2026-11-23T03:00:00.000Z', ['mail', 'product']),
  },
  listDemoMails: { of: 'job:demo', ask: (trx) => notices.listDemoMails(trx, 10) },
  listQueuedOccurrences: {
    of: 'job:reminder',
    ask: (trx) => reminders.listQueuedOccurrences(trx, ['r'], ['o1', 'o2']),
  },
};

/** Every function of `db/queries/*.read.ts` that reads somebody's rows. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  ...people,
  ...houses,
  ...filed,
  ...changed,
  ...reviewed,
  ...kept,
  ...ANSWERED,
  ...ASSESSED,
  ...KEPT_EVIDENCE,
  ...REPORTED,
  ...REGISTERED,
  ...JOURNALLED,
  ...BUNDLED,
  ...ANNOUNCED,
  ...SCORED,
  ...MODELLED,
  ...PLANNED,
  ...BATCHED,
  ...ENTERED,
  ...STANDING,
};

/** The functions that nobody needs to be kept from, and why. */
export const OPEN: Readonly<Record<string, string>> = {
  ofHouse: 'a condition, not a query; getChange and listChanges are asked with it',
  readPlace: 'reads a cursor, not the database',
  withQueuePlan: 'sets the planner for the queries inside; listQueue is asked with it',
  readBenchmark: 'quartiles of at least five others, who are never named',
  listProgrammes: 'the programmes are published',
  listCalendarYears: 'the calendar is published',
  readCalendar: 'the calendar is published',
  listLoadedYears: 'the calendar is published, and that the platform loaded it',
  listOpenPlans:
    'plans that their houses opened to everyone; those kept inside are proved in tests/routes/board',
  getOpenPlan: 'a plan that its house opened to everyone; one kept inside is proved in tests/routes/board',
  listSettings: 'the footer of every page',
  countSuperseded: 'a number, to the operator and jobs alone: proved in tests/db/retention.test.ts',
  listErasedFiles: 'keys of files, to housekeeping alone: proved in tests/db/retention.test.ts',
};
