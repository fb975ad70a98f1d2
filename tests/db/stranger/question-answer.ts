import { listAnswers, listAnswersOfCells } from '#db/queries/answer.read.ts';
import * as threads from '#db/queries/assessment-thread.read.ts';
import type { Question } from './question.ts';

/** Queries of answers and of the questions about them. */
export const ANSWERED: Readonly<Record<string, Question>> = {
  listAnswers: {
    of: 'ownerA',
    ask: (trx, { assessing }) => listAnswers(trx, assessing.organisationId, assessing.assessmentId),
  },
  listAnswersOfCells: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      listAnswersOfCells(trx, assessing.organisationId, assessing.assessmentId, [assessing.cellId]),
  },
  listAssessmentThreads: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      threads.listAssessmentThreads(trx, assessing.organisationId, assessing.assessmentId),
  },
  listOpenAssessmentThreads: {
    of: 'ownerA',
    ask: (trx, { assessing }) => threads.listOpenAssessmentThreads(trx, assessing.organisationId),
  },
  lockAssessmentThread: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      threads.lockAssessmentThread(trx, assessing.organisationId, assessing.assessmentId, assessing.threadId),
  },
};
