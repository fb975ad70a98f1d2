import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { countMaturity, sumCertificates } from '#db/queries/overview.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import * as registers from '#db/queries/register.read.ts';
import { sumFilings, sumRoster } from '#db/queries/register-summary.read.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

const AS_AT = plainDate('2026-11-23');
const SPAN = { from: null, until: AS_AT, dueBefore: AS_AT };
const WHOLE = {
  filter: { licence: 'all', kind: 'any', region: '', q: '', after: '' },
  asAt: AS_AT,
} as const;

function office(): RegulatorScope {
  const scope = SCOPES.supervisor;
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}

/** Queries of the register, its counts and the overview. */
export const REGISTERED: Readonly<Record<string, Question>> = {
  listRegister: {
    of: 'supervisor',
    ask: async (trx) => (await registers.listRegister(trx, office(), WHOLE)).rows,
  },
  countRegister: { of: 'supervisor', ask: (trx) => registers.countRegister(trx, office(), WHOLE) },
  listVersionsOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { returned }) => registers.listVersionsOfEnterprise(trx, office(), returned.organisationId),
  },
  listReturnsOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { returned }) => registers.listReturnsOfEnterprise(trx, returned.organisationId),
  },
  listCertificatesOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { assessing }) =>
      registers.listCertificatesOfEnterprise(trx, office(), assessing.organisationId),
  },
  listDesignationsOfEnterprise: {
    of: 'supervisor',
    ask: (trx, { assessing }) =>
      registers.listDesignationsOfEnterprise(trx, office(), assessing.organisationId),
  },
  sumFilings: { of: 'supervisor', ask: (trx) => sumFilings(trx, office(), SPAN, 'region') },
  sumRoster: { of: 'supervisor', ask: (trx) => sumRoster(trx, office(), AS_AT) },
  sumCertificates: { of: 'supervisor', ask: (trx) => sumCertificates(trx, office(), AS_AT) },
  countMaturity: { of: 'supervisor', ask: (trx) => countMaturity(trx, office(), AS_AT) },
};
