import { plainDate } from '#app/domain/calendar/plain-date.ts';
import { DesignationFilterSchema } from '#app/domain/designation/designation.ts';
import { EntryFilterSchema } from '#app/domain/target/entry-filter.ts';
import * as designations from '#db/queries/designation.read.ts';
import * as imports from '#db/queries/entry-import.read.ts';
import * as entries from '#db/queries/entry.read.ts';
import type { RegulatorScope } from '#db/queries/queue.read.ts';
import { ORGANISATIONS } from '../isolation/identity.ts';
import { ENTRY_IMPORT, PLANNING, RECORDED } from '../isolation/probe-target.ts';
import { SCOPES } from '../isolation/walk.ts';
import type { Question } from './question.ts';

function houseOf(scope: (typeof SCOPES)[string] | undefined): RegulatorScope {
  if (scope?.kind !== 'regulator') throw new Error('not a regulator');
  return scope;
}
const city = houseOf(SCOPES.cityReviewer);
const province = houseOf(SCOPES.otherRegulator);
const { planId } = PLANNING;
const asAt = plainDate('2026-11-23');
const whole = { planId, filter: EntryFilterSchema.parse({}), asAt };
const held = { filter: DesignationFilterSchema.parse({}), on: asAt };
const given = { organisationId: ORGANISATIONS.A, id: PLANNING.designationId };
const office = houseOf(SCOPES.supervisor);

/** Queries of entries, their imports, and designations. */
export const ENTERED: Readonly<Record<string, Question>> = {
  listEntries: { of: 'cityReviewer', ask: (trx) => entries.listEntries(trx, city, whole) },
  countEntries: { of: 'cityReviewer', ask: (trx) => entries.countEntries(trx, city, whole) },
  getEntry: {
    of: 'cityReviewer',
    ask: (trx) =>
      entries.getEntry(trx, city, planId, { organisationId: PLANNING.cityId, id: PLANNING.entryId }),
  },
  listEntryChanges: {
    of: 'otherRegulator',
    ask: (trx) => entries.listEntryChanges(trx, planId, RECORDED.line.entry_id),
  },
  listKnownEntries: {
    of: 'cityReviewer',
    ask: (trx) => entries.listKnownEntries(trx, city, planId, ['SD01']),
  },
  getEntryImport: { of: 'cityReviewer', ask: (trx) => imports.getEntryImport(trx, city, ENTRY_IMPORT.id) },
  lockEntryImport: { of: 'cityReviewer', ask: (trx) => imports.lockEntryImport(trx, city, ENTRY_IMPORT.id) },
  listEntryImports: { of: 'cityReviewer', ask: (trx) => imports.listEntryImports(trx, city, planId) },
  listImportRows: {
    of: 'cityReviewer',
    ask: (trx) => imports.listImportRows(trx, city, ENTRY_IMPORT.id, 0, 10),
  },
  isBeingImported: {
    of: 'cityReviewer',
    ask: (trx) => imports.isBeingImported(trx, city, ENTRY_IMPORT.batch_id),
  },
  getUndoPreview: {
    of: 'otherRegulator',
    ask: (trx) =>
      imports.getUndoPreview(trx, { organisationId: ORGANISATIONS.otherRegulator, id: RECORDED.batch.id }),
  },
  listEnterpriseIds: {
    of: 'supervisor',
    ask: async (trx) => {
      const { rows } = await designations.listDesignations(trx, office, held);
      const codes = rows.flatMap(({ uscc }) => (uscc === null ? [] : [uscc]));
      return imports.listEnterpriseIds(trx, office, codes);
    },
  },
  listDesignations: {
    of: 'otherRegulator',
    ask: (trx) => designations.listDesignations(trx, province, held),
  },
  countDesignations: {
    of: 'otherRegulator',
    ask: (trx) => designations.countDesignations(trx, province, held),
  },
  getDesignation: { of: 'supervisor', ask: (trx) => designations.getDesignation(trx, office, given) },
  lockDesignation: { of: 'supervisor', ask: (trx) => designations.lockDesignation(trx, office, given) },
  listDesignationsOf: {
    of: 'ownerA',
    ask: (trx) => designations.listDesignationsOf(trx, ORGANISATIONS.A),
  },
};
