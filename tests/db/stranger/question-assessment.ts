import * as actions from '#db/queries/action.read.ts';
import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { listSignedResults } from '#db/queries/trend.read.ts';
import type { Question } from './question.ts';

/** Queries of assessments, evidence, certificates, models and schemes: `theirs.assessing` names rows of enterprise A. */
export const ASSESSED: Readonly<Record<string, Question>> = {
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
  listOverdueActions: {
    of: 'job:reminder',
    ask: (trx) => actions.listOverdueActions(trx, { today: plainDate('2099-01-01'), after: null, limit: 10 }),
  },
};
