import { type Words, words } from '#app/domain/words.ts';

/** The instrument behind the filing, issued by 上海市通信管理局 on 2023-06-13. */
export const GUIDELINE = {
  title: words(
    '《上海市电信和互联网行业首席数据官制度建设指南（试行）》',
    'Guideline on the Chief Data Officer system in the telecom and internet industry of Shanghai (trial)',
  ),
  formTitle: words('企业首席数据官备案表（试行）', 'Enterprise Chief Data Officer filing form (trial)'),
  issuer: words('上海市通信管理局', 'Shanghai Communications Administration'),
  issuedOn: '2023-06-13',
} as const;

/** The programme under which the guideline's filings are made. */
export const CDO_PROGRAMME = 'sh-cdo';

/** Stands on every page and print of the form: the annex with the official layout was not published with the text. */
export const FORM_MARK = words(
  '按指南正文推导，非官方版式',
  'Derived from the text of the guideline; not the official layout',
);

/** Version of the form definition, stored with each frozen version. Raise it when a field's meaning changes. */
export const FORM_VERSION = 'cdo-filing-1';

/** Clauses of the guideline that the product cites, by its own headings. */
export const CLAUSES = {
  scope: words('指南 三、适用对象', 'Guideline, part 3: scope'),
  cdo: words('指南 五（一）企业 CDO 制度的建立：CDO 的设置', 'Guideline, part 5(1): position of the CDO'),
  structure: words('指南 五（一）：组织架构设计', 'Guideline, part 5(1): organisation structure'),
  post: words('指南 五（一）：专职岗位与配合岗位', 'Guideline, part 5(1): dedicated and supporting posts'),
  duty: words('指南 五（二）企业 CDO 的职责', 'Guideline, part 5(2): duties of the CDO'),
  ability: words('指南 五（三）企业 CDO 的能力要求', 'Guideline, part 5(3): abilities of the CDO'),
  filing: words('指南 五（四）企业 CDO 备案机制', 'Guideline, part 5(4): filing'),
} as const satisfies Record<string, Words>;

/** Reasons of fields that the guideline doesn't name. */
export const REASONS = {
  identify: words(
    '同类备案、申请表的通常内容：识别申报主体',
    'Usual in comparable forms: identifies the filer',
  ),
  contact: words('同类备案、申请表的通常内容：联系方式', 'Usual in comparable forms: contact'),
  profile: words('同类备案、申请表的通常内容：人员情况', 'Usual in comparable forms: profile of the person'),
  organise: words(
    '同类备案、申请表的通常内容：组织与制度',
    'Usual in comparable forms: organisation and rules',
  ),
  deadline: words('平台需要：计算期限', 'Platform need: counts the deadline'),
  check: words('平台需要：核对与检索', 'Platform need: checks and search'),
  track: words(
    '平台需要：报送留痕（官方渠道未见规定）',
    'Platform need: trace of the submission (official channel unknown)',
  ),
  minimal: words(
    '默认不收集：指南未要求，遵循个人信息最小必要原则',
    'Off by default: the guideline gives no need for it (data minimisation)',
  ),
} as const satisfies Record<string, Words>;
