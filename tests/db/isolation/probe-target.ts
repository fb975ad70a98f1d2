import { ACCOUNTS, AT as at, house, ORGANISATIONS, uuid, type Probes, type Row } from './identity.ts';

/**
 * Plans of the matrix: those of a province's house, with two cities that report to it, and one of Shanghai's office.
 * A city's batch is seen by the province once it was submitted, and its lines not while they are being mended.
 */
const P = house(ORGANISATIONS.otherRegulator, '370000', 'other');
const C = house(ORGANISATIONS.city, '370100', 'other');
const D = house(ORGANISATIONS.otherCity, '370200', 'other');
const S = house(ORGANISATIONS.regulator, '310000');

const PLANS = { draft: uuid(40, 1), published: uuid(40, 2), withdrawn: uuid(40, 3), shanghai: uuid(40, 4) };
/** The plan that the cities report to, for questions to the queries of plans. */
export const PLANNING = {
  organisationId: ORGANISATIONS.otherRegulator,
  planId: PLANS.published,
  draftPlanId: PLANS.draft,
  cityId: ORGANISATIONS.city,
  batchId: uuid(41, 2),
  draftBatchId: uuid(41, 1),
  lineId: uuid(42, 2),
  entryId: uuid(43, 1),
  threadId: uuid(44, 1),
  designationId: uuid(46, 1),
  bulletinId: uuid(47, 1),
} as const;

const plan = (home: Row, id: string, more: Row) => ({
  ...home,
  id,
  key: `k-${id.slice(-2)}`,
  title_zh: '示例',
  title_en: 'Sample',
  is_public: false,
  judging: {},
  revision: 1,
  created_by_name: '示例',
  created_at: at,
  updated_at: at,
  ...more,
});

const planVersion = (home: Row, planId: string, state: string) => ({
  organisation_id: home.organisation_id,
  programme_id: home.programme_id,
  plan_id: planId,
  no: 1,
  state,
  content: {},
  digest: 'x',
  revision: 1,
  created_by_name: '示例',
  created_at: at,
  updated_at: at,
  published_at: state === 'draft' ? null : at,
});

const toPlan = { plan_house_id: ORGANISATIONS.otherRegulator, plan_id: PLANS.published };
const batch = (n: number, home: Row, status: string) => ({
  ...home,
  ...toPlan,
  id: uuid(41, n),
  house_name: '示例',
  title: '示例',
  status,
  channel: 'form',
  round: 1,
  revision: 1,
  note: '',
  created_by_name: '示例',
  created_at: at,
  updated_at: at,
  submitted_at: status === 'draft' ? null : at,
});

const record = {
  plan_id: PLANS.published,
  target_id: 'SD01',
  kind: 'item',
  name: '示例',
  uscc: '91310115MA1K00015K',
  on_date: '2023-06-01',
  quantity: 1,
  source: '',
  document: '',
  note: '',
  revision: 1,
  updated_by_name: '示例',
  updated_at: at,
};
const line = (n: number, home: Row) => ({
  ...home,
  ...record,
  region_code: home.region_code === '370000' ? '370100' : home.region_code,
  id: uuid(42, n),
  batch_id: uuid(41, n),
  position: 1,
  action: 'add',
  entry_id: uuid(43, n),
});
const entry = (n: number, home: Row, region = home.region_code) => ({
  ...home,
  ...record,
  ...toPlan,
  region_code: region,
  id: uuid(43, n),
  batch_id: uuid(41, 2),
  created_by_name: '示例',
  created_at: at,
});

/** A deliverable that the province reported as done. It is no probe: only questions to the queries need it. */
export const OBSERVED = {
  ...entry(9, P),
  kind: 'observation',
  target_id: 'Q1',
  value: 1,
  source: '示例文件',
} as const;

/** A workbook that the province checked. It is no probe: only questions to the queries need it. */
export const PLAN_IMPORT = {
  organisation_id: ORGANISATIONS.otherRegulator,
  id: uuid(48, 1),
  kind: 'plan',
  file_name: 'x',
  rows: [],
  problems: [],
  state: 'previewed',
  created_by_name: '示例',
  created_at: at,
} as const;

/** A table that a city imported. It is no probe: only questions to the queries need it. */
export const ENTRY_IMPORT = {
  organisation_id: ORGANISATIONS.city,
  id: uuid(48, 2),
  kind: 'entry',
  plan_id: PLANS.published,
  batch_id: uuid(41, 1),
  file_name: 'x',
  rows: [{}],
  problems: {},
  state: 'previewed',
  created_by_name: '示例',
  created_at: at,
} as const;

/** A recorded batch of the province and the line by which one of its entries came. They are no probes either. */
export const RECORDED = {
  batch: { ...batch(9, P, 'on_record'), recorded_at: at, recorded_by_name: '示例' },
  line: { ...line(9, P), entry_id: uuid(43, 3) },
} as const;

/** A city's reported figure; columns of records stay empty. */
const figure = (n: number, home: Row) => ({
  ...entry(n, home),
  kind: 'observation',
  name: '',
  uscc: null,
  value: 5,
});
const term = (n: number, home: Row) => ({
  ...home,
  plan_id: PLANS.published,
  term: '示例',
  entry_id: uuid(43, n),
});

const designation = (n: number, home: Row) => ({
  ...home,
  id: uuid(46, n),
  enterprise_name: '示例',
  kind: 'data_trader',
  since_on: '2023-06-01',
  basis: '示例',
  given_by_name: '示例',
  created_at: at,
});

const bulletin = (n: number, state: string) => ({
  ...S,
  id: uuid(47, n),
  title: '示例',
  period_from: '2026-01-01',
  period_until: '2026-03-31',
  remarks: '',
  state,
  content: state === 'draft' ? null : {},
  digest: state === 'draft' ? null : 'x',
  revision: 1,
  created_by_name: '示例',
  created_at: at,
  updated_at: at,
  published_at: state === 'draft' ? null : at,
});

const thread = (n: number, batchNo: number, published: boolean) => ({
  ...C,
  id: uuid(44, n),
  batch_id: uuid(41, batchNo),
  version_no: 1,
  field_path: 'batch',
  state: 'open',
  created_by_name: '示例',
  created_at: at,
  published_at: published ? at : null,
});
const comment = (n: number, threadNo: number, batchNo: number, side: string, published: boolean) => ({
  ...C,
  id: uuid(45, n),
  thread_id: uuid(44, threadNo),
  batch_id: uuid(41, batchNo),
  author_id: ACCOUNTS.otherRegulator,
  author_side: side,
  author_name: '示例',
  body: 'x',
  created_at: at,
  published_at: published ? at : null,
});

/** Threads on batches: one published with the return, one that the province still writes. */
export const BATCH_THREADS: Readonly<Record<string, Row>> = {
  'C.published': thread(1, 3, true),
  'C.unpublished': thread(2, 2, false),
};
export const BATCH_COMMENTS: Readonly<Record<string, Row>> = {
  'C.answer': comment(1, 1, 3, 'reporter', true),
  'C.question': comment(2, 1, 3, 'regulator', true),
  'C.unpublished': comment(3, 2, 2, 'regulator', false),
};

/** Rows of plans and targets. They are inserted before the threads on their batches. */
export const TARGET_PROBES: Probes = {
  plan: {
    'P.draft': plan(P, PLANS.draft, { version_no: null }),
    'P.published': plan(P, PLANS.published, { version_no: 1 }),
    'P.withdrawn': plan(P, PLANS.withdrawn, { version_no: 1, withdrawn_at: at }),
    'S.published': plan(S, PLANS.shanghai, { version_no: 1 }),
  },
  plan_version: {
    'P.draft': planVersion(P, PLANS.draft, 'draft'),
    'P.published': planVersion(P, PLANS.published, 'published'),
    'S.published': planVersion(S, PLANS.shanghai, 'published'),
  },
  target_split: {
    P: {
      organisation_id: ORGANISATIONS.otherRegulator,
      programme_id: 'other',
      plan_id: PLANS.published,
      target_id: 'SD01',
      region_code: '370100',
      value: 5,
      updated_by_name: '示例',
      updated_at: at,
    },
  },
  batch: {
    'C.draft': batch(1, C, 'draft'),
    'C.review': batch(2, C, 'in_review'),
    'C.returned': batch(3, C, 'returned'),
    'D.submitted': batch(4, D, 'submitted'),
    'P.draft': batch(5, P, 'draft'),
  },
  batch_line: {
    'C.draft': line(1, C),
    'C.review': line(2, C),
    'C.returned': line(3, C),
    'D.submitted': line(4, D),
    'P.draft': line(5, P),
  },
  entry: {
    C: entry(1, C),
    'C.figure': figure(5, C),
    D: entry(2, D),
    P: entry(3, P),
    'P.city': entry(4, P, '370100'),
  },
  entry_term: { C: term(1, C), D: term(2, D) },
  target_tally: {
    any: {
      programme_id: 'other',
      plan_id: PLANS.published,
      target_id: 'SD01',
      region_code: '370100',
      on_date: '2023-06-01',
      items: 1,
      amount: 1,
    },
  },
  designation: {
    A: designation(1, house(ORGANISATIONS.A, '310115')),
    O: designation(2, house(ORGANISATIONS.O, '370100', 'other')),
  },
  bulletin: { 'regulator.draft': bulletin(1, 'draft'), 'regulator.published': bulletin(2, 'published') },
};
