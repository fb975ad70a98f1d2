import * as actions from '#db/queries/action.read.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { listOrders, listOrdersOfRegulator } from '#db/queries/assessment-order.read.ts';
import * as assessments from '#db/queries/assessment.read.ts';
import { listSignedResults } from '#db/queries/trend.read.ts';
import { ACCOUNTS } from '../isolation/identity.ts';
import type { Question } from './question.ts';

const ASSESSED_NOTHING = '00000000-0000-7000-8000-000000000000';
const REACH = { programmeId: 'sh-cdo', regionCode: '310000' };

/** Queries of assessments, evidence, certificates, models and schemes: `theirs.assessing` names rows of enterprise A. */
export const ASSESSED: Readonly<Record<string, Question>> = {
  getAssessment: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      assessments.getAssessment(trx, assessing.organisationId, assessing.assessmentId),
  },
  listAssessments: {
    of: 'ownerA',
    ask: (trx, { assessing }) => assessments.listAssessments(trx, assessing.organisationId),
  },
  listAssessmentsOfScope: {
    of: 'ownerA',
    ask: async (trx, { assessing }) => {
      const one = await assessments.getAssessment(trx, assessing.organisationId, assessing.assessmentId);
      return assessments.listAssessmentsOfScope(
        trx,
        assessing.organisationId,
        one?.scopeId ?? ASSESSED_NOTHING,
      );
    },
  },
  listProgress: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      assessments.listProgress(trx, assessing.organisationId, assessing.assessmentId),
  },
  listReturnedTo: {
    of: 'ownerA',
    ask: (trx, { assessing }) => assessments.listReturnedTo(trx, assessing.organisationId, ACCOUNTS.ownerA),
  },
  listExclusions: {
    of: 'ownerA',
    ask: (trx, { assessing }) => assessments.listExclusions(trx, assessing.organisationId, null),
  },
  listDomainAssignments: {
    of: 'ownerA',
    ask: (trx, { assessing }) => assessments.listDomainAssignments(trx, assessing.organisationId, null),
  },
  listSnapshots: {
    of: 'ownerA',
    ask: (trx, { assessing }) => assessments.listSnapshots(trx, assessing.organisationId, null),
  },
  getSnapshot: {
    of: 'ownerA',
    ask: async (trx, { assessing }) => {
      const [one] = await assessments.listSnapshots(trx, assessing.organisationId, null);
      const { assessmentId, versionNo } = one ?? { assessmentId: assessing.assessmentId, versionNo: 1 };
      return assessments.getSnapshot(trx, assessing.organisationId, assessmentId, versionNo);
    },
  },
  listLinkedEvidence: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      assessments.listLinkedEvidence(trx, assessing.organisationId, assessing.assessmentId),
  },
  listSubmittedAssessments: {
    of: 'supervisor',
    ask: (trx) => assessments.listSubmittedAssessments(trx, REACH),
  },
  listOrders: { of: 'ownerA', ask: (trx, { assessing }) => listOrders(trx, assessing.organisationId) },
  listOrdersOfRegulator: { of: 'supervisor', ask: (trx) => listOrdersOfRegulator(trx, REACH) },
  listSignedResults: {
    of: 'ownerA',
    ask: (trx, { assessing }) => listSignedResults(trx, assessing.organisationId),
  },
  listActions: {
    of: 'ownerA',
    ask: (trx, { assessing }) => actions.listActions(trx, assessing.organisationId, assessing.assessmentId),
  },
  lockAction: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      actions.lockAction(trx, assessing.organisationId, assessing.assessmentId, assessing.actionId),
  },
  listActionsDue: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      actions.listActionsDue(trx, assessing.organisationId, plainDate('2099-01-01')),
  },
  listOverdueActions: {
    of: 'job:reminder',
    ask: (trx) => actions.listOverdueActions(trx, { today: plainDate('2099-01-01'), after: null, limit: 10 }),
  },
};
