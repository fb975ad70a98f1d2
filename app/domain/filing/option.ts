import { INDUSTRY_SECTIONS } from '#app/domain/organisation/industry.ts';
import { IDENTITY_DOCUMENT_KINDS } from '#app/domain/organisation/identity-document.ts';
import { REGION_CHOICES } from '#app/domain/organisation/region.ts';
import { TELECOM_CATEGORIES } from '#app/domain/organisation/telecom-licence.ts';
import { type Words, words } from '#app/domain/words.ts';
import type { OptionItem } from './field.ts';

/** Options from a table of code → words, in the table's order; `withCode` shows the code before the name. */
export function optionsOf(table: Readonly<Record<string, Words>>, withCode = false): readonly OptionItem[] {
  return Object.entries(table).map(([code, name]) => ({
    code,
    label: withCode ? words(`${code} ${name.zh}`, `${code} ${name.en}`) : name,
  }));
}

/** 备案类型. */
export const FILING_KINDS = {
  first: words('首次备案', 'First filing'),
  change: words('变更重新备案', 'Re-filing after a change'),
} as const satisfies Record<string, Words>;
export type FilingKind = keyof typeof FILING_KINDS;

/** 变更事由; the guideline says 人员变动等情况 and lists none. */
export const CHANGE_KINDS = {
  cdo: words('首席数据官变更', 'Change of the CDO'),
  dedicated_post: words('专职岗位人员变更', 'Change in the dedicated post'),
  legal_representative: words('法定代表人（负责人）变更', 'Change of the legal representative'),
  other: words('其他情况', 'Other'),
} as const satisfies Record<string, Words>;
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** 报送方式; the official channel isn't published. */
export const SUBMISSION_CHANNELS = {
  platform: words('平台报送', 'Through the platform'),
  paper: words('纸质报送', 'On paper'),
} as const satisfies Record<string, Words>;
export type SubmissionChannel = keyof typeof SUBMISSION_CHANNELS;

/** 发证机关. */
export const LICENCE_ISSUERS = {
  shanghai: words('上海市通信管理局', 'Shanghai Communications Administration'),
  miit: words('工业和信息化部', 'Ministry of Industry and Information Technology'),
  other: words('其他省（区、市）通信管理局', 'Another provincial communications administration'),
} as const satisfies Record<string, Words>;

/** Kinds of systems and rules, from the duties of the guideline (五（二）3 and 五（一）). */
export const POLICY_KINDS = {
  classification: words('数据分类分级制度', 'Data classification and grading'),
  catalogue: words('数据目录管理制度', 'Data catalogue'),
  'risk-assessment': words('数据安全风险评估制度', 'Data security risk assessment'),
  appraisal: words('数据治理考核机制', 'Appraisal of data governance'),
  responsibility: words('数据责任归属制度', 'Responsibility for data'),
  protection: words('数据安全技术防护', 'Technical protection of data'),
  training: words('数据教育培训制度', 'Training'),
  other: words('其他制度', 'Other'),
} as const satisfies Record<string, Words>;

export const YES_NO = {
  yes: words('适用', 'Applies'),
  no: words('不适用', 'Does not apply'),
} as const satisfies Record<string, Words>;

/** Slots of attachments that hang on a filing's fields. */
export const ATTACHMENT_SLOTS = {
  appointment: words('任职文件', 'Appointment document'),
  organisation_chart: words('组织架构图', 'Organisation chart'),
  signed_scan: words('签字盖章件', 'Signed and sealed scan'),
  paper_receipt: words('纸质报送凭证', 'Proof of the paper filing'),
} as const satisfies Record<string, Words>;
export type AttachmentSlot = keyof typeof ATTACHMENT_SLOTS;

export const TELECOM_CATEGORY_OPTIONS = optionsOf(TELECOM_CATEGORIES, true);
export const INDUSTRY_OPTIONS = optionsOf(INDUSTRY_SECTIONS, true);
export const IDENTITY_KIND_OPTIONS = optionsOf(IDENTITY_DOCUMENT_KINDS);
export const REGION_OPTIONS: readonly OptionItem[] = REGION_CHOICES.map(({ code, name }) => ({
  code,
  label: name,
}));
