import * as journals from '#db/queries/journal.read.ts';
import type { Question, Theirs } from './question.ts';

const theChainOf = ({ returned }: Theirs): journals.JournalQuery => ({
  organisationId: returned.organisationId,
  ...{ kind: '', person: '', subject: '', from: null, until: null, before: 0 },
});

/** Queries of the audit log. */
export const JOURNALLED: Readonly<Record<string, Question>> = {
  listJournal: {
    of: 'returned',
    ask: async (trx, theirs) => (await journals.listJournal(trx, theChainOf(theirs), 50)).rows,
  },
  countJournal: { of: 'returned', ask: (trx, theirs) => journals.countJournal(trx, theChainOf(theirs), 100) },
};
