import { ACCOUNTS, AT as at, GRANTS, house, ORGANISATIONS, uuid, type Probes, type Row } from './identity.ts';

/**
 * Assessments of the matrix: one under way on both sides, one that both sides have signed, another consultancy's that
 * was opened again after it had been revealed, and what B and O submitted.
 */
const ASSESSMENTS = {
  'A.self': uuid(20, 1),
  'A.independent': uuid(20, 2),
  'A.self.revealed': uuid(20, 3),
  'A.independent.revealed': uuid(20, 4),
  'A.rival': uuid(20, 5),
  'A.self.rival': uuid(20, 8),
  'B.self': uuid(20, 6),
  'O.self': uuid(20, 7),
} as const;
type Tag = keyof typeof ASSESSMENTS;
const TAGS = Object.keys(ASSESSMENTS) as Tag[];

/** What belongs to enterprise A, for questions to the queries of assessments. `ownerA` may see all of it. */
export const ASSESSING = {
  organisationId: ORGANISATIONS.A,
  /** The self-assessment under way, and what hangs on it. */
  assessmentId: ASSESSMENTS['A.self'],
  cellId: '6.1',
  criterionId: '6.1-L2-1',
  domainId: '6',
  threadId: uuid(25, 1),
  commentId: uuid(26, 1),
  importId: uuid(28, 1),
  actionId: uuid(29, 1),
  /** The independent one on the same scope, ordered by a regulator. */
  independentId: ASSESSMENTS['A.independent'],
  orderId: uuid(23, 1),
  scopeId: uuid(21, 1),
  /** Both sides of a scope, signed and revealed; the self side is submitted. */
  revealedId: ASSESSMENTS['A.self.revealed'],
  revealedIndependentId: ASSESSMENTS['A.independent.revealed'],
  revealedScopeId: uuid(21, 2),
  snapshotId: uuid(27, 3),
  evidenceId: uuid(24, 1),
  /** Submitted to the office of Shanghai. */
  certificateId: uuid(30, 2),
  modelId: uuid(22, 2),
  schemeId: uuid(31, 2),
} as const;

const A = { organisation_id: ORGANISATIONS.A };
const submittedTo = (organisationId: string, region: string, programme?: string) => ({
  ...house(organisationId, region, programme),
  submitted_at: at,
});
const OF_A = submittedTo(ORGANISATIONS.A, '310115');
const OF_B = submittedTo(ORGANISATIONS.B, '310104');
const OF_O = submittedTo(ORGANISATIONS.O, '370100', 'other');
const HOMES: Readonly<Record<Tag, Row>> = {
  'A.self': A,
  'A.independent': A,
  'A.self.revealed': OF_A,
  'A.independent.revealed': A,
  'A.rival': A,
  'A.self.rival': A,
  'B.self': OF_B,
  'O.self': OF_O,
};

const INDEPENDENT: readonly Tag[] = ['A.independent', 'A.independent.revealed', 'A.rival'];
const sideOf = (tag: Tag) => (INDEPENDENT.includes(tag) ? 'independent' : 'self');

function assessment(tag: Tag, scope: number, more: Row = {}): Row {
  return {
    ...HOMES[tag],
    id: ASSESSMENTS[tag],
    scope_id: uuid(21, scope),
    side: sideOf(tag),
    model_id: 'dcmm-2025',
    model_digest: 'x',
    scheme: {},
    title: '示例',
    unit: '',
    state: 'evaluating',
    version_no: 1,
    created_by_id: ACCOUNTS.ownerA,
    created_by_name: '示例',
    created_at: at,
    updated_at: at,
    ...more,
  };
}
const signed = { state: 'signed', signed_at: at, signed_by_name: '示例' };
const revealed = { revealed_at: at };
const by = (consultancyId: string, grantId: string) => ({
  consultancy_id: consultancyId,
  consultancy_name: '示例',
  grant_id: grantId,
});
const assessors = by(ORGANISATIONS.assessors, GRANTS.assess);

/** A row of each assessment: what it belongs to, and what else. */
function partOf(make: (tag: Tag, n: number) => Row, tags: readonly Tag[] = TAGS) {
  return Object.fromEntries(
    tags.map((tag) => [
      tag,
      {
        organisation_id: HOMES[tag].organisation_id,
        assessment_id: ASSESSMENTS[tag],
        side: sideOf(tag),
        ...make(tag, TAGS.indexOf(tag) + 1),
      },
    ]),
  );
}

const ownerOf = (tag: Tag) => (tag.startsWith('A') ? ACCOUNTS.ownerA : ACCOUNTS.ownerB);
const SPEAKERS: Readonly<Partial<Record<Tag, string>>> = {
  'A.independent': ACCOUNTS.assessor,
  'A.independent.revealed': ACCOUNTS.assessor,
  'A.rival': ACCOUNTS.rival,
};
const speakerOf = (tag: Tag) => SPEAKERS[tag] ?? ownerOf(tag);

const thread = (tag: Tag, n: number, isReturn = false) => ({
  id: uuid(25, n),
  cell_id: '6.1',
  state: 'open',
  is_return: isReturn,
  created_by_id: speakerOf(tag),
  created_by_name: '示例',
  created_at: at,
});
const comment = (n: number, threadNo: number, authorId: string, side: 'enterprise' | 'consultant') => ({
  id: uuid(26, n),
  thread_id: uuid(25, threadNo),
  author_id: authorId,
  author_side: side,
  author_name: '示例',
  body: 'x',
  created_at: at,
});
/** Further threads and comments of one assessment. */
const one = (tag: Tag, row: Row) => partOf(() => row, [tag])[tag] ?? {};

const version = (n: number, group: number, organisationId: string, state: string, more: Row = {}) => ({
  organisation_id: organisationId,
  id: uuid(group, n),
  key: `k${n}`,
  version: 1,
  title: '示例',
  content: {},
  digest: 'x',
  state,
  created_by_name: '示例',
  created_at: at,
  published_at: state === 'draft' ? null : at,
  ...more,
});
const scheme = (n: number, organisationId: string, state: string, isOffered = false) =>
  version(n, 31, organisationId, state, { family: 'dcmm', is_offered: isOffered });

const order = (n: number, home: ReturnType<typeof house>) => ({
  ...home,
  id: uuid(23, n),
  enterprise_name: '示例',
  basis: '示例',
  ordered_by_name: '示例',
  created_at: at,
});

const evidence = (n: number, organisationId: string) => ({
  organisation_id: organisationId,
  id: uuid(24, n),
  kind: 'file',
  title: '示例',
  file_name: 'x.pdf',
  content_type: 'application/pdf',
  byte_size: 1,
  sha256: '0'.repeat(64),
  storage_key: `evidence/${n}`,
  scan_state: 'unscanned',
  scan_detail: '',
  owner_name: '示例',
  created_by_name: '示例',
  created_at: at,
});
const EVIDENCE_NO: Readonly<Record<string, number>> = {
  [ORGANISATIONS.A]: 1,
  [ORGANISATIONS.B]: 2,
  [ORGANISATIONS.O]: 3,
};

const certificate = (n: number, home: Row) => ({
  ...home,
  id: uuid(30, n),
  kind: 'dcmm',
  level: 3,
  number: `c${n}`,
  agency: '示例',
  edition: '',
  issued_on: '2026-01-01',
  expires_on: '2029-01-01',
  scan_detail: '',
  enterprise_name: '示例',
  created_by_name: '示例',
  created_at: at,
});

const style = (organisationId: string) => ({
  organisation_id: organisationId,
  opening: '',
  updated_by_name: '示例',
  updated_at: at,
});

/** The rows of assessments, parents first. */
export const ASSESSMENT_PROBES: Probes = {
  maturity_model: {
    'A.draft': version(1, 22, ORGANISATIONS.A, 'draft'),
    'A.published': version(2, 22, ORGANISATIONS.A, 'published'),
    'B.published': version(3, 22, ORGANISATIONS.B, 'published'),
    consultancy: version(4, 22, ORGANISATIONS.consultancy, 'published'),
    regulator: version(5, 22, ORGANISATIONS.regulator, 'draft'),
  },
  scoring_scheme: {
    'A.draft': scheme(1, ORGANISATIONS.A, 'draft'),
    'A.published': scheme(2, ORGANISATIONS.A, 'published'),
    'B.published': scheme(3, ORGANISATIONS.B, 'published'),
    consultancy: scheme(4, ORGANISATIONS.consultancy, 'published'),
    'regulator.draft': scheme(5, ORGANISATIONS.regulator, 'draft', true),
    'regulator.offered': scheme(6, ORGANISATIONS.regulator, 'published', true),
    'regulator.withdrawn': scheme(7, ORGANISATIONS.regulator, 'withdrawn', true),
  },
  assessment_order: {
    A: order(1, house(ORGANISATIONS.A, '310115')),
    B: order(2, house(ORGANISATIONS.B, '310104')),
    O: order(3, house(ORGANISATIONS.O, '370100', 'other')),
  },
  assessment: {
    'A.self': assessment('A.self', 1),
    'A.independent': assessment('A.independent', 1, { ...assessors, order_id: uuid(23, 1) }),
    'A.self.revealed': assessment('A.self.revealed', 2, { ...signed, ...revealed }),
    'A.independent.revealed': assessment('A.independent.revealed', 2, {
      ...assessors,
      ...signed,
      ...revealed,
    }),
    'A.rival': assessment('A.rival', 3, { ...by(ORGANISATIONS.rivals, GRANTS.rival), ...revealed }),
    'A.self.rival': assessment('A.self.rival', 3, { ...signed, ...revealed }),
    'B.self': assessment('B.self', 4, signed),
    'O.self': assessment('O.self', 5, signed),
  },
  assessment_domain: partOf(() => ({ domain_id: '6' })),
  assessment_exclusion: partOf(() => ({
    cell_id: '6.2',
    reason: 'x',
    excluded_by_name: '示例',
    excluded_at: at,
  })),
  answer: partOf((tag) => ({
    criterion_id: '6.1-L2-1',
    cell_id: '6.1',
    domain_id: '6',
    grade: 'met',
    note: '',
    is_carried: false,
    revision: 1,
    author_id: speakerOf(tag),
    author_name: '示例',
    authors: [speakerOf(tag)],
    updated_at: at,
    returned_at: at,
  })),
  evidence: {
    A: evidence(1, ORGANISATIONS.A),
    B: evidence(2, ORGANISATIONS.B),
    O: evidence(3, ORGANISATIONS.O),
  },
  evidence_link: partOf((tag) => ({
    cell_id: '6.1',
    evidence_id: uuid(24, EVIDENCE_NO[String(HOMES[tag].organisation_id)] ?? 1),
    linked_by_name: '示例',
    linked_at: at,
  })),
  assessment_thread: {
    ...partOf((tag, n) => thread(tag, n)),
    'A.self.helper': one('A.self', { ...thread('A.self', 11), created_by_id: ACCOUNTS.consultant }),
    'A.self.return': one('A.self', thread('A.self', 12, true)),
    'A.independent.return': one('A.independent', thread('A.independent', 13, true)),
  },
  assessment_comment: {
    ...partOf((tag, n) =>
      comment(n, n, speakerOf(tag), sideOf(tag) === 'self' ? 'enterprise' : 'consultant'),
    ),
    'A.self.helper': one('A.self', comment(11, 11, ACCOUNTS.consultant, 'consultant')),
    'A.independent.answer': one('A.independent', comment(12, 2, ACCOUNTS.ownerA, 'enterprise')),
    'A.independent.return': one('A.independent', comment(13, 13, ACCOUNTS.assessor, 'consultant')),
    // In the name of somebody else, and of the wrong side.
    'A.self.forged': one('A.self', comment(14, 1, ACCOUNTS.colleagueA, 'enterprise')),
    'A.self.posed': one('A.self', comment(15, 1, ACCOUNTS.ownerA, 'consultant')),
  },
  assessment_snapshot: partOf((tag, n) => ({
    ...HOMES[tag],
    id: uuid(27, n),
    version_no: 1,
    model_id: 'dcmm-2025',
    body: { evidence: [{ id: uuid(24, EVIDENCE_NO[String(HOMES[tag].organisation_id)] ?? 1) }] },
    scores: {},
    digest: 'x',
    signed_by_name: '示例',
    signed_at: at,
  })),
  assessment_import: partOf((_tag, n) => ({
    id: uuid(28, n),
    file_name: 'x.xlsx',
    changes: [],
    problems: [],
    state: 'previewed',
    created_by_name: '示例',
    created_at: at,
  })),
  improvement_action: {
    A: action(1, 'A.self'),
    'A.revealed': action(2, 'A.self.revealed'),
    B: action(3, 'B.self'),
  },
  certificate: {
    'A.kept': certificate(1, A),
    'A.submitted': certificate(2, OF_A),
    'B.submitted': certificate(3, OF_B),
    'O.submitted': certificate(4, OF_O),
  },
  report_style: {
    A: style(ORGANISATIONS.A),
    B: style(ORGANISATIONS.B),
    consultancy: style(ORGANISATIONS.consultancy),
    regulator: style(ORGANISATIONS.regulator),
  },
};

function action(n: number, tag: Tag): Row {
  return {
    organisation_id: HOMES[tag].organisation_id,
    id: uuid(29, n),
    assessment_id: ASSESSMENTS[tag],
    cell_id: '6.1',
    title: '示例',
    note: '',
    owner_name: '示例',
    due_on: '2026-12-31',
    effort: 1,
    expected_level: 3,
    state: 'open',
    created_by_name: '示例',
    created_at: at,
  };
}
