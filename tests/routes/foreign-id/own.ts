import { maturityModel } from '#assessments/model.ts';
import type { OpenDatabase } from '#db/client.ts';
import type { Seat } from './cast.ts';

/** Whose ids an address takes, and which of the demonstration's rows fit in it together. */
interface Own {
  /** The addresses that begin so; the longest that fits counts. */
  readonly at: string;
  /** Who opens them by right. */
  readonly seat: Seat;
  /** One row whose columns are the parameters. */
  readonly sql: string;
}

const YUNSHU = `(select id from organisation where name = '示例云数（上海）科技有限公司')`;
const LANQIAO = `(select id from organisation where name = '示例蓝桥数据（上海）有限公司')`;
const ZHIZAO = `(select id from organisation where name = '示例精密制造（上海）有限公司')`;
const HAIXIN = `(select id from organisation where name = '示例海信通（上海）网络有限公司')`;
const REGULATOR = `(select id from organisation where name = '上海市通信管理局（演示）')`;
const office = (region: string) =>
  `(select id from organisation where kind = 'regulator' and region_code = '${region}')`;

const filing = `select id as "filingId" from filing where organisation_id = ${LANQIAO}`;
const review = `select f.id, t.id as thread,
    (select account_id from membership where organisation_id = ${REGULATOR} and role = 'reviewer') as assignee
  from filing f join comment_thread t on t.filing_id = f.id where f.organisation_id = ${HAIXIN}`;
const assessment = `select a.id as "assessmentId", i.id as "actionId", r.id as "importId", t.id as "threadId", a.model_id as model
  from assessment a left join improvement_action i on i.assessment_id = a.id
  left join assessment_import r on r.assessment_id = a.id left join assessment_thread t on t.assessment_id = a.id
  where a.organisation_id = ${YUNSHU} and i.id is not null`;
const underWay = `select g.id as "grantId", a.id as "assessmentId", t.id as "threadId", r.id as "importId", a.model_id as model
  from assessment a join client_grant g on g.id = a.grant_id
  join assessment_thread t on t.assessment_id = a.id join assessment_import r on r.assessment_id = a.id
  where a.organisation_id = ${ZHIZAO} and a.side = 'independent'`;
const helped = `client_grant g where g.organisation_id = ${YUNSHU} and g.purpose = 'help'`;
const ofClient = (table: string, column: string) =>
  `select g.id as "grantId", x.id as "${column}" from ${table} x join client_grant g on g.organisation_id = x.organisation_id
   where g.organisation_id = ${YUNSHU} and g.purpose = 'help'`;
const batch = (of: string, where: string) =>
  `select b.organisation_id as "organisationId", b.id as "batchId", l.id as "lineId"
   from batch b join batch_line l on l.batch_id = b.id where b.organisation_id = ${of} and ${where}`;
const dezhouThread = (status: string) =>
  `select b.organisation_id as "organisationId", b.id as "batchId", t.id as "threadId"
   from batch b join comment_thread t on t.batch_id = b.id
   where b.organisation_id = ${office('371400')} and b.status = '${status}'`;
const shandongPlan = `from plan p where p.organisation_id = ${office('370000')} and p.version_no is not null`;

/** For every address that takes ids: who may open it, with which ids. */
const OWN: readonly Own[] = [
  { at: 'account', seat: 'owner', sql: 'select 1 as one' },
  {
    at: 'assessments/:assessmentId',
    seat: 'owner',
    sql: assessment,
  },
  ...['assessments/:assessmentId/workbook/:importId', 'assessments/:assessmentId/workbook'].map((at) => ({
    at,
    seat: 'owner' as const,
    sql: `select a.id as "assessmentId", r.id as "importId" from assessment a
      join assessment_import r on r.assessment_id = a.id
      where a.organisation_id = ${YUNSHU} and a.side = 'self' and a.state = 'evaluating'`,
  })),
  { at: 'clients/:grantId', seat: 'consultant', sql: `select g.id as "grantId" from ${helped}` },
  {
    at: 'clients/:grantId/filings/:filingId',
    seat: 'consultant',
    sql: `${ofClient('filing', 'filingId')} and x.status = 'draft'`,
  },
  { at: 'clients/:grantId/assessments/:assessmentId', seat: 'assessor', sql: underWay },
  ...['receipt', 'bundle.zip'].map((last) => ({
    at: `clients/:grantId/assessments/:assessmentId/${last}`,
    seat: 'assessor' as const,
    sql: `select g.id as "grantId", a.id as "assessmentId" from assessment a join client_grant g on g.id = a.grant_id
      where a.organisation_id = ${YUNSHU} and a.state = 'signed'`,
  })),
  {
    at: 'clients/:grantId/assessments/:assessmentId/carried',
    seat: 'consultant',
    sql: `${ofClient('assessment', 'assessmentId')} and x.previous_id is not null`,
  },
  {
    at: 'clients/:grantId/assessments/:assessmentId/actions',
    seat: 'consultant',
    sql: `select g.id as "grantId", a.id as "assessmentId", i.id as "actionId"
      from improvement_action i join assessment a on a.id = i.assessment_id
      join client_grant g on g.organisation_id = a.organisation_id
      where g.organisation_id = ${YUNSHU} and g.purpose = 'help'`,
  },
  {
    at: 'clients/:grantId/certificates/:id',
    seat: 'consultant',
    sql: ofClient('certificate', 'id'),
  },
  {
    at: 'clients/:grantId/evidence/:id',
    seat: 'consultant',
    sql: `${ofClient('evidence', 'id')} and x.kind = 'file'`,
  },
  {
    at: 'certificates/:id',
    seat: 'owner',
    sql: `select id from certificate where organisation_id = ${YUNSHU}`,
  },
  {
    at: 'maturity/certificates/:organisationId/:id',
    seat: 'reviewer',
    sql: `select organisation_id as "organisationId", id from certificate
      where organisation_id = ${YUNSHU} and submitted_at is not null`,
  },
  {
    at: 'maturity/:organisationId/:assessmentId',
    seat: 'reviewer',
    sql: `select organisation_id as "organisationId", id as "assessmentId" from assessment
      where submitted_at is not null and programme_id = 'sh-cdo'`,
  },
  {
    at: 'evidence/:id',
    seat: 'owner',
    sql: `select id from evidence where organisation_id = ${YUNSHU} and kind = 'file'`,
  },
  { at: 'models/:id', seat: 'owner', sql: `select 'own:' || id as id, '1' as domain from maturity_model` },
  { at: 'schemes/:id', seat: 'owner', sql: `select 'own:' || id as id from scoring_scheme` },
  { at: 'filings/:filingId', seat: 'lanqiao', sql: filing },
  {
    at: 'filings/:filingId/threads',
    seat: 'lanqiao',
    sql: `select filing_id as "filingId", id as "threadId" from comment_thread
      where organisation_id = ${LANQIAO} and proposed_value is not null`,
  },
  {
    at: 'filings/:filingId/attachments/:attachmentId',
    seat: 'lanqiao',
    sql: `select filing_id as "filingId", id as "attachmentId" from attachment
      where organisation_id = ${LANQIAO} and slot = 'signed_scan'`,
  },
  {
    at: 'changes/:changeId',
    seat: 'owner',
    sql: `select id as "changeId" from change_report where organisation_id = ${YUNSHU}`,
  },
  {
    at: 'members/:id',
    seat: 'owner',
    sql: `select id from membership where organisation_id = ${YUNSHU} and role = 'viewer'`,
  },
  {
    at: 'grants/:id',
    seat: 'owner',
    sql: `select id from client_grant where organisation_id = ${YUNSHU} and revoked_at is null`,
  },
  {
    at: 'verification/:id',
    seat: 'supervisor',
    sql: `select organisation_id as id, id as request from access_request where organisation_id = ${LANQIAO}`,
  },
  { at: 'review/:id', seat: 'reviewer', sql: review },
  { at: 'review/:id/assign', seat: 'supervisor', sql: review },
  { at: 'enterprises/:id', seat: 'reviewer', sql: `select ${LANQIAO} as id` },
  {
    at: 'roster/:id',
    seat: 'supervisor',
    sql: `select id from roster_entry where organisation_id = ${REGULATOR}`,
  },
  {
    at: 'roster/imports/:id',
    seat: 'supervisor',
    sql: `select id from import_run where organisation_id = ${REGULATOR} and state = 'previewed'`,
  },
  {
    at: 'cdo-register/:organisationId',
    seat: 'reviewer',
    sql: `select ${YUNSHU} as "organisationId"`,
  },
  {
    at: 'bulletins/:bulletinId',
    seat: 'supervisor',
    sql: `select 'docx' as format, id as "bulletinId" from bulletin where organisation_id = ${REGULATOR} and state = 'draft'`,
  },
  {
    at: 'designations/:organisationId/:designationId',
    seat: 'province',
    sql: `select organisation_id as "organisationId", id as "designationId" from designation`,
  },
  {
    at: 'messages/:noticeId',
    seat: 'owner',
    sql: `select n.id as "noticeId" from notice n join account a on a.id = n.recipient_id
      where a.name = '林示例' and n.channel = 'product'`,
  },
  { at: 'operator/regulators/:id', seat: 'operator', sql: `select ${REGULATOR} as id` },
  { at: 'plans/:planId', seat: 'province', sql: `select p.id as "planId" ${shandongPlan}` },
  { at: 'open/plans/:planId', seat: 'viewer', sql: `select id as "planId" from plan where is_public` },
  {
    at: 'plans/:planId/entries/:organisationId/:entryId',
    seat: 'province',
    sql: `select e.plan_id as "planId", e.organisation_id as "organisationId", e.id as "entryId" from entry e
      where e.organisation_id = ${office('370100')}`,
  },
  {
    at: 'plans/imports/:id',
    seat: 'province',
    sql: `select id from import_run where organisation_id = ${office('370000')} and kind = 'plan'`,
  },
  {
    at: 'entry-imports/:runId',
    seat: 'province',
    sql: `select id as "runId" from import_run
      where organisation_id = ${office('370000')} and kind = 'entry' and state = 'previewed'`,
  },
  {
    at: 'entry-imports/:runId/undo',
    seat: 'province',
    sql: `select id as "runId" from import_run
      where organisation_id = ${office('370000')} and kind = 'entry' and batch_id is not null`,
  },
  {
    at: 'batches/:organisationId/:batchId',
    seat: 'jinan',
    sql: batch(office('370100'), `b.status = 'draft'`),
  },
  {
    at: 'batches/:organisationId/:batchId/undo-import',
    seat: 'province',
    sql: `select organisation_id as "organisationId", id as "batchId" from batch
      where channel = 'import' and organisation_id = ${office('370000')}`,
  },
  { at: 'batches/:organisationId/:batchId/threads', seat: 'dezhou', sql: dezhouThread('returned') },
  {
    at: 'batches/:organisationId/:batchId/threads/:threadId/reply',
    seat: 'province',
    sql: dezhouThread('in_review'),
  },
  {
    at: 'batches/:organisationId/:batchId/threads/:threadId/resolve',
    seat: 'province',
    sql: dezhouThread('in_review'),
  },
  ...['release', 'return', 'record'].map((last) => ({
    at: `batches/:organisationId/:batchId/${last}`,
    seat: 'province' as const,
    sql: batch(office('371400'), `b.status = 'in_review'`),
  })),
  {
    at: 'batches/:organisationId/:batchId/claim',
    seat: 'province',
    sql: batch(office('371400'), `b.status = 'in_review'`),
  },
  {
    at: 'batches/:organisationId/:batchId/withdraw',
    seat: 'dezhou',
    sql: batch(office('371400'), `b.status = 'in_review'`),
  },
];

/** Ids that fit in an address together, and who opens it with them. */
export interface OwnIds {
  readonly seat: Seat;
  readonly params: Readonly<Record<string, string>>;
}

const PLAIN: Readonly<Record<string, string>> = {
  step: 'withdraw',
  kind: 'overall',
  key: 'all',
  format: 'xlsx',
  targetId: 'SD01',
};

/** Who opens an address, and with which ids; throws where nobody wrote it down, or the world has no such rows. */
export async function ownIds(db: OpenDatabase, pattern: string): Promise<OwnIds> {
  const fitting = OWN.filter(({ at }) => pattern === at || pattern.startsWith(`${at}/`));
  const own = fitting.sort((a, b) => b.at.length - a.at.length)[0];
  if (!own) throw new Error(`write down in own.ts who opens /${pattern}, with which ids`);
  const { rows } = await db.pool.query<Record<string, string | null>>(`${own.sql} limit 1`);
  const [row] = rows;
  if (!row) throw new Error(`the demonstration has no row for /${pattern}`);
  const params: Record<string, string> = { ...PLAIN };
  for (const [name, value] of Object.entries(row)) if (value !== null) params[name] = value;
  const model = maturityModel(row.model ?? 'dcmm-2025');
  const domain = model?.domains[0];
  const item = domain?.items[0];
  const cell = item?.cells[0];
  return {
    seat: own.seat,
    params: {
      domain: domain?.id ?? '',
      itemId: item?.id ?? '',
      cell: cell?.id ?? '',
      criterion: cell?.criteria[0]?.id ?? '',
      ...params,
    },
  };
}
