import { CLAUSES, GUIDELINE } from '#app/domain/filing/guideline.ts';
import { words } from '#app/domain/words.ts';
import type { Clause } from './clause.ts';
import { CHANGES, FORM, clauseOf, REGISTER } from './clause-draft.ts';

const guideline = { source: GUIDELINE.title, confidence: 'C' } as const;

/**
 * What stands at the head of the filing form's sections, by the section's id. Apart from the other clauses, so that
 * who fills in the form doesn't load the whole library.
 */
export const FORM_CLAUSES = {
  scope: clauseOf('guideline', {
    ...guideline,
    id: 'guideline-scope',
    title: words('适用对象', 'Who must file'),
    clause: CLAUSES.scope,
    text: words(
      '在上海市取得电信业务经营许可证的基础电信企业，以及数据中心、互联网接入、在线数据处理与交易处理、互联网信息服务等增值电信企业；域名注册管理和服务机构。',
      'Holders of a telecom licence in Shanghai: basic operators; value-added operators such as IDC, access, online data processing and information services; and domain registries and registrars.',
    ),
    reading: words(
      '“等”字为开放列举，其他增值业务持证企业按适用处理；“在本市取得许可”是否包括跨地区许可证的在沪企业，文本未定，由企业作出适用性判断并说明理由。',
      'The list is open, so other value-added licences count as in scope; whether a cross-region licence counts is not settled, so the enterprise judges and gives its reason.',
    ),
    readingConfidence: 'L',
    applies: [FORM],
  }),
  filing: clauseOf('guideline', {
    ...guideline,
    id: 'guideline-filing',
    title: words('备案方式', 'How to file'),
    clause: CLAUSES.filing,
    text: words(
      '填写《企业首席数据官备案表（试行）》，由企业法人签字并加盖公章后报上海市通信管理局。',
      'Fill in the form; signed by the legal representative, sealed, and sent to the Shanghai Communications Administration.',
    ),
    reading: words(
      '“企业法人”按法定代表人理解，分支机构为负责人。备案表附件的版式未公开，平台按正文推导字段并标明“非官方版式”。',
      'Read as the legal representative (the person in charge of a branch). The layout of the form is not published: the fields are derived from the text and marked so.',
    ),
    readingConfidence: 'L',
    applies: [FORM],
  }),
  licence: clauseOf('licence', {
    id: 'licence-number',
    source: words('公开网页所载许可证编号实例', 'Licence numbers seen on public pages'),
    title: words('电信业务经营许可证编号', 'Telecom licence numbers'),
    clause: words('无公开标准', 'no public standard'),
    text: words(
      '常见形如“沪B2-20150087”“B1.B2-20130004”：地区简称或“合字”、业务类别、年份与序号。',
      'Commonly like 沪B2-20150087: province or 合字, classes, year and serial.',
    ),
    confidence: 'C',
    reading: words(
      '格式属行政实践，编号不符合常见格式时只提醒、不拦截；注意与 ICP 备案号区分。',
      'The shape is practice, so an unusual number is a warning, never a refusal; don’t confuse it with an ICP record number.',
    ),
    readingConfidence: 'L',
    applies: [FORM, REGISTER],
  }),
  cdo: clauseOf('guideline', {
    ...guideline,
    id: 'guideline-position',
    title: words('首席数据官的层级', 'Position of the CDO'),
    clause: CLAUSES.cdo,
    text: words(
      '首席数据官属企业高级管理层，是高级管理团队中分管数据治理的成员。',
      'The CDO belongs to top management and is the member in charge of data governance.',
    ),
    applies: [FORM],
  }),
  post: clauseOf('guideline', {
    ...guideline,
    id: 'guideline-post',
    title: words('专职岗位与配合岗位', 'Dedicated and supporting posts'),
    clause: CLAUSES.post,
    text: words(
      '设一个专职岗位，负责数据处理、流通相关工作及日常沟通联络；各业务部门可设配合岗位，可兼任。',
      'One dedicated post for data work and daily liaison; supporting posts in business departments may be part-time.',
    ),
    applies: [FORM, CHANGES],
  }),
  governance: clauseOf('guideline', {
    ...guideline,
    id: 'guideline-structure',
    title: words('组织架构', 'Organisation structure'),
    clause: CLAUSES.structure,
    text: words('企业建立首席数据官的组织架构。', 'The enterprise sets up a structure around the CDO.'),
    reading: words(
      '备案表以文字说明或架构图体现，均可。',
      'The form takes a description or a chart, either will do.',
    ),
    readingConfidence: 'L',
    applies: [FORM],
  }),
} as const satisfies Readonly<Record<string, Clause>>;
