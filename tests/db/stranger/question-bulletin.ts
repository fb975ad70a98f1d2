import { plainDate } from '#app/domain/calendar/plain-date.ts';
import * as bulletins from '#db/queries/bulletin.read.ts';
import { listHeldDesignations } from '#db/queries/start.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { ORGANISATIONS } from '../isolation/identity.ts';
import { PLANNING } from '../isolation/probe-target.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

const FROM = plainDate('2020-01-01');
const UNTIL = plainDate('2030-12-31');

function office(): RegulatorScope {
  const scope = SCOPES.supervisor;
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}

/** Queries of the bulletins, of what they count, and of start pages. */
export const ANNOUNCED: Readonly<Record<string, Question>> = {
  listBulletins: { of: 'supervisor', ask: (trx) => bulletins.listBulletins(trx, office(), 'draft') },
  getBulletin: {
    of: 'supervisor',
    ask: (trx) => bulletins.getBulletin(trx, office(), PLANNING.bulletinId),
  },
  lockBulletin: {
    of: 'supervisor',
    ask: (trx) => bulletins.lockBulletin(trx, office(), PLANNING.bulletinId),
  },
  listOverdueAt: {
    of: 'supervisor',
    ask: (trx) => bulletins.listOverdueAt(trx, office(), { until: UNTIL, dueBefore: UNTIL }, 10),
  },
  countSentBack: {
    of: 'supervisor',
    ask: (trx) => bulletins.countSentBack(trx, office(), { from: FROM, until: UNTIL }),
  },
  listHeldDesignations: {
    of: 'ownerA',
    ask: (trx) => listHeldDesignations(trx, ORGANISATIONS.A, UNTIL),
  },
};
