import * as plans from '#db/queries/plan.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { PLAN_IMPORT, PLANNING } from '../isolation/probe-target.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

function houseOf(scope: (typeof SCOPES)[string] | undefined): RegulatorScope {
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}
const province = houseOf(SCOPES.otherRegulator);
const of = 'otherRegulator';
const published = { organisationId: PLANNING.organisationId, id: PLANNING.planId };

/** Queries of plans, their versions and their shares. */
export const PLANNED: Readonly<Record<string, Question>> = {
  listPlans: { of, ask: (trx) => plans.listPlans(trx, province) },
  listPlanKeys: { of, ask: (trx) => plans.listPlanKeys(trx, province) },
  getPlan: { of: 'cityReviewer', ask: (trx) => plans.getPlan(trx, province, PLANNING.planId) },
  getPlanVersion: { of: 'cityReviewer', ask: (trx) => plans.getPlanVersion(trx, published, 1) },
  getPlanDraft: { of, ask: (trx) => plans.getPlanDraft(trx, province, PLANNING.draftPlanId) },
  listPlanVersions: { of: 'cityReviewer', ask: (trx) => plans.listPlanVersions(trx, published) },
  listTargetsInUse: {
    of,
    ask: (trx) => plans.listTargetsInUse(trx, province, PLANNING.planId, ['SD01']),
  },
  listTargetsWithEnds: {
    of,
    ask: (trx) => plans.listTargetsWithEnds(trx, province, PLANNING.planId, ['Q1']),
  },
  listSplits: { of: 'cityReviewer', ask: (trx) => plans.listSplits(trx, published) },
  getPlanImport: { of, ask: (trx) => plans.getPlanImport(trx, province, PLAN_IMPORT.id) },
  lockPlanImport: { of, ask: (trx) => plans.lockPlanImport(trx, province, PLAN_IMPORT.id) },
};
