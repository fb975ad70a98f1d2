import type { OpenDatabase } from '#db/client.ts';
import type { Seat } from './cast.ts';

/** A field or a search parameter that takes an id, beside those in addresses. */
export interface IdField {
  readonly at: string;
  readonly field: string;
  readonly seat: Seat;
  /** An id that this person may give. */
  readonly sql: string;
  /** What else the form needs. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Whether it stands in the address's search. */
  readonly search?: true;
  readonly given?: Readonly<Record<string, string>>;
  /** Own ids that stand in other fields. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Why it can't be shown here that the own id is taken. */
  readonly because?: string;
}

const YUNSHU = `(select id from organisation where name = '示例云数（上海）科技有限公司')`;
const HAIXIN = `(select id from organisation where name = '示例海信通（上海）网络有限公司')`;
const LANQIAO = `(select id from organisation where name = '示例蓝桥数据（上海）有限公司')`;
const REGULATOR = `(select id from organisation where name = '上海市通信管理局（演示）')`;
const office = (region: string) =>
  `(select id from organisation where kind = 'regulator' and region_code = '${region}')`;
const colleague = (role: string) =>
  `select account_id from membership where organisation_id = ${YUNSHU} and role = '${role}'`;
const officer = `select account_id from membership where organisation_id = ${REGULATOR} and role = 'reviewer'`;
const thread = `select id from comment_thread where organisation_id = ${HAIXIN}`;
const waiting = `select id from filing where status in ('submitted', 'in_review')`;
const rosterRow = `select id from roster_entry where organisation_id = ${REGULATOR} and contact_cipher is not null`;
const shandongPlan = `select id from plan where organisation_id = ${office('370000')} and version_no is not null`;

/** Every field and search parameter of a post that takes the id of a tenant's row. */
export const FIELDS: readonly IdField[] = [
  { at: 'account/organisations', field: 'organisation', seat: 'owner', sql: `select ${YUNSHU}` },
  {
    at: 'members/role',
    field: 'member',
    seat: 'owner',
    sql: `select id from membership where organisation_id = ${YUNSHU} and role = 'viewer'`,
    fields: { role: 'preparer' },
  },
  {
    at: 'members/invitations/revoke',
    field: 'id',
    seat: 'owner',
    sql: `select id from invitation where organisation_id = ${YUNSHU}`,
  },
  {
    at: 'members/requests/decide',
    field: 'request',
    seat: 'owner',
    sql: `select id from access_request where organisation_id = ${YUNSHU}`,
  },
  {
    at: 'organisation/webhooks/remove',
    field: 'id',
    seat: 'owner',
    sql: `select id from webhook_target where organisation_id = ${YUNSHU}`,
  },
  {
    at: 'verification/:id/reclaim',
    field: 'request',
    seat: 'supervisor',
    sql: `select id from access_request where organisation_id = ${LANQIAO}`,
  },
  {
    at: 'maturity/orders',
    field: 'orderId',
    seat: 'supervisor',
    sql: `select id from assessment_order`,
  },
  {
    at: 'assessments/:assessmentId/actions/new',
    field: 'ownerId',
    seat: 'owner',
    sql: colleague('cdo'),
  },
  {
    at: 'assessments/:assessmentId/actions/:actionId',
    field: 'ownerId',
    seat: 'owner',
    sql: colleague('cdo'),
  },
  { at: 'review/:id/reply', field: 'thread', seat: 'reviewer', sql: thread },
  { at: 'review/:id/resolve', field: 'thread', seat: 'reviewer', sql: thread },
  { at: 'review/:id/assign', field: 'assignee', seat: 'supervisor', sql: officer },
  {
    at: 'queue/claim',
    field: 'filing',
    seat: 'reviewer',
    sql: waiting,
    because: 'the one that waits is claimed already, for the sake of review/:id',
  },
  { at: 'queue/assign', field: 'assignee', seat: 'supervisor', sql: officer, beside: { filing: waiting } },
  { at: 'queue/assign', field: 'filing', seat: 'supervisor', sql: waiting, beside: { assignee: officer } },
  {
    at: 'queue/urge',
    field: 'filing',
    seat: 'supervisor',
    sql: waiting,
    because: 'urged ones must have colleagues',
  },
  {
    at: 'roster/urge',
    field: 'entry',
    seat: 'supervisor',
    sql: rosterRow,
    fields: { step: 'send', text: '示例催办' },
  },
  { at: 'roster/invite', field: 'entry', seat: 'supervisor', sql: rosterRow },
  {
    at: 'designations/new',
    field: 'enterprise',
    seat: 'province',
    sql: `select id from organisation where name = '示例泉城软件（济南）有限公司'`,
    fields: { kind: 'chief_data_engineer_pilot', sinceOn: '2026-11-20' },
  },
  { at: 'batches/new', field: 'plan', seat: 'jinan', sql: shandongPlan },
  {
    at: 'changes/new',
    field: 'organisation',
    seat: 'supervisor',
    sql: `select organisation_id from filing where status = 'on_record' and programme_id = 'sh-cdo'`,
    fields: { decidedOn: '' },
    search: true,
  },
];

/** The id that somebody may give in a field, and those beside it. */
export async function idsFor(db: OpenDatabase, one: IdField): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [field, sql] of Object.entries({ ...one.beside, [one.field]: one.sql })) {
    ids[field] = await idBy(db, `${field} at /${one.at}`, sql);
  }
  return ids;
}

async function idBy(db: OpenDatabase, what: string, sql: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string | null }>(`select (${sql} limit 1) as id`);
  const id = rows[0]?.id;
  if (!id) throw new Error(`the demonstration has no row for ${what}`);
  return id;
}
