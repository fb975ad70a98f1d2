import { ASSESSMENT_MATRIX, type Matrix } from './matrix-assessment.ts';
import { TARGET_MATRIX } from './matrix-target.ts';
import { REGISTER_MATRIX } from './probe-register.ts';

/** Everyone, scope or no scope. */
export const EVERYONE = '*';

/**
 * What each scope may reach: table → command → scopes (comma-separated) → tags of probes. What isn't listed is refused.
 * Written down from the rules (issue: an enterprise sees itself; a regulator what was submitted to its programme and
 * region, never drafts; a consultant a client while the grant lasts; the operator no filing and no mail body), and
 * compared with the database by isolation.test.ts.
 */
export const MATRIX: Matrix = {
  programme: {
    select: {
      '*': 'other',
    },
    insert: {
      'job:install': 'other',
    },
    update: {},
    delete: {},
  },
  setting: {
    select: {
      '*': 'any',
    },
    insert: {
      'operator, job:install': 'any',
    },
    update: {
      operator: 'any',
    },
    delete: {},
  },
  calendar_year: {
    select: {
      '*': 'any',
    },
    insert: {
      'operator, job:calendar, job:install': 'any',
    },
    update: {
      'operator, job:calendar': 'any blind:5',
    },
    delete: {},
  },
  account: {
    select: {
      stranger: 'stranger',
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'consultant',
      'assessor, assessorRead, assessorLyingPurpose': 'assessor',
      rivalAssessor: 'rival',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
      'otherRegulator, cityReviewer, otherCity': 'otherRegulator',
      operator: 'operator',
    },
    insert: {
      stranger: 'stranger',
      'job:install':
        'assessor colleagueA colleagueAssessor consultant operator otherRegulator ownerA ownerB regulator rival stranger',
    },
    update: {
      stranger: 'stranger',
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'consultant',
      'assessor, assessorRead, assessorLyingPurpose': 'assessor',
      rivalAssessor: 'rival',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
      'otherRegulator, cityReviewer, otherCity': 'otherRegulator',
      operator: 'operator',
    },
    delete: {},
  },
  credential: {
    select: {
      stranger: 'stranger',
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'consultant',
      'assessor, assessorRead, assessorLyingPurpose': 'assessor',
      rivalAssessor: 'rival',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
      'otherRegulator, cityReviewer, otherCity': 'otherRegulator',
      operator: 'operator',
    },
    insert: {
      stranger: 'stranger',
      'job:install':
        'assessor colleagueA colleagueAssessor consultant operator otherRegulator ownerA ownerB regulator rival stranger',
    },
    update: {
      stranger: 'stranger',
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'consultant',
      'assessor, assessorRead, assessorLyingPurpose': 'assessor',
      rivalAssessor: 'rival',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
      'otherRegulator, cityReviewer, otherCity': 'otherRegulator',
      operator: 'operator',
    },
    delete: {},
  },
  organisation: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'A',
      ownerB: 'B',
      'consultancy, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'consultancy',
      'assessor, assessorRead': 'A assessors',
      assessorLyingPurpose: 'assessors',
      rivalAssessor: 'A rivals',
      'consultantDraft, consultantRead': 'A consultancy',
      'reviewer, supervisor': 'A B regulator',
      districtRegulator: 'B regulator',
      otherRegionRegulator: 'regulator',
      // Who reports to a plan's house and the house know each other.
      otherRegulator: 'city otherCity otherRegulator',
      cityReviewer: 'city otherRegulator',
      otherCity: 'otherCity otherRegulator',
      'operator, job:reminder, job:delivery, job:calendar, job:housekeeping, job:install':
        'A B O assessors city consultancy otherCity otherRegulator regulator rivals',
    },
    insert: {
      operator: 'city otherCity otherRegulator regulator',
      'job:install': 'A B O assessors city consultancy otherCity otherRegulator regulator rivals',
    },
    update: {
      ownerA: 'A',
      'ownerB, districtRegulator': 'B',
      'reviewer, supervisor': 'A B',
      operator: 'A B O assessors city consultancy otherCity otherRegulator regulator rivals blind:11',
    },
    delete: {},
  },
  membership: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'A A.colleague',
      ownerB: 'B',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'O.former consultancy',
      'assessor, assessorRead, assessorLyingPurpose': 'assessors assessors.colleague',
      rivalAssessor: 'rivals',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
      'otherRegulator, cityReviewer, otherCity': 'otherRegulator',
      operator: 'otherRegulator platform regulator',
    },
    insert: {
      ownerA: 'A A.colleague',
      ownerB: 'B',
      consultancy: 'consultancy',
      operator: 'otherRegulator platform regulator',
      'job:install':
        'A A.colleague B O.former assessors assessors.colleague consultancy otherRegulator platform regulator rivals',
    },
    update: {
      ownerA: 'A A.colleague',
      ownerB: 'B',
      consultancy: 'consultancy',
      operator: 'otherRegulator platform regulator',
    },
    delete: {},
  },
  session: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'job:housekeeping': 'ownerA ownerB',
    },
    insert: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    update: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    delete: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'job:housekeeping': 'ownerA ownerB',
      // It sees none, but all of them end at its word.
      'job:install': 'blind:2',
    },
  },
  one_time_link: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
      'job:housekeeping': 'ownerA ownerB',
    },
    insert: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    update: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    delete: {
      'job:housekeeping': 'ownerA ownerB',
    },
  },
  acknowledgement: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    insert: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA',
      ownerB: 'ownerB',
    },
    update: {},
    delete: {},
  },
  invitation: {
    select: {
      ownerA: 'A',
      ownerB: 'B',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator.roster',
      operator: 'regulator.roster regulator.staff',
    },
    insert: {
      ownerA: 'A',
      ownerB: 'B',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator.roster',
      operator: 'regulator.staff',
    },
    update: {
      ownerA: 'A',
      ownerB: 'B',
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator.roster',
      operator: 'regulator.roster regulator.staff',
    },
    delete: {},
  },
  access_request: {
    select: {
      stranger: 'A.join A.reclaim B.accepted',
      ownerA: 'A.join',
      ownerB: 'B.accepted B.join',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'B.join',
      'reviewer, supervisor, operator': 'A.reclaim',
    },
    insert: {
      stranger: 'A.join A.reclaim',
      consultancy: 'B.join',
    },
    update: {
      ownerA: 'A.join',
      ownerB: 'B.accepted B.join',
      'reviewer, supervisor, operator': 'A.reclaim',
    },
    delete: {},
  },
  client_grant: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'A.assess A.assessRead A.draft A.expired A.read A.revoked A.rival',
      'consultancy, consultantDraft, consultantRead, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose':
        'A.draft A.expired A.read A.revoked',
      'assessor, assessorRead, assessorLyingPurpose': 'A.assess A.assessRead',
      rivalAssessor: 'A.rival',
    },
    insert: {
      'ownerA, cdoA': 'A.assess A.assessRead A.draft A.expired A.read A.revoked A.rival',
    },
    update: {
      'ownerA, cdoA': 'A.assess A.assessRead A.draft A.expired A.read A.revoked A.rival',
    },
    delete: {},
  },
  change_report: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.own',
      'ownerB, districtRegulator': 'B.official B.own',
      'reviewer, supervisor, job:reminder, job:calendar': 'A.own B.official B.own',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A.own',
      ownerB: 'B.own',
      'reviewer, supervisor, districtRegulator': 'B.official',
    },
    update: {
      'ownerA, cdoA, preparerA': 'A.own',
      'ownerB, districtRegulator': 'B.official B.own',
      'reviewer, supervisor, job:calendar': 'A.own B.official B.own',
    },
    delete: {},
  },
  filing: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.draft A.record',
      'ownerB, districtRegulator': 'B.submitted',
      'reviewer, supervisor': 'A.record B.submitted',
      'job:reminder, job:calendar': 'A.draft A.record B.submitted',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A.draft',
    },
    update: {
      'ownerA, cdoA, preparerA': 'A.draft A.record',
      'ownerB, districtRegulator': 'B.submitted',
      'reviewer, supervisor': 'A.record B.submitted',
      'job:calendar': 'A.draft A.record B.submitted',
    },
    delete: {
      'ownerA, cdoA, preparerA': 'A.draft',
    },
  },
  filing_draft: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A',
      ownerB: 'B',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A',
      ownerB: 'B',
    },
    update: {
      'ownerA, cdoA, preparerA, consultantDraft': 'A',
      ownerB: 'B',
    },
    delete: {
      'ownerA, cdoA, preparerA': 'A',
      ownerB: 'B',
    },
  },
  filing_version: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.frozen A.submitted',
      'ownerB, districtRegulator': 'B.submitted',
      'reviewer, supervisor': 'A.submitted B.submitted',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A.frozen A.submitted',
      ownerB: 'B.submitted',
    },
    update: {
      'ownerA, cdoA, preparerA': 'A.frozen A.submitted',
      ownerB: 'B.submitted',
    },
    delete: {},
  },
  attachment: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.draft A.scan A.submitted',
      'ownerB, districtRegulator': 'B.receipt B.submitted',
      'reviewer, supervisor': 'A.submitted B.receipt B.submitted',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A.draft A.scan A.submitted',
      ownerB: 'B.receipt B.submitted',
      consultantDraft: 'A.draft A.submitted',
      'reviewer, supervisor, districtRegulator': 'B.receipt',
    },
    update: {
      'ownerA, cdoA, preparerA': 'A.draft A.scan A.submitted',
      ownerB: 'B.receipt B.submitted',
    },
    delete: {},
  },
  comment_thread: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.published',
      'ownerB, districtRegulator': 'B.published',
      'reviewer, supervisor': 'A.published A.unpublished B.published',
      otherRegulator: 'C.published C.unpublished',
      cityReviewer: 'C.published',
    },
    insert: {
      'reviewer, supervisor': 'A.published A.unpublished B.published',
      districtRegulator: 'B.published',
      otherRegulator: 'C.unpublished',
    },
    update: {
      otherRegulator: 'C.published C.unpublished',
      cityReviewer: 'C.published',
      'ownerA, cdoA, preparerA': 'A.published',
      'ownerB, districtRegulator': 'B.published',
      'reviewer, supervisor': 'A.published A.unpublished B.published',
    },
    delete: {
      'reviewer, supervisor': 'A.unpublished',
      otherRegulator: 'C.unpublished',
    },
  },
  comment: {
    select: {
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead': 'A.answer A.question',
      'ownerB, districtRegulator': 'B.question',
      'reviewer, supervisor': 'A.answer A.question A.unpublished B.question',
      otherRegulator: 'C.answer C.question C.unpublished',
      cityReviewer: 'C.answer C.question',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A.answer',
      'reviewer, supervisor': 'A.question A.unpublished B.question',
      districtRegulator: 'B.question',
      otherRegulator: 'C.question C.unpublished',
      cityReviewer: 'C.answer',
    },
    update: {
      'reviewer, supervisor': 'A.unpublished',
      otherRegulator: 'C.unpublished',
    },
    delete: {},
  },
  filing_term: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'A',
      'ownerB, districtRegulator': 'B',
      'reviewer, supervisor': 'A B',
    },
    insert: {
      'ownerA, cdoA, preparerA': 'A',
      ownerB: 'B',
    },
    update: {},
    delete: {
      'ownerA, cdoA, preparerA': 'A',
      ownerB: 'B',
    },
  },
  roster_entry: {
    select: {
      'reviewer, supervisor': 'regulator',
      otherRegulator: 'otherRegulator',
    },
    insert: {
      'reviewer, supervisor': 'regulator',
      otherRegulator: 'otherRegulator',
    },
    update: {
      'reviewer, supervisor': 'regulator',
      otherRegulator: 'otherRegulator',
    },
    delete: {},
  },
  import_run: {
    select: {
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
    },
    insert: {
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
    },
    update: {
      'reviewer, supervisor, districtRegulator, otherRegionRegulator': 'regulator',
    },
    delete: {},
  },
  notice: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA.product',
      ownerB: 'ownerB.product',
      // Mails and posts of everyone, but only that they are there; product notices are people's own.
      operator: 'ownerA.mail platform.mail',
      'job:reminder, job:delivery, job:demo': 'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
    insert: {
      'stranger, consultancy, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose, assessorLyingPurpose, otherRegionRegulator, otherRegulator, cityReviewer, otherCity, job:demo':
        'platform.mail',
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead, assessor, assessorRead, rivalAssessor':
        'ownerA.mail ownerA.product platform.mail',
      'ownerB, districtRegulator': 'ownerB.product platform.mail',
      'reviewer, supervisor, operator, job:reminder, job:delivery, job:calendar, job:housekeeping, job:install':
        'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
    update: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA.product',
      ownerB: 'ownerB.product',
      'job:delivery': 'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
    delete: {},
  },
  notice_body: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'ownerA.product',
      ownerB: 'ownerB.product',
      'job:delivery, job:demo': 'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
    insert: {
      'stranger, consultancy, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose, assessorLyingPurpose, otherRegionRegulator, otherRegulator, cityReviewer, otherCity, job:demo':
        'platform.mail',
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead, assessor, assessorRead, rivalAssessor':
        'ownerA.mail ownerA.product platform.mail',
      'ownerB, districtRegulator': 'ownerB.product platform.mail',
      'reviewer, supervisor, operator, job:reminder, job:delivery, job:calendar, job:housekeeping, job:install':
        'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
    update: {},
    delete: {
      'job:delivery': 'ownerA.mail ownerA.product ownerB.product platform.mail',
    },
  },
  webhook_target: {
    select: {
      ownerA: 'A',
      ownerB: 'B',
      supervisor: 'regulator',
      'job:reminder, job:delivery': 'A B regulator',
    },
    insert: {
      ownerA: 'A',
      ownerB: 'B',
      supervisor: 'regulator',
    },
    update: {
      ownerA: 'A',
      ownerB: 'B',
      supervisor: 'regulator',
    },
    delete: {},
  },
  journal: {
    select: {
      'ownerA, cdoA, preparerA, viewerA': 'A.private A.shared',
      ownerB: 'B.shared',
      'consultantDraft, consultantRead, assessor, assessorRead, rivalAssessor': 'A.shared',
      'reviewer, supervisor': 'A.shared B.shared regulator.private',
      districtRegulator: 'B.shared regulator.private',
      otherRegionRegulator: 'regulator.private',
      operator: 'platform.private',
      'job:housekeeping': 'A.private A.shared B.shared O.shared platform.private regulator.private',
    },
    insert: {
      'stranger, consultancy, consultantLying, consultantExpired, consultantRevoked, consultantLyingPurpose, assessorLyingPurpose, otherRegulator, cityReviewer, otherCity, job:demo':
        'platform.private',
      'ownerA, cdoA, preparerA, viewerA, consultantDraft, consultantRead, assessor, assessorRead, rivalAssessor':
        'A.private A.shared platform.private',
      ownerB: 'B.shared platform.private',
      'reviewer, supervisor': 'A.private A.shared B.shared platform.private regulator.private',
      districtRegulator: 'B.shared platform.private regulator.private',
      otherRegionRegulator: 'platform.private regulator.private',
      'operator, job:reminder, job:delivery, job:calendar, job:housekeeping, job:install':
        'A.private A.shared B.shared O.shared platform.private regulator.private',
    },
    update: {},
    delete: {},
  },
  journal_checkpoint: {
    select: {
      'operator, job:housekeeping': 'any',
    },
    insert: {
      'job:housekeeping': 'any',
    },
    update: {},
    delete: {},
  },
  serial_counter: {
    select: {},
    insert: {},
    update: {},
    delete: {},
  },
  ...ASSESSMENT_MATRIX,
  ...TARGET_MATRIX,
  ...REGISTER_MATRIX,
};
