import { words, type Words } from '../domain/words.ts';
import { EVENT_TYPES } from './filing-event.ts';

/** Words of the audit log. */
export const auditWords = {
  title: words('审计日志', 'Audit log'),
  lead: words(
    '本单位的每次写入、导出和完整信息查看，逐条记录、不可改写；摘要（SM3）前后相接，永不清理。',
    'Every write, export and look at personal data of this organisation, in order and never rewritten: linked by SM3 digests, never pruned.',
  ),
  leadOperator: words(
    '平台自身的日志。各单位的日志只供其本单位查阅，平台管理员看不到。',
    'The platform’s own journal. Those of organisations are for themselves; the operator doesn’t see them.',
  ),
  leadShared: words(
    '该企业与主管部门共享的日志；草稿和内部操作不在其中，因此序号不连续。',
    'What this enterprise shares with its authority. Drafts and internal steps are left out, so numbers have gaps.',
  ),
  ofEnterprise: words('企业', 'Enterprise'),
  ownHouse: words('返回本单位日志', 'Back to the own log'),
  verify: words('校验本单位日志', 'Verify this log'),
  good: words('日志完整', 'The log holds'),
  bad: words('日志校验未通过', 'The log does not hold'),
  goodText: (events: number) =>
    words(
      `已从第 1 条起重算 ${events} 条的摘要，前后相接。`,
      `The digests of ${events} events were recomputed from the first; each follows the one before.`,
    ),
  against: (checkpoints: number) =>
    checkpoints === 0
      ? words(
          '还没有检查点记载本单位日志，末尾若被截去须凭回执发现。',
          'No checkpoint names this log yet: a tail that was cut shows by a receipt only.',
        )
      : words(
          `并与最近 ${checkpoints} 个检查点核对；最后一个检查点之后的末尾若被截去，须凭回执发现。`,
          `Compared with the newest ${checkpoints} checkpoints; a tail cut after the last of them shows by a receipt only.`,
        ),
  filters: words('筛选日志', 'Filter the log'),
  kind: words('事项', 'Event'),
  anyKind: words('全部事项', 'All events'),
  allOf: (noun: Words) => words(`全部：${noun.zh}`, `All: ${noun.en}`),
  person: words('操作人', 'Person'),
  from: words('起始日期', 'From'),
  until: words('截止日期', 'Until'),
  apply: words('筛选', 'Filter'),
  clear: words('清除筛选', 'Clear'),
  count: (count: number, most: number) =>
    count >= most
      ? words(`${most - 1} 条以上`, `More than ${most - 1}`)
      : words(`${count} 条`, `${count} events`),
  seq: words('序号', 'No.'),
  at: words('时间', 'Time'),
  who: words('操作人', 'Who'),
  what: words('事项', 'What'),
  digest: words('摘要', 'Digest'),
  details: words('详情', 'Details'),
  open: words('打开', 'Open'),
  sameSubject: words('只看同一事项', 'Only this subject'),
  subjectOnly: words('同一事项', 'One subject'),
  drop: words('取消此筛选', 'Drop this filter'),
  fullDigest: words('摘要（SM3）', 'Digest (SM3)'),
  previous: words('前一条摘要', 'Digest before'),
  first: words('（第一条）', '(the first)'),
  subject: words('对象编号', 'Subject'),
  type: words('类型代码', 'Type'),
  isShared: words('主管部门可见', 'Shown to the authority'),
  yes: words('是', 'Yes'),
  no: words('否', 'No'),
  nothing: words('（无）', '(none)'),
  noDetails: words('无更多内容', 'Nothing more'),
  empty: words('没有符合条件的日志', 'Nothing matches'),
  emptyText: words('放宽时间或事项后再试。', 'Widen the days or the kind of event.'),
  none: words('还没有日志', 'No events yet'),
  noneText: words('本单位有操作后，这里会逐条列出。', 'What the organisation does appears here, one by one.'),
  more: words('更早的日志', 'Earlier'),
  newest: words('回到最新', 'Newest'),
  exportXlsx: words('导出 XLSX', 'Export XLSX'),
  exportCsv: words('导出 CSV', 'Export CSV'),
};

/** Sides of the desk. */
export const SIDES: Readonly<Record<string, Words>> = {
  enterprise: words('企业', 'Enterprise'),
  regulator: words('主管部门', 'Regulator'),
  consultant: words('咨询机构', 'Consultant'),
  operator: words('平台', 'Operator'),
  visitor: words('账号', 'Account'),
  system: words('系统', 'System'),
};

/** What events are about, by the noun of their types, in the order of the filter. */
const NOUNS: Readonly<Record<string, Words>> = {
  filing: words('备案', 'Filings'),
  draft: words('草稿', 'Drafts'),
  attachment: words('附件', 'Files'),
  comment: words('意见', 'Comments'),
  change: words('变更', 'Changes'),
  assessment: words('评估', 'Assessments'),
  answers: words('评估作答', 'Answers'),
  'assessment-thread': words('评估问题', 'Questions'),
  action: words('改进行动', 'Actions'),
  evidence: words('证据', 'Evidence'),
  certificate: words('证书', 'Certificates'),
  certificates: words('证书清单', 'Lists of certificates'),
  model: words('评估模型', 'Models'),
  scheme: words('计分方案', 'Schemes'),
  'report-style': words('报告样式', 'Report style'),
  plan: words('政策计划', 'Plans'),
  target: words('指标', 'Targets'),
  batch: words('报送批次', 'Batches'),
  entries: words('数据条目', 'Entries'),
  designation: words('称号与试点', 'Designations'),
  designations: words('称号清单', 'Lists of designations'),
  bulletin: words('通报', 'Bulletins'),
  roster: words('名录', 'Roster'),
  register: words('名册', 'Register'),
  grant: words('咨询授权', 'Grants'),
  membership: words('成员', 'Members'),
  invitation: words('邀请', 'Invitations'),
  'access-request': words('加入申请', 'Requests'),
  organisation: words('单位信息', 'Organisation'),
  webhook: words('消息推送', 'Webhooks'),
  journal: words('审计日志', 'Audit log'),
  account: words('账号', 'Accounts'),
  calendar: words('工作日历', 'Calendar'),
  notice: words('通知', 'Notices'),
  platform: words('平台', 'Platform'),
  backup: words('备份', 'Backups'),
};

const HOUSE = ['grant', 'membership', 'invitation', 'access-request', 'organisation', 'webhook', 'journal'];
const MATURITY = ['assessment', 'answers', 'assessment-thread', 'action', 'evidence', 'certificate'];
const MODELS = ['model', 'scheme', 'report-style'];

/** Nouns of the events that an organisation's chain may hold. */
const NOUNS_OF: Readonly<Record<'enterprise' | 'regulator' | 'consultancy' | 'operator', readonly string[]>> =
  {
    enterprise: ['filing', 'draft', 'attachment', 'comment', 'change', ...MATURITY, ...MODELS, ...HOUSE],
    regulator: [
      ...[
        'comment',
        'roster',
        'register',
        'plan',
        'target',
        'batch',
        'entries',
        'designation',
        'designations',
      ],
      ...['bulletin', 'assessment', 'certificates', 'model', 'scheme', ...HOUSE],
    ],
    consultancy: [...MODELS, ...HOUSE],
    operator: ['platform', 'backup', 'account', 'calendar', 'notice', 'organisation', 'journal'],
  };

/** The noun of a type: `filing` of `filing.submitted`. */
export function nounOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** The words of a noun; the noun itself for one that has none. */
export function nounWords(noun: string): Words {
  return NOUNS[noun] ?? words(noun, noun);
}

/** The kinds of events that a filter offers to a house, by their noun. */
export function kindsOf(
  house: keyof typeof NOUNS_OF,
): readonly { readonly noun: string; readonly types: readonly string[] }[] {
  return NOUNS_OF[house].map((noun) => ({
    noun,
    types: EVENT_TYPES.filter((type) => nounOf(type) === noun),
  }));
}

/** Names of what payloads say. */
const KEYS: Readonly<Record<string, Words>> = {
  version: words('版本', 'Version'),
  revision: words('修订号', 'Revision'),
  digest: words('内容摘要（SM3）', 'Digest of the content (SM3)'),
  pdf: words('备案表 SHA-256', 'SHA-256 of the printed form'),
  sha256: words('文件 SHA-256', 'SHA-256 of the file'),
  bytes: words('字节数', 'Bytes'),
  scan: words('查毒结果', 'Scan'),
  slot: words('附件种类', 'Kind of file'),
  files: words('附件', 'Files'),
  fields: words('改动的栏目', 'Fields changed'),
  field: words('栏目', 'Field'),
  reason: words('理由', 'Reason'),
  note: words('说明', 'Note'),
  serial: words('流水号', 'Serial number'),
  channel: words('报送渠道', 'Channel'),
  first: words('首次报送', 'First submission'),
  role: words('角色', 'Role'),
  from: words('自', 'From'),
  to: words('至', 'To'),
  until: words('至', 'Until'),
  format: words('格式', 'Format'),
  filter: words('筛选条件', 'Filter'),
  searched: words('是否按名称检索', 'Searched by name'),
  kind: words('种类', 'Kind'),
  form: words('表单版本', 'Version of the form'),
  months: words('月数', 'Months'),
  before: words('原值', 'Before'),
  takenOver: words('是否接办', 'Taken over'),
  filing: words('备案编号', 'Filing'),
  change: words('变更编号', 'Change'),
  thread: words('意见编号', 'Thread'),
  threads: words('意见', 'Threads'),
  plan: words('计划编号', 'Plan'),
  batch: words('批次编号', 'Batch'),
  round: words('报送轮次', 'Round'),
  lines: words('条数', 'Lines'),
  rows: words('行数', 'Rows'),
  problems: words('问题数', 'Problems'),
  title: words('标题', 'Title'),
  criteria: words('评估项', 'Criteria'),
  model: words('模型', 'Model'),
  modelDigest: words('模型摘要', 'Digest of the model'),
  scheme: words('计分方案', 'Scheme'),
  schemeDigest: words('计分方案摘要', 'Digest of the scheme'),
  dueOn: words('期限', 'Due'),
  region: words('地区', 'Region'),
  programme: words('备案事项', 'Programme'),
  of: words('所查企业', 'Enterprise read'),
};

/** The name of a part of a payload; its key for one that has none. */
export function payloadWords(key: string): Words {
  return KEYS[key] ?? words(key, key);
}
