import { plainDate } from '#app/domain/calendar/plain-date.ts';
import * as batches from '#db/queries/batch.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { PLANNING } from '../isolation/probe-target.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

function houseOf(scope: (typeof SCOPES)[string] | undefined): RegulatorScope {
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}
const city = houseOf(SCOPES.cityReviewer);
const of = 'cityReviewer';
const batch = { organisationId: PLANNING.cityId, id: PLANNING.batchId, planId: PLANNING.planId };
const target = { targetId: 'SD01' };
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Queries of batches and their lines. */
export const BATCHED: Readonly<Record<string, Question>> = {
  getBatch: { of, ask: (trx) => batches.getBatch(trx, city, batch) },
  lockBatch: { of, ask: (trx) => batches.lockBatch(trx, city, batch) },
  listBatches: { of, ask: (trx) => batches.listBatches(trx, city, 'waiting') },
  listLines: { of: 'otherRegulator', ask: (trx) => batches.listLines(trx, batch) },
  listLinesByIds: { of, ask: (trx) => batches.listLinesByIds(trx, batch, [PLANNING.lineId]) },
  getLine: { of, ask: (trx) => batches.getLine(trx, batch, PLANNING.lineId) },
  countLines: { of, ask: (trx) => batches.countLines(trx, batch) },
  listLineSorts: { of, ask: (trx) => batches.listLineSorts(trx, batch) },
  findObservation: {
    of,
    ask: (trx) => {
      const place = { ...target, region: '370100', onDate: plainDate('2023-06-01') };
      return batches.findObservation(trx, batch, place, NOBODY);
    },
  },
  listNamesOfCode: {
    of,
    ask: (trx) => batches.listNamesOfCode(trx, batch, { ...target, uscc: '91310115MA1K00015K' }, NOBODY),
  },
  findSameRecord: {
    of,
    ask: (trx) =>
      batches.findSameRecord(
        trx,
        batch,
        { ...target, name: '示例', region: '370100', onDate: plainDate('2023-06-01') },
        NOBODY,
      ),
  },
  getChangeableEntry: {
    of,
    ask: (trx) => batches.getChangeableEntry(trx, city, PLANNING.planId, PLANNING.entryId),
  },
};
