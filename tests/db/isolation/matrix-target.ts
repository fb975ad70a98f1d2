import type { Matrix } from './matrix-assessment.ts';

const MEMBERS = 'ownerA, cdoA, preparerA, viewerA';
const LET_IN = 'consultantDraft, consultantRead, assessor, assessorRead, rivalAssessor';
const OFFICE = 'reviewer, supervisor, districtRegulator, otherRegionRegulator';
/** The province whose plan it is; a city that reports to it; another one. */
const PROVINCE = 'otherRegulator';
const CITY = 'cityReviewer';
const OTHER_CITY = 'otherCity';

const LINE_WRITERS = {
  [CITY]: 'C.draft C.returned C.review',
  [OTHER_CITY]: 'D.submitted',
  [PROVINCE]: 'P.draft',
};
const TERM_WRITERS = { [CITY]: 'C', [OTHER_CITY]: 'D', [PROVINCE]: 'C D' };

/**
 * Who reaches what of plans and records, written down from the rules: a draft plan is its house's; a published one its
 * programme's; a city enters for itself and never sees another's batch; the province sees what was submitted to it and
 * not what is being mended; only the plan's house makes records count.
 */
export const TARGET_MATRIX: Matrix = {
  plan: {
    select: {
      [OFFICE]: 'S.published',
      [PROVINCE]: 'P.draft P.published P.withdrawn',
      [`${CITY}, ${OTHER_CITY}`]: 'P.published',
    },
    insert: { [PROVINCE]: 'P.draft' },
    update: { supervisor: 'S.published', [PROVINCE]: 'P.draft P.published P.withdrawn' },
    delete: { [PROVINCE]: 'P.draft' },
  },
  plan_version: {
    select: {
      [OFFICE]: 'S.published',
      [PROVINCE]: 'P.draft P.published',
      [`${CITY}, ${OTHER_CITY}`]: 'P.published',
    },
    insert: { [PROVINCE]: 'P.draft' },
    update: { supervisor: 'S.published', [PROVINCE]: 'P.draft P.published' },
    delete: { [PROVINCE]: 'P.draft' },
  },
  target_split: {
    select: { [`${PROVINCE}, ${CITY}, ${OTHER_CITY}`]: 'P' },
    insert: { [PROVINCE]: 'P' },
    update: { [PROVINCE]: 'P' },
    delete: { [PROVINCE]: 'P' },
  },
  batch: {
    select: {
      [CITY]: 'C.draft C.returned C.review',
      [OTHER_CITY]: 'D.submitted',
      [PROVINCE]: 'C.returned C.review D.submitted P.draft',
    },
    insert: { [CITY]: 'C.draft', [PROVINCE]: 'P.draft' },
    update: {
      [CITY]: 'C.draft C.returned C.review',
      [OTHER_CITY]: 'D.submitted',
      [PROVINCE]: 'C.returned C.review D.submitted P.draft',
    },
    delete: { [CITY]: 'C.draft', [PROVINCE]: 'P.draft' },
  },
  batch_line: {
    select: { ...LINE_WRITERS, [PROVINCE]: 'C.review D.submitted P.draft' },
    insert: LINE_WRITERS,
    update: LINE_WRITERS,
    delete: LINE_WRITERS,
  },
  entry: {
    select: { [PROVINCE]: 'C C.figure D P P.city', [CITY]: 'C C.figure P.city', [OTHER_CITY]: 'D' },
    insert: { [PROVINCE]: 'C C.figure D P P.city' },
    update: { [PROVINCE]: 'C C.figure D P P.city' },
    delete: {},
  },
  entry_term: { select: TERM_WRITERS, insert: TERM_WRITERS, update: {}, delete: TERM_WRITERS },
  target_tally: { select: { [PROVINCE]: 'any', [CITY]: 'any' }, insert: {}, update: {}, delete: {} },
  designation: {
    select: {
      [`${MEMBERS}, ${LET_IN}, reviewer, supervisor`]: 'A',
      [`${PROVINCE}, ${CITY}`]: 'O',
    },
    insert: { supervisor: 'A', [PROVINCE]: 'O' },
    update: { supervisor: 'A', [PROVINCE]: 'O' },
    delete: {},
  },
  bulletin: {
    select: { [OFFICE]: 'regulator.draft regulator.published' },
    insert: { supervisor: 'regulator.draft' },
    update: { supervisor: 'regulator.draft regulator.published' },
    delete: { supervisor: 'regulator.draft' },
  },
};
