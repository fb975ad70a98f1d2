import { plainDate } from '#app/domain/calendar/plain-date.ts';
import type { Scope } from '#app/domain/account/scope.ts';
import * as certificates from '#db/queries/certificate.read.ts';
import * as evidence from '#db/queries/evidence.read.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

const TODAY = plainDate('2026-11-23');
const LIBRARY = { kind: '', state: 'live', owner: '', q: '', after: '' } as const;
const SUBMITTED = { kind: '', level: '', on: '', region: '', q: '', after: '' } as const;

function officeOf(scope: Scope | null | undefined) {
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}
const office = officeOf(SCOPES.supervisor);

/** Queries of the evidence library and of certificates. */
export const KEPT_EVIDENCE: Readonly<Record<string, Question>> = {
  getEvidence: {
    of: 'ownerA',
    ask: (trx, { assessing }) => evidence.getEvidence(trx, assessing.organisationId, assessing.evidenceId),
  },
  listEvidence: {
    of: 'ownerA',
    ask: async (trx, { assessing }) =>
      (await evidence.listEvidence(trx, assessing.organisationId, LIBRARY, TODAY)).rows,
  },
  listEvidenceOwners: {
    of: 'ownerA',
    ask: (trx, { assessing }) => evidence.listEvidenceOwners(trx, assessing.organisationId),
  },
  listEvidenceUses: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      evidence.listEvidenceUses(trx, assessing.organisationId, [assessing.evidenceId]),
  },
  listCertificates: {
    of: 'ownerA',
    ask: (trx, { assessing }) => certificates.listCertificates(trx, assessing.organisationId),
  },
  getCertificate: {
    of: 'supervisor',
    ask: (trx, { assessing }) =>
      certificates.getCertificate(trx, assessing.organisationId, assessing.certificateId),
  },
  listSubmittedCertificates: {
    of: 'supervisor',
    ask: async (trx) => (await certificates.listSubmittedCertificates(trx, office, SUBMITTED)).rows,
  },
  listExpiringCertificates: {
    of: 'job:reminder',
    ask: (trx) =>
      certificates.listExpiringCertificates(trx, {
        from: plainDate('2000-01-01'),
        through: plainDate('2099-12-31'),
        after: null,
        limit: 10,
      }),
  },
};
