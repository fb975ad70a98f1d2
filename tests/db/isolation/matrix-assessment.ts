import type { Command } from './walk.ts';

/** table → command → scopes (comma-separated) → tags of probes. */
export type Matrix = Readonly<Record<string, Readonly<Record<Command, Readonly<Record<string, string>>>>>>;

const MEMBERS = 'ownerA, cdoA, preparerA, viewerA';
const WRITERS = 'ownerA, cdoA, preparerA';
const HELPERS = 'consultantDraft, consultantRead';
const ASSESSORS = 'assessor, assessorRead';
/** Everyone whom A lets in, for whichever purpose. */
const LET_IN = `${HELPERS}, ${ASSESSORS}, rivalAssessor`;
/** Of the consultancy, but under no grant that lives as they say. */
const LET_GO = 'consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose';
const OFFICE = 'reviewer, supervisor, districtRegulator, otherRegionRegulator';
const JOBS = 'job:reminder, job:delivery, job:calendar, job:housekeeping, job:demo, job:install';

/** The self side of A; the sides that both have signed; what only the assessors of a scope know until then. */
const SELF = 'A.self A.self.revealed A.self.rival';
const INDEPENDENT = 'A.independent A.independent.revealed';

/** Who reads what hangs on an assessment: the own side at once, the other one when both are signed. */
const PART_READERS = {
  [`${MEMBERS}, ${HELPERS}`]: 'A.independent.revealed A.rival A.self A.self.revealed A.self.rival',
  [ASSESSORS]: `${INDEPENDENT} A.self.revealed`,
  rivalAssessor: 'A.rival A.self.rival',
  ownerB: 'B.self',
};
/** Who writes it: each its own side; under a grant to read nobody. */
const PART_WRITERS = {
  [`${WRITERS}, consultantDraft`]: SELF,
  assessor: INDEPENDENT,
  rivalAssessor: 'A.rival',
  ownerB: 'B.self',
};
const part = (...commands: readonly Command[]) => ({
  select: PART_READERS,
  insert: PART_WRITERS,
  update: commands.includes('update') ? PART_WRITERS : {},
  delete: commands.includes('delete') ? PART_WRITERS : {},
});

/**
 * Who reaches what of assessments, written down from the rules: an assessor sees the evidence and never the self-grades
 * until both are signed, the enterprise and its helper never the assessor's before; a regulator what was submitted to
 * it; a helper signs nothing; one assessor never the work of another.
 */
export const ASSESSMENT_MATRIX: Matrix = {
  maturity_model: {
    select: {
      [`${MEMBERS}, ${LET_IN}`]: 'A.draft A.published',
      ownerB: 'B.published',
      consultancy: 'consultancy',
      [OFFICE]: 'regulator',
    },
    insert: { [WRITERS]: 'A.draft', supervisor: 'regulator' },
    update: {
      [WRITERS]: 'A.draft A.published',
      ownerB: 'B.published',
      consultancy: 'consultancy',
      supervisor: 'regulator',
    },
    delete: { [WRITERS]: 'A.draft', supervisor: 'regulator' },
  },
  scoring_scheme: {
    select: {
      [MEMBERS]: 'A.draft A.published regulator.offered',
      ownerB: 'B.published regulator.offered',
      [`consultancy, ${LET_GO}`]: 'consultancy regulator.offered',
      [HELPERS]: 'A.draft A.published consultancy regulator.offered',
      [`${ASSESSORS}, rivalAssessor`]: 'A.draft A.published regulator.offered',
      [OFFICE]: 'regulator.draft regulator.offered regulator.withdrawn',
      [`stranger, assessorLyingPurpose, otherRegulator, cityReviewer, otherCity, operator, ${JOBS}`]:
        'regulator.offered',
    },
    insert: { [WRITERS]: 'A.draft', supervisor: 'regulator.draft' },
    update: {
      [WRITERS]: 'A.draft A.published',
      ownerB: 'B.published',
      consultancy: 'consultancy',
      supervisor: 'regulator.draft regulator.offered regulator.withdrawn',
    },
    delete: { [WRITERS]: 'A.draft', supervisor: 'regulator.draft' },
  },
  assessment_order: {
    select: {
      [`${MEMBERS}, ${LET_IN}`]: 'A',
      'reviewer, supervisor': 'A B',
      'ownerB, districtRegulator': 'B',
      'otherRegulator, cityReviewer': 'O',
    },
    insert: {
      'reviewer, supervisor': 'A B',
      districtRegulator: 'B',
      'otherRegulator, cityReviewer': 'O',
    },
    update: {
      'reviewer, supervisor': 'A B',
      districtRegulator: 'B',
      'otherRegulator, cityReviewer': 'O',
    },
    delete: {},
  },
  assessment: {
    select: {
      // That an independent assessment is under way is no secret of its assessors; what is in it is.
      [MEMBERS]: `${INDEPENDENT} A.rival ${SELF}`,
      [HELPERS]: `A.independent.revealed A.rival ${SELF}`,
      [ASSESSORS]: `${INDEPENDENT} A.self.revealed`,
      rivalAssessor: 'A.rival A.self.rival',
      'reviewer, supervisor': 'A.self.revealed B.self',
      'ownerB, districtRegulator': 'B.self',
      'otherRegulator, cityReviewer': 'O.self',
      'job:reminder': `${INDEPENDENT} A.rival ${SELF} B.self O.self`,
    },
    insert: { [WRITERS]: 'A.independent A.rival A.self', consultantDraft: 'A.self' },
    update: {
      [WRITERS]: `${INDEPENDENT} A.rival ${SELF}`,
      consultantDraft: SELF,
      assessor: INDEPENDENT,
      rivalAssessor: 'A.rival',
      ownerB: 'B.self',
    },
    delete: {},
  },
  assessment_domain: part('insert', 'update', 'delete'),
  assessment_exclusion: {
    ...part('insert', 'update', 'delete'),
    insert: {
      [WRITERS]: `${INDEPENDENT} A.rival ${SELF}`,
      consultantDraft: SELF,
      assessor: INDEPENDENT,
      rivalAssessor: 'A.rival',
      ownerB: 'B.self',
    },
  },
  answer: part('insert', 'update'),
  evidence: {
    select: { [`${MEMBERS}, ${LET_IN}`]: 'A', ownerB: 'B' },
    insert: { [`${WRITERS}, consultantDraft`]: 'A', ownerB: 'B' },
    update: { [`${WRITERS}, consultantDraft`]: 'A', ownerB: 'B' },
    delete: {},
  },
  evidence_link: part('insert', 'delete'),
  assessment_thread: {
    select: {
      // The enterprise answers what an assessor asks; what assessors send back among themselves it doesn't see.
      [MEMBERS]: `${INDEPENDENT} A.rival A.self A.self.helper A.self.return A.self.revealed A.self.rival`,
      [HELPERS]:
        'A.independent.revealed A.rival A.self A.self.helper A.self.return A.self.revealed A.self.rival',
      [ASSESSORS]: 'A.independent A.independent.return A.independent.revealed A.self.revealed',
      rivalAssessor: 'A.rival A.self.rival',
      ownerB: 'B.self',
    },
    insert: {
      [WRITERS]: 'A.self A.self.return A.self.revealed A.self.rival',
      consultantDraft: 'A.self.helper',
      assessor: 'A.independent A.independent.return A.independent.revealed',
      rivalAssessor: 'A.rival',
      ownerB: 'B.self',
    },
    update: {
      [WRITERS]: `${INDEPENDENT} A.rival A.self A.self.helper A.self.return A.self.revealed A.self.rival`,
      consultantDraft: 'A.self A.self.helper A.self.return A.self.revealed A.self.rival',
      assessor: 'A.independent A.independent.return A.independent.revealed',
      rivalAssessor: 'A.rival',
      ownerB: 'B.self',
    },
    delete: {},
  },
  assessment_comment: {
    select: {
      [MEMBERS]:
        'A.independent A.independent.answer A.independent.revealed A.rival A.self A.self.forged A.self.helper A.self.posed A.self.revealed A.self.rival',
      [HELPERS]:
        'A.independent.revealed A.rival A.self A.self.forged A.self.helper A.self.posed A.self.revealed A.self.rival',
      [ASSESSORS]:
        'A.independent A.independent.answer A.independent.return A.independent.revealed A.self.revealed',
      rivalAssessor: 'A.rival A.self.rival',
      ownerB: 'B.self',
    },
    insert: {
      [WRITERS]: 'A.independent.answer A.self A.self.revealed A.self.rival',
      consultantDraft: 'A.self.helper',
      assessor: 'A.independent A.independent.return A.independent.revealed',
      rivalAssessor: 'A.rival',
      ownerB: 'B.self',
    },
    update: {},
    delete: {},
  },
  assessment_snapshot: {
    select: {
      ...PART_READERS,
      'reviewer, supervisor': 'A.self.revealed B.self',
      'ownerB, districtRegulator': 'B.self',
      'otherRegulator, cityReviewer': 'O.self',
    },
    insert: { [WRITERS]: SELF, assessor: INDEPENDENT, rivalAssessor: 'A.rival', ownerB: 'B.self' },
    update: { [WRITERS]: `A.independent.revealed A.rival ${SELF}`, ownerB: 'B.self' },
    delete: {},
  },
  assessment_import: part('insert', 'update'),
  improvement_action: {
    select: {
      [`${MEMBERS}, ${HELPERS}`]: 'A A.revealed',
      ownerB: 'B',
      'job:reminder': 'A A.revealed B',
    },
    insert: { [`${WRITERS}, consultantDraft`]: 'A A.revealed', ownerB: 'B' },
    update: { [`${WRITERS}, consultantDraft`]: 'A A.revealed', ownerB: 'B' },
    delete: {},
  },
  certificate: {
    select: {
      [`${MEMBERS}, ${LET_IN}`]: 'A.kept A.submitted',
      'reviewer, supervisor': 'A.submitted B.submitted',
      'ownerB, districtRegulator': 'B.submitted',
      'otherRegulator, cityReviewer': 'O.submitted',
      'job:reminder': 'A.kept A.submitted B.submitted O.submitted',
    },
    insert: { [WRITERS]: 'A.kept A.submitted', ownerB: 'B.submitted' },
    update: { [WRITERS]: 'A.kept A.submitted', ownerB: 'B.submitted' },
    delete: {},
  },
  report_style: {
    select: {
      [MEMBERS]: 'A',
      ownerB: 'B',
      [`consultancy, ${HELPERS}, ${LET_GO}`]: 'consultancy',
      [OFFICE]: 'regulator',
    },
    insert: { [WRITERS]: 'A', ownerB: 'B', consultancy: 'consultancy', supervisor: 'regulator' },
    update: { [WRITERS]: 'A', ownerB: 'B', consultancy: 'consultancy', supervisor: 'regulator' },
    delete: {},
  },
};
