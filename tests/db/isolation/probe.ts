import type pg from 'pg';
import type { OpenDatabase } from '#db/client.ts';
import { ASSESSMENT_PROBES } from './probe-assessment.ts';
import { REGISTER_PROBES } from './probe-register.ts';
import { BATCH_COMMENTS, BATCH_THREADS, TARGET_PROBES } from './probe-target.ts';
import { ACCOUNTS, AT as at, GRANTS, house, LATER as later, ORGANISATIONS, uuid } from './identity.ts';
import type { Probes, Row } from './identity.ts';

const account = (id: string) => ({ id, name: '示例', is_demo: false, created_at: at });
const credential = (id: string) => ({
  account_id: id,
  email_index: `index-${id}`,
  email_cipher: 'x',
  email_mask: 'x',
  password_hash: 'x',
  email_verified_at: at,
  totp_last_step: 0,
  failed_count: 0,
});

const organisation = (id: string, kind: string, region: string, programme: string | null) => ({
  id,
  kind,
  name: `示例 ${id.slice(-2)}`,
  uscc: kind === 'enterprise' ? `U${id.slice(-17)}` : null,
  programme_id: programme,
  region_code: region,
  is_branch: false,
  licence_numbers: '',
  verification: 'verified',
  verification_note: '',
  colour: '#000000',
  is_demo: false,
  created_at: at,
});

const membership = (
  n: number,
  organisationId: string,
  accountId: string,
  role: string,
  duty?: readonly [string, string],
) => ({
  organisation_id: organisationId,
  id: uuid(4, n),
  account_id: accountId,
  role,
  programme_id: duty?.[0] ?? null,
  region_code: duty?.[1] ?? null,
  account_name: '示例',
  email_mask: 'x',
  created_at: at,
});

const A = house(ORGANISATIONS.A, '310115');
const B = house(ORGANISATIONS.B, '310104');

const filing = (n: number, home: Row, status: string, submitted: boolean) => ({
  ...home,
  id: uuid(5, n),
  kind: 'first',
  is_voluntary: false,
  status,
  is_waiting: false,
  enterprise_name: '示例',
  uscc: 'x',
  licence_numbers: '',
  cdo_name: '',
  has_a1: false,
  has_a2: false,
  has_b1: false,
  has_b2: false,
  has_domain: false,
  current_version_no: 0,
  due_provisional: false,
  due_sort: '9999-12-31',
  submitted_at: submitted ? at : null,
  channel: 'platform',
  created_by_name: '示例',
  created_at: at,
  updated_at: at,
});

const draft = (n: number, home: Row) => ({
  organisation_id: home.organisation_id,
  filing_id: uuid(5, n),
  stage: 'editing',
  body: {},
  revision: 1,
  stage_note: '',
  updated_at: at,
  updated_by_name: '示例',
});

const version = (n: number, filingNo: number, home: Row, submitted: boolean) => ({
  ...home,
  id: uuid(6, n),
  filing_id: uuid(5, filingNo),
  no: 1,
  form_version: 'x',
  body: {},
  salt: 'x',
  digest: 'x',
  frozen_at: at,
  frozen_by_name: '示例',
  submitted_at: submitted ? at : null,
});

const attachment = (n: number, filingNo: number, home: Row, submitted: boolean, slot = 'appointment') => ({
  ...home,
  id: uuid(7, n),
  filing_id: uuid(5, filingNo),
  slot,
  file_name: 'x.pdf',
  content_type: 'application/pdf',
  byte_size: 1,
  sha256: 'x',
  storage_key: 'x',
  scan_state: 'unscanned',
  scan_detail: '',
  uploaded_by_name: '示例',
  uploaded_at: at,
  submitted_at: submitted ? at : null,
});

const thread = (n: number, filingNo: number, home: Row, published: boolean) => ({
  ...home,
  id: uuid(8, n),
  filing_id: uuid(5, filingNo),
  version_no: 1,
  field_path: 'cdo.name',
  state: 'open',
  created_by_name: '示例',
  created_at: at,
  published_at: published ? at : null,
});

const comment = (
  n: number,
  threadNo: number,
  home: Row,
  side: string,
  author: string,
  published: boolean,
) => ({
  ...home,
  id: uuid(9, n),
  thread_id: uuid(8, threadNo),
  author_id: author,
  author_side: side,
  author_name: '示例',
  body: 'x',
  created_at: at,
  published_at: published ? at : null,
});

const change = (n: number, home: Row, side: string) => ({
  ...home,
  id: uuid(10, n),
  enterprise_name: '示例',
  kind: 'cdo',
  note: '',
  happened_on: '2026-11-20',
  opened_by_side: side,
  opened_by_name: '示例',
  opened_at: at,
  reported_on: '2026-11-23',
  is_voluntary: false,
  rule_id: 'x',
  due_on: '2026-11-27',
  due_provisional: false,
  calendar_version: 'x',
});

const grant = (id: string, rights: string, expires: string, revoked: boolean) => ({
  organisation_id: ORGANISATIONS.A,
  id,
  consultancy_id: ORGANISATIONS.consultancy,
  consultancy_name: '示例',
  client_name: '示例',
  purpose: 'help',
  rights,
  expires_on: expires,
  created_by_name: '示例',
  created_at: at,
  revoked_at: revoked ? at : null,
});
const assessGrant = (id: string, rights: string, consultancyId: string = ORGANISATIONS.assessors) => ({
  ...grant(id, rights, '2027-01-01', false),
  consultancy_id: consultancyId,
  purpose: 'assess',
});

const request = (n: number, home: Row, kind: string, accountId: string, state = 'open') => ({
  ...home,
  id: uuid(11, n),
  kind,
  account_id: accountId,
  account_name: '示例',
  email_mask: 'x',
  message: 'x',
  state,
  created_at: at,
  decision_note: '',
});

const invitation = (n: number, organisationId: string, purpose: string) => ({
  organisation_id: organisationId,
  id: uuid(12, n),
  purpose,
  role: 'viewer',
  email_index: `i${n}`,
  email_cipher: 'x',
  email_mask: 'x',
  digest: `digest-${n}`,
  created_by_name: '示例',
  created_at: at,
  expires_at: later,
});

const notice = (n: number, organisationId: string, recipient: string | null, channel: string) => ({
  organisation_id: organisationId,
  id: uuid(13, n),
  recipient_id: recipient,
  recipient_key: recipient ?? 'x',
  recipient_mask: '',
  rule: 'r',
  occurrence: `o${n}`,
  channel,
  link: '',
  state: 'waiting',
  not_before: at,
  attempts: 0,
  message_id: 'x',
  last_error: '',
  created_at: at,
});

const noticeBody = (n: number, organisationId: string, recipient: string | null, channel: string) => ({
  organisation_id: organisationId,
  notice_id: uuid(13, n),
  recipient_id: recipient,
  channel,
  content_cipher: 'x',
});

const journal = (organisationId: string, seq: number, shared: boolean) => ({
  organisation_id: organisationId,
  seq,
  type: 't',
  schema_version: 1,
  payload: '{}',
  actor_name: '示例',
  actor_side: 'system',
  is_shared: shared,
  at,
  previous_digest: seq === 1 ? '' : `d${seq - 1}`,
  digest: `d${seq}`,
});

const roster = (n: number, organisationId: string, region: string, programme: string) => ({
  ...house(organisationId, region, programme),
  id: uuid(14, n),
  uscc: `R${n}`,
  name: '示例',
  licence_number: '',
  business_codes: '',
  contact_mask: '',
  created_at: at,
});

const own = (id: string) => ({ account_id: id });

/** The rows, parents first. Tag "A" belongs to enterprise A (or its owner); the part after the dot is the state. */
export const PROBES: Probes = {
  programme: {
    other: {
      id: 'other',
      name_zh: 'x',
      name_en: 'x',
      authority_zh: 'x',
      authority_en: 'x',
      region_code: '370000',
    },
  },
  setting: { any: { key: 'k', value: 'v', updated_at: at } },
  calendar_year: { any: { year: 2019, content: {}, loaded_at: at, loaded_by: 'x' } },
  account: Object.fromEntries(Object.entries(ACCOUNTS).map(([key, id]) => [key, account(id)])),
  credential: Object.fromEntries(Object.entries(ACCOUNTS).map(([key, id]) => [key, credential(id)])),
  organisation: {
    A: organisation(ORGANISATIONS.A, 'enterprise', '310115', 'sh-cdo'),
    B: organisation(ORGANISATIONS.B, 'enterprise', '310104', 'sh-cdo'),
    O: organisation(ORGANISATIONS.O, 'enterprise', '310115', 'other'),
    regulator: organisation(ORGANISATIONS.regulator, 'regulator', '310000', null),
    otherRegulator: organisation(ORGANISATIONS.otherRegulator, 'regulator', '370000', null),
    consultancy: organisation(ORGANISATIONS.consultancy, 'consultancy', '310000', null),
    assessors: organisation(ORGANISATIONS.assessors, 'consultancy', '310000', null),
    rivals: organisation(ORGANISATIONS.rivals, 'consultancy', '310000', null),
    city: organisation(ORGANISATIONS.city, 'regulator', '370100', null),
    otherCity: organisation(ORGANISATIONS.otherCity, 'regulator', '370200', null),
  },
  membership: {
    A: membership(1, ORGANISATIONS.A, ACCOUNTS.ownerA, 'owner'),
    'A.colleague': membership(7, ORGANISATIONS.A, ACCOUNTS.colleagueA, 'viewer'),
    B: membership(2, ORGANISATIONS.B, ACCOUNTS.ownerB, 'owner'),
    regulator: membership(3, ORGANISATIONS.regulator, ACCOUNTS.regulator, 'supervisor', ['sh-cdo', '310000']),
    otherRegulator: membership(4, ORGANISATIONS.otherRegulator, ACCOUNTS.otherRegulator, 'reviewer', [
      'other',
      '370000',
    ]),
    consultancy: membership(5, ORGANISATIONS.consultancy, ACCOUNTS.consultant, 'consultant'),
    platform: membership(6, ORGANISATIONS.platform, ACCOUNTS.operator, 'operator'),
    assessors: membership(8, ORGANISATIONS.assessors, ACCOUNTS.assessor, 'consultant'),
    'assessors.colleague': membership(10, ORGANISATIONS.assessors, ACCOUNTS.colleagueAssessor, 'consultant'),
    'O.former': { ...membership(11, ORGANISATIONS.O, ACCOUNTS.consultant, 'viewer'), ended_at: at },
    rivals: membership(9, ORGANISATIONS.rivals, ACCOUNTS.rival, 'consultant'),
  },
  session: {
    ownerA: {
      id: 'sA',
      ...own(ACCOUNTS.ownerA),
      created_at: at,
      expires_at: later,
      last_seen_at: at,
      device: '',
    },
    ownerB: {
      id: 'sB',
      ...own(ACCOUNTS.ownerB),
      created_at: at,
      expires_at: later,
      last_seen_at: at,
      device: '',
    },
  },
  one_time_link: {
    ownerA: {
      digest: 'lA',
      purpose: 'reset-password',
      ...own(ACCOUNTS.ownerA),
      created_at: at,
      expires_at: later,
    },
    ownerB: {
      digest: 'lB',
      purpose: 'reset-password',
      ...own(ACCOUNTS.ownerB),
      created_at: at,
      expires_at: later,
    },
  },
  acknowledgement: {
    ownerA: { id: uuid(15, 1), ...own(ACCOUNTS.ownerA), notice: 'x', version: '1', context: 'x', at },
    ownerB: { id: uuid(15, 2), ...own(ACCOUNTS.ownerB), notice: 'x', version: '1', context: 'x', at },
  },
  invitation: {
    A: invitation(1, ORGANISATIONS.A, 'colleague'),
    B: invitation(2, ORGANISATIONS.B, 'colleague'),
    'regulator.roster': invitation(3, ORGANISATIONS.regulator, 'roster'),
    'regulator.staff': invitation(4, ORGANISATIONS.regulator, 'regulator'),
  },
  access_request: {
    'A.join': request(1, A, 'join', ACCOUNTS.stranger),
    'A.reclaim': request(2, A, 'reclaim', ACCOUNTS.stranger),
    'B.join': request(3, B, 'join', ACCOUNTS.consultant),
    'B.accepted': request(4, B, 'join', ACCOUNTS.stranger, 'accepted'),
  },
  client_grant: {
    'A.draft': grant(GRANTS.draft, 'draft', '2027-01-01', false),
    'A.read': grant(GRANTS.read, 'read', '2027-01-01', false),
    'A.expired': grant(GRANTS.expired, 'draft', '2026-01-01', false),
    'A.revoked': grant(GRANTS.revoked, 'draft', '2027-01-01', true),
    'A.assess': assessGrant(GRANTS.assess, 'draft'),
    'A.assessRead': assessGrant(GRANTS.assessRead, 'read'),
    'A.rival': assessGrant(GRANTS.rival, 'draft', ORGANISATIONS.rivals),
  },
  change_report: {
    'A.own': change(1, A, 'enterprise'),
    'B.own': change(2, B, 'enterprise'),
    'B.official': change(3, B, 'regulator'),
  },
  filing: {
    'A.draft': filing(1, A, 'draft', false),
    'A.record': filing(2, A, 'on_record', true),
    'B.submitted': filing(3, B, 'submitted', true),
  },
  filing_draft: { A: draft(1, A), B: draft(3, B) },
  filing_version: {
    'A.frozen': version(1, 1, A, false),
    'A.submitted': version(2, 2, A, true),
    'B.submitted': version(3, 3, B, true),
  },
  attachment: {
    'A.draft': attachment(1, 1, A, false),
    'A.submitted': attachment(2, 2, A, true),
    'A.scan': attachment(3, 1, A, false, 'signed_scan'),
    'B.submitted': attachment(4, 3, B, true),
    'B.receipt': attachment(5, 3, B, true, 'paper_receipt'),
  },
  ...TARGET_PROBES,
  comment_thread: {
    'A.published': thread(1, 2, A, true),
    'A.unpublished': thread(2, 2, A, false),
    'B.published': thread(3, 3, B, true),
    ...BATCH_THREADS,
  },
  comment: {
    'A.answer': comment(1, 1, A, 'enterprise', ACCOUNTS.ownerA, true),
    'A.question': comment(2, 1, A, 'regulator', ACCOUNTS.regulator, true),
    'A.unpublished': comment(3, 2, A, 'regulator', ACCOUNTS.regulator, false),
    'B.question': comment(4, 3, B, 'regulator', ACCOUNTS.regulator, true),
    ...BATCH_COMMENTS,
  },
  filing_term: {
    A: { ...A, term: '示例', filing_id: uuid(5, 2) },
    B: { ...B, term: '示例', filing_id: uuid(5, 3) },
  },
  roster_entry: {
    regulator: roster(1, ORGANISATIONS.regulator, '310115', 'sh-cdo'),
    otherRegulator: roster(2, ORGANISATIONS.otherRegulator, '370100', 'other'),
  },
  import_run: {
    regulator: {
      organisation_id: ORGANISATIONS.regulator,
      id: uuid(16, 1),
      kind: 'roster',
      file_name: 'x',
      rows: [],
      problems: [],
      state: 'previewed',
      created_by_name: 'x',
      created_at: at,
    },
  },
  notice: {
    'ownerA.product': notice(1, ORGANISATIONS.A, ACCOUNTS.ownerA, 'product'),
    'ownerA.mail': notice(2, ORGANISATIONS.A, ACCOUNTS.ownerA, 'mail'),
    'ownerB.product': notice(3, ORGANISATIONS.B, ACCOUNTS.ownerB, 'product'),
    'platform.mail': notice(4, ORGANISATIONS.platform, ACCOUNTS.stranger, 'mail'),
  },
  notice_body: {
    'ownerA.product': noticeBody(1, ORGANISATIONS.A, ACCOUNTS.ownerA, 'product'),
    'ownerA.mail': noticeBody(2, ORGANISATIONS.A, ACCOUNTS.ownerA, 'mail'),
    'ownerB.product': noticeBody(3, ORGANISATIONS.B, ACCOUNTS.ownerB, 'product'),
    'platform.mail': noticeBody(4, ORGANISATIONS.platform, ACCOUNTS.stranger, 'mail'),
  },
  webhook_target: {
    A: {
      organisation_id: ORGANISATIONS.A,
      id: uuid(17, 1),
      kind: 'json',
      label: 'x',
      url_cipher: 'x',
      created_at: at,
    },
    B: {
      organisation_id: ORGANISATIONS.B,
      id: uuid(17, 2),
      kind: 'json',
      label: 'x',
      url_cipher: 'x',
      created_at: at,
    },
    regulator: {
      organisation_id: ORGANISATIONS.regulator,
      id: uuid(17, 3),
      kind: 'json',
      label: 'x',
      url_cipher: 'x',
      created_at: at,
    },
  },
  journal: {
    'A.private': journal(ORGANISATIONS.A, 1, false),
    'A.shared': journal(ORGANISATIONS.A, 2, true),
    'B.shared': journal(ORGANISATIONS.B, 1, true),
    'O.shared': journal(ORGANISATIONS.O, 1, true),
    'regulator.private': journal(ORGANISATIONS.regulator, 1, false),
    'platform.private': journal(ORGANISATIONS.platform, 1, false),
  },
  journal_checkpoint: {
    any: { id: uuid(18, 1), at, heads: 1, events: 1, content: 'x', digest: 'x', signature: 'x' },
  },
  serial_counter: { any: { programme_id: 'sh-cdo', year: 2020, last: 1 } },
  ...ASSESSMENT_PROBES,
  ...REGISTER_PROBES,
};

async function insertAll(client: pg.PoolClient, probes: Probes): Promise<void> {
  for (const [table, rows] of Object.entries(probes)) {
    for (const row of Object.values(rows)) {
      const columns = Object.keys(row).join(', ');
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`,
        [JSON.stringify(row)],
      );
    }
  }
}

/** Switches the guards of assessments and plans off or on. They would refuse rows that are born signed. */
export async function setAssessmentGuards(client: pg.PoolClient, state: 'enable' | 'disable'): Promise<void> {
  const tables = [...Object.keys(ASSESSMENT_PROBES), ...Object.keys(TARGET_PROBES)];
  await client.query(tables.map((table) => `alter table ${table} ${state} trigger user;`).join(' '));
}

/** Inserts all probes as the database's owner, whom row-level security doesn't bind. */
export async function insertProbes(db: OpenDatabase): Promise<void> {
  const client = await db.pool.connect();
  try {
    await setAssessmentGuards(client, 'disable');
    await insertAll(client, PROBES);
    await setAssessmentGuards(client, 'enable');
  } finally {
    client.release();
  }
}
