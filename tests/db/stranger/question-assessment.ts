import type { Question } from './question.ts';

/** Queries of assessments, evidence, certificates, models and schemes: `theirs.assessing` names rows of enterprise A. */
export const ASSESSED: Readonly<Record<string, Question>> = {};
