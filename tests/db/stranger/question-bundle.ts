import * as bundles from '#db/queries/bundle.read.ts';
import type { Question } from './question.ts';

/** Queries of what goes into a bundle. */
export const BUNDLED: Readonly<Record<string, Question>> = {
  listBundleVersions: {
    of: 'returned',
    ask: (trx, { returned }) => bundles.listBundleVersions(trx, returned.organisationId, returned.filingId),
  },
  listBundleFiles: {
    of: 'returned',
    ask: (trx, { returned }) => bundles.listBundleFiles(trx, returned.organisationId, returned.filingId),
  },
  listSubjectEvents: {
    of: 'returned',
    ask: (trx, { returned }) =>
      bundles.listSubjectEvents(trx, returned.organisationId, returned.filingId, {
        leftOut: ['draft.saved'],
        after: 0,
        limit: 50,
      }),
  },
  getBundleOrganisation: {
    of: 'returned',
    ask: (trx, { returned }) => bundles.getBundleOrganisation(trx, returned.organisationId),
  },
  listSnapshotEvidence: {
    of: 'ownerA',
    ask: (trx, { assessing }) =>
      bundles.listSnapshotEvidence(trx, assessing.organisationId, assessing.assessmentId),
  },
};
