import { plainDate } from '#app/domain/calendar/plain-date.ts';
import {
  readDeliverableSources,
  readPlanSeries,
  readPlanSplits,
  readPlatformDays,
} from '#db/queries/plan-series.read.ts';
import { OBSERVED, PLANNING } from '../isolation/probe-target.ts';
import type { Question } from './question.ts';

/** Queries of the numbers behind a plan. */
export const STANDING: Readonly<Record<string, Question>> = {
  readPlanSeries: {
    of: 'otherRegulator',
    ask: (trx) => readPlanSeries(trx, PLANNING.planId),
  },
  readPlanSplits: {
    of: 'cityReviewer',
    ask: (trx) => readPlanSplits(trx, PLANNING.planId),
  },
  readPlatformDays: {
    of: 'otherRegulator',
    ask: (trx) =>
      readPlatformDays(trx, PLANNING.planId, { from: 'designation', kind: 'data_trader', counts: 'held' }),
  },
  readDeliverableSources: {
    of: 'otherRegulator',
    ask: (trx) => readDeliverableSources(trx, PLANNING.planId, [OBSERVED.target_id], plainDate('2026-11-23')),
  },
};
