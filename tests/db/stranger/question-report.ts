import { getAssessmentImport } from '#db/queries/assessment-import.read.ts';
import { getReportStyle } from '#db/queries/report-style.read.ts';
import type { Question } from './question.ts';

/** Queries of report styles and of questionnaires that were read. */
export const REPORTED: Readonly<Record<string, Question>> = {
  getAssessmentImport: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      getAssessmentImport(trx, assessing.organisationId, assessing.assessmentId, assessing.importId),
  },
  getReportStyle: {
    of: 'ownerA',
    ask: (trx, { assessing }) => getReportStyle(trx, assessing.organisationId),
  },
};
