import * as models from '#db/queries/model.read.ts';
import type { Question } from './question.ts';

/** Queries of an organisation's own maturity models. */
export const MODELLED: Readonly<Record<string, Question>> = {
  listModels: {
    of: 'ownerA',
    ask: (trx, { assessing }) => models.listModels(trx, assessing.organisationId),
  },
  getModel: { of: 'ownerA', ask: (trx, { assessing }) => models.getModel(trx, assessing.modelId) },
};
