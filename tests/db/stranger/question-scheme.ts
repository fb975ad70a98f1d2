import * as schemes from '#db/queries/scheme.read.ts';
import type { Question } from './question.ts';

/** Queries of scoring schemes. */
export const SCORED: Readonly<Record<string, Question>> = {
  listSchemes: {
    of: 'ownerA',
    ask: (trx, { assessing }) => schemes.listSchemes(trx, assessing.organisationId),
  },
  listPublishedSchemes: {
    of: 'ownerA',
    ask: (trx, { assessing }) => schemes.listPublishedSchemes(trx, assessing.organisationId),
  },
  listOfferedSchemes: {
    of: 'ownerA',
    ask: (trx) => schemes.listOfferedSchemes(trx),
    shown: {
      to: ['stranger', 'otherEnterprise', 'otherProgramme'],
      because: 'a regulator offers a published scheme to whoever is signed in',
    },
  },
  getScheme: { of: 'ownerA', ask: (trx, { assessing }) => schemes.getScheme(trx, assessing.schemeId) },
  getNewestSchemeVersion: {
    of: 'ownerA',
    ask: async (trx, { assessing }) => {
      const row = await schemes.getScheme(trx, assessing.schemeId);
      const key = row?.key ?? '';
      return (await schemes.getNewestSchemeVersion(trx, assessing.organisationId, key)) || undefined;
    },
  },
};
