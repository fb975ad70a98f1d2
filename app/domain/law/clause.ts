import { CLAUSES, GUIDELINE } from '#app/domain/filing/guideline.ts';
import { words, type Words } from '#app/domain/words.ts';
import { CHANGES, type ClauseDraft, FORM, inGroup, REGISTER } from './clause-draft.ts';
import type { LawConfidence } from './confidence.ts';
import { FORM_CLAUSES } from './form-clause.ts';
import { PLAN_CLAUSES } from './plan-clause.ts';

/** Where in the product a clause bites. */
export interface Application {
  readonly label: Words;
  /** A path that everyone may open, or null where the page needs a filing. */
  readonly to: string | null;
}

/** One statement of the law library. */
export interface Clause {
  readonly id: string;
  readonly group: LawGroup;
  readonly title: Words;
  readonly source: Words;
  readonly clause: Words;
  /** What the text says, in our words. */
  readonly text: Words;
  readonly confidence: LawConfidence;
  /** What the text leaves open and how the product reads it; null where nothing is open. */
  readonly reading: Words | null;
  readonly readingConfidence: LawConfidence | null;
  readonly applies: readonly Application[];
}

/** Chapters of the library, in the order of the page. */
export const LAW_GROUPS = {
  guideline: words('首席数据官备案指南', 'The CDO guideline'),
  'working-day': words('工作日与期限计算', 'Counting working days'),
  calendar: words('放假调休安排', 'Holiday notices'),
  identifier: words('编码与证件', 'Identifiers'),
  licence: words('电信与域名许可', 'Telecom and domain licences'),
  personal: words('个人信息', 'Personal data'),
  certificate: words('成熟度与数据安全证书', 'Maturity and data security certificates'),
  plan: words('政策计划与目标', 'Plans and targets'),
} as const satisfies Record<string, Words>;
export type LawGroup = keyof typeof LAW_GROUPS;

const RECEIPT: Application = { label: words('回执与核验', 'Receipts and verification'), to: '/verify' };
const CALENDAR: Application = { label: words('工作日计算', 'Working days'), to: '/calendar' };

const guideline = { source: GUIDELINE.title, confidence: 'C' } as const;

const GUIDELINE_CLAUSES = [
  FORM_CLAUSES.scope,
  FORM_CLAUSES.cdo,
  FORM_CLAUSES.post,
  FORM_CLAUSES.governance,
  ...inGroup('guideline', [
    {
      ...guideline,
      id: 'guideline-duty',
      title: words('职责', 'Duties'),
      clause: CLAUSES.duty,
      text: words(
        '三组职责：制定数据治理战略；数据治理与开发；合规与安全。',
        'Three groups: strategy; governance and development; compliance and security.',
      ),
      applies: [FORM],
    },
    {
      ...guideline,
      id: 'guideline-ability',
      title: words('能力要求', 'Abilities'),
      clause: CLAUSES.ability,
      text: words(
        '战略思维与规划、领导与执行、对数据和行业的理解；应定期参加主管部门组织或指导的培训。',
        'Strategy, leadership, understanding of data and of the industry; regular training organised or guided by the regulator.',
      ),
      applies: [FORM],
    },
  ]),
  FORM_CLAUSES.filing,
  ...inGroup('guideline', [
    {
      ...guideline,
      id: 'guideline-refiling',
      title: words('变更后 5 个工作日内重新备案', 'Re-filing within 5 working days'),
      clause: CLAUSES.filing,
      text: words(
        '人员变动等情况，需在 5 个工作日内重新备案。',
        'On a change of personnel and the like, file again within 5 working days.',
      ),
      reading: words(
        '文本未写明从何时起算。平台参照《民法典》第二百零一条，自变更发生的次日起算，只计工作日，调休上班日计入；首次报送之日不晚于截止日即为按期，其后退回补正不影响。',
        'The text does not define the start. The product counts from the day after the change, working days only, make-up days included; a first submission by the due date is on time even if it is returned later.',
      ),
      readingConfidence: 'L',
      applies: [CHANGES, { label: words('计算 5 个工作日', 'Count 5 working days'), to: '/calendar?days=5' }],
    },
    {
      ...guideline,
      id: 'guideline-reply',
      title: words('主管部门的答复', 'The regulator’s reply'),
      clause: CLAUSES.filing,
      text: words(
        '指南没有规定受理、审查期限、回执、编号或批准。',
        'The guideline states no acceptance, period of review, receipt, number or approval.',
      ),
      reading: words(
        '平台不设审批，也不设主管部门的办理期限，只显示等待天数；“已备案存档”是平台记录，非行政许可；平台提交不等于报送。',
        'The product has no approval and no deadline for the regulator, only days of waiting. “On record” is a record of this platform, not a licence; submitting here is not the official filing.',
      ),
      readingConfidence: 'L',
      applies: [RECEIPT],
    },
    {
      id: 'guideline-channel',
      source: GUIDELINE.title,
      title: words('报送渠道与份数', 'Channel and copies'),
      clause: words('未见规定', 'Not stated'),
      text: words(
        '纸质、邮件还是网上报送，份数、附件，均未查到。',
        'Whether on paper, by mail or online, how many copies and which annexes: not found.',
      ),
      confidence: 'U',
      reading: words(
        '备案记录另记“报送方式、实际报送日期、回执”，纸质报送的日期经主管部门确认后决定是否按期。',
        'A filing also carries how and when it was really sent; a paper filing’s date counts once the regulator confirms it.',
      ),
      readingConfidence: 'L',
      applies: [FORM, RECEIPT],
    },
  ]),
];

const CIVIL_CODE = words('《中华人民共和国民法典》', 'Civil Code');

const WORKING_DAY_CLAUSES = inGroup('working-day', [
  {
    id: 'count-start',
    source: CIVIL_CODE,
    title: words('当日不计入', 'The first day is not counted'),
    clause: words('第二百零一条', 'article 201'),
    text: words(
      '按日计算期间的，开始的当日不计入，自下一日开始计算。',
      'A period in days does not count the day on which it begins; it runs from the next.',
    ),
    confidence: 'C',
    applies: [CALENDAR, CHANGES],
  },
  {
    id: 'count-end-on-rest-day',
    source: CIVIL_CODE,
    title: words('最后一日为休假日的顺延', 'A last day that is a holiday'),
    clause: words('第二百零三条第一款', 'article 203, paragraph 1'),
    text: words(
      '期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。',
      'When the last day is a statutory day of rest, the day after the rest ends is the last.',
    ),
    confidence: 'C',
    reading: words(
      '按工作日计算时，最后一日总是工作日，无需再顺延。',
      'Counted in working days the last day is always one, so nothing needs to move.',
    ),
    readingConfidence: 'L',
    applies: [CALENDAR],
  },
  {
    id: 'count-end-of-day',
    source: CIVIL_CODE,
    title: words('最后一日的截止时间', 'When the last day ends'),
    clause: words('第二百零三条第二款', 'article 203, paragraph 2'),
    text: words(
      '期间的最后一日的截止时间为二十四时；有业务时间的，停止业务活动的时间为截止时间。',
      'The last day ends at 24:00, or at the close of business where there are business hours.',
    ),
    confidence: 'C',
    reading: words(
      '平台按北京时间的日期判断，不计时刻。',
      'The product compares dates in China’s time and no hours.',
    ),
    readingConfidence: 'L',
    applies: [CALENDAR],
  },
  {
    id: 'count-licensing',
    source: words('《中华人民共和国行政许可法》', 'Administrative Licensing Law'),
    title: words('许可期限以工作日计算', 'Licensing periods count in working days'),
    clause: words('第八十二条', 'article 82'),
    text: words(
      '实施行政许可的期限以工作日计算，不含法定节假日。',
      'Periods of licensing are in working days, without statutory holidays.',
    ),
    confidence: 'C-w',
    reading: words(
      '备案不是许可，此处仅作“工作日”含义的参照。',
      'A filing is no licence; this serves as a parallel for what a working day is.',
    ),
    readingConfidence: 'L',
    applies: [CALENDAR],
  },
  {
    id: 'count-coercion',
    source: words('《中华人民共和国行政强制法》', 'Administrative Coercion Law'),
    title: words('十日以内的期限', 'Periods up to ten days'),
    clause: words('第六十九条', 'article 69'),
    text: words(
      '该法中十日以内的期限，指工作日，不含法定节假日。',
      'Periods of up to ten days in that law mean working days.',
    ),
    confidence: 'C-w',
    applies: [CALENDAR],
  },
  {
    id: 'count-swapped',
    source: words('放假调休的通行做法（原民通意见第198条）', 'Practice on swapped rest days'),
    title: words('调休以实际安排为准', 'Swapped days'),
    clause: words('实践做法', 'practice'),
    text: words(
      '休息日与工作日调换的，以实际安排的休息日为准。',
      'Where rest days and working days were swapped, the actual arrangement decides.',
    ),
    confidence: 'C-w',
    reading: words(
      '周末通常为休息日；国务院办公厅年度通知安排的调休上班日计为工作日。',
      'Weekends are rest; make-up days of the yearly notice count as working days.',
    ),
    readingConfidence: 'L',
    applies: [CALENDAR],
  },
]);

const OFFICE = words(
  '国务院办公厅关于节假日安排的通知',
  'Holiday notice of the State Council’s General Office',
);

const notice = (year: number, clause: Words, workingDays: number): ClauseDraft => ({
  id: `calendar-${year}`,
  source: OFFICE,
  title: words(`${year} 年放假安排`, `Holidays of ${year}`),
  clause,
  text: words(
    `${year} 年的放假和调休上班日已按通知录入，全年 ${workingDays} 个工作日。`,
    `The rest and make-up days of ${year} are loaded as published: ${workingDays} working days.`,
  ),
  confidence: 'C',
  applies: [CALENDAR],
});

const CALENDAR_CLAUSES = inGroup('calendar', [
  notice(2023, words('国办发明电〔2022〕16号（2022-12-08）', 'No. 16 of 2022 (2022-12-08)'), 249),
  notice(2024, words('国办发明电〔2023〕7号（2023-10-25）', 'No. 7 of 2023 (2023-10-25)'), 251),
  notice(2025, words('国办发明电〔2024〕12号（2024-11-12）', 'No. 12 of 2024 (2024-11-12)'), 248),
  notice(2026, words('2025-11-04 公布（文号未查到）', 'published 2025-11-04 (number not seen)'), 248),
  {
    id: 'calendar-2027',
    source: OFFICE,
    title: words('2027 年放假安排', 'Holidays of 2027'),
    clause: words('未查到', 'Not found'),
    text: words(
      '2027 年的通知没有查到。《全国年节及纪念日放假办法》（2024 年 11 月修订）规定的法定假日仍可确定，调休上班日无法推定。',
      'The notice of 2027 was not found. The statutory days of the regulation as revised in November 2024 hold in any case; make-up days cannot be guessed.',
    ),
    confidence: 'U',
    reading: words(
      '跨越未公布年份的期限标为“暂定”，通知公布并录入后重新计算。',
      'Deadlines that cross into an unpublished year are marked provisional and recomputed when the notice is loaded.',
    ),
    readingConfidence: 'L',
    applies: [CALENDAR, CHANGES],
  },
]);

const IDENTIFIER_CLAUSES = inGroup('identifier', [
  {
    id: 'uscc',
    source: words('GB 32100—2015 法人和其他组织统一社会信用代码编码规则', 'GB 32100-2015'),
    title: words('统一社会信用代码', 'Unified social credit code'),
    clause: words('编码结构与校验', 'structure and check characters'),
    text: words(
      '18 位，字符不含 I、O、Z、S、V；第 9–17 位为组织机构代码，第 18 位为校验码。',
      '18 characters without I, O, Z, S, V; positions 9–17 are the organisation code, position 18 the check character.',
    ),
    confidence: 'C',
    reading: words(
      '第 1、2 位不作限定（2016 年后有新增类别）；代码中的行政区划是登记机关所在地，不等于企业地址。',
      'Positions 1 and 2 are not restricted (classes were added in 2016); the region in the code is the registering office, not the address.',
    ),
    readingConfidence: 'L',
    applies: [REGISTER, FORM],
  },
  {
    id: 'identity-number',
    source: words('GB 11643—1999 公民身份号码', 'GB 11643-1999'),
    title: words('身份号码', 'Identity numbers'),
    clause: words('校验规则', 'check rule'),
    text: words(
      '18 位，含出生日期，末位为校验码。',
      '18 characters with the date of birth; the last is a check character.',
    ),
    confidence: 'L',
    reading: words(
      '默认不收集：指南没有要求提供证件号码。',
      'Off by default: the guideline does not ask for identity numbers.',
    ),
    readingConfidence: 'L',
    applies: [FORM],
  },
]);

const LICENCE_CLAUSES = [
  FORM_CLAUSES.licence,
  ...inGroup('licence', [
    {
      id: 'licence-class',
      source: words('《电信业务分类目录（2015年版）》', 'Catalogue of telecom services (2015)'),
      title: words('增值业务类别', 'Value-added classes'),
      clause: words('B13、B21–B23', 'B13, B21–B23'),
      text: words(
        'B13 国内互联网虚拟专用网；B21 在线数据处理与交易处理；B22 国内多方通信；B23 存储转发。',
        'B13 IP-VPN; B21 online data and transaction processing; B22 conferencing; B23 store-and-forward.',
      ),
      confidence: 'C',
      applies: [FORM],
    },
    {
      id: 'licence-class-other',
      source: words('《电信业务分类目录（2015年版）》', 'Catalogue of telecom services (2015)'),
      title: words('其他业务类别', 'Other classes'),
      clause: words('A1、A2、B11、B12、B14、B24–B26', 'A1, A2, B11, B12, B14, B24–B26'),
      text: words(
        'A 类为基础电信业务；B11 数据中心、B12 内容分发、B14 互联网接入、B24 呼叫中心、B25 信息服务、B26 编码和规程转换。',
        'A: basic services; B11 IDC, B12 CDN, B14 access, B24 call centre, B25 information services, B26 code and protocol conversion.',
      ),
      confidence: 'L',
      applies: [FORM],
    },
    {
      id: 'licence-domain',
      source: words(
        '《互联网域名管理办法》（工业和信息化部令第43号，2017-11-01 施行）',
        'Measures on internet domain names (MIIT decree 43, in force 2017-11-01)',
      ),
      title: words('域名服务许可', 'Domain licences'),
      clause: words('许可类别', 'kinds of licence'),
      text: words(
        '域名根服务器运行机构、域名注册管理机构、域名注册服务机构须取得许可。',
        'Root server operators, registries and registrars need a licence.',
      ),
      confidence: 'C',
      reading: words(
        '编号实例“沪D3-…”，D3 按注册服务机构、D1/D2 按根服务器运行与注册管理机构理解。',
        'Numbers like 沪D3-…: D3 is read as registrar, D1/D2 as root operator and registry.',
      ),
      readingConfidence: 'L',
      applies: [FORM],
    },
  ]),
];

const PERSONAL_CLAUSES = inGroup('personal', [
  {
    id: 'personal-minimal',
    source: words('《中华人民共和国个人信息保护法》', 'Personal Information Protection Law'),
    title: words('最小必要', 'Data minimisation'),
    clause: words('条款以原文为准', 'see the law itself'),
    text: words(
      '收集个人信息应限于实现处理目的的最小范围。',
      'Personal data is collected only as far as its purpose needs.',
    ),
    confidence: 'L',
    reading: words(
      '证件号码默认不收集；手机号等加密保存、列表只显示掩码，查看完整信息会留痕。',
      'Identity numbers are off by default; mobile numbers are encrypted and masked in lists, and unmasking leaves a trace.',
    ),
    readingConfidence: 'L',
    applies: [FORM, { label: words('个人信息处理告知', 'Privacy notice'), to: '/privacy' }],
  },
  {
    id: 'personal-retention',
    source: words('《中华人民共和国个人信息保护法》', 'Personal Information Protection Law'),
    title: words('保存期限', 'Retention'),
    clause: words('第十九条', 'article 19'),
    text: words(
      '个人信息的保存期限应当为实现处理目的所必要的最短时间，法律、行政法规另有规定的除外。',
      'Personal data is kept for the shortest time that its purpose needs, unless a law says otherwise.',
    ),
    confidence: 'L',
    reading: words(
      '未查到备案材料的具体保存期限：由平台运营方设定已被替代版本的保留月数，默认一直保留。',
      'No period for filings was found: the operator sets how many months superseded versions keep theirs; by default for good.',
    ),
    readingConfidence: 'L',
    applies: [],
  },
  {
    id: 'cybersecurity-logs',
    source: words('《中华人民共和国网络安全法》', 'Cybersecurity Law'),
    title: words('日志留存', 'Keeping logs'),
    clause: words('第二十一条（三），2016 年文本', 'article 21 (3), text of 2016'),
    text: words(
      '采取监测、记录网络运行状态和网络安全事件的技术措施，网络日志留存不少于六个月。',
      'Network operation and incidents are monitored and recorded; network logs are kept for at least six months.',
    ),
    confidence: 'L',
    reading: words(
      '法律修改后条序以现行文本为准。审计日志永不清理；运行日志写到标准输出，由部署环境保存不少于六个月。',
      'Where the law was amended, its present numbering counts. The audit log is never pruned; the running log goes to standard output, and whoever runs the product keeps it for at least six months.',
    ),
    readingConfidence: 'L',
    applies: [],
  },
]);

const CERTIFICATES: Application = { label: words('证书', 'Certificates'), to: null };

const CERTIFICATE_CLAUSES = inGroup('certificate', [
  {
    id: 'certificate-dcmm-validity',
    source: words('评估机构与咨询机构公开网页', 'Public pages of assessment agencies and consultancies'),
    title: words('DCMM 证书有效期', 'Term of a DCMM certificate'),
    clause: words('未见官方文本', 'no official text seen'),
    text: words(
      '证书有效期一般为三年，期间有监督。',
      'A certificate generally holds for three years, with surveillance in between.',
    ),
    confidence: 'C-w',
    reading: words(
      '仅作提示：以证书所载日期为准，与三年不同时提醒核对，不拦截。',
      'A hint only: the dates on the certificate count, and another term is pointed out, never refused.',
    ),
    readingConfidence: 'L',
    applies: [CERTIFICATES],
  },
  {
    id: 'certificate-dsmm-validity',
    source: words('GB/T 37988-2019', 'GB/T 37988-2019'),
    title: words('DSMM 证书有效期', 'Term of a DSMM certificate'),
    clause: words('未见规定', 'Not stated'),
    text: words(
      '发证机构与有效期均未查到统一规定。',
      'No common rule on who issues it or how long it holds was found.',
    ),
    confidence: 'U',
    applies: [CERTIFICATES],
  },
  {
    id: 'certificate-dsm-validity',
    source: words(
      '市场监管总局、网信办公告 2022 年第 18 号《数据安全管理认证实施规则》',
      'SAMR and CAC announcement 18 of 2022, rules on data security management certification',
    ),
    title: words('DSM 证书有效期与续证', 'Term and renewal of a DSM certificate'),
    clause: words('认证证书', 'on certificates'),
    text: words(
      '证书有效期三年；需要续证的，在有效期届满前六个月内提出。',
      'It holds for three years; renewal is asked for within the six months before it expires.',
    ),
    confidence: 'L',
    reading: words(
      '按证书所载到期日往前推六个月提示，不代替认证机构的要求。',
      'The six months are counted back from the date on the certificate; what the certifier asks comes first.',
    ),
    readingConfidence: 'L',
    applies: [CERTIFICATES],
  },
]);

/** Every statement that the product relies on, by chapter. */
export const LAW: readonly Clause[] = [
  ...GUIDELINE_CLAUSES,
  ...WORKING_DAY_CLAUSES,
  ...CALENDAR_CLAUSES,
  ...IDENTIFIER_CLAUSES,
  ...LICENCE_CLAUSES,
  ...PERSONAL_CLAUSES,
  ...CERTIFICATE_CLAUSES,
  ...PLAN_CLAUSES,
];

/** One statement by its id. @throws RangeError for an id that isn't in the library: a bug of the caller */
export function lawClause(id: string): Clause {
  const clause = LAW.find((entry) => entry.id === id);
  if (!clause) throw new RangeError(`no clause ${id}`);
  return clause;
}
