import { type Words, words } from '#app/domain/words.ts';

/** The four kinds of organisations; each account acts for one organisation at a time. */
export const ORGANISATION_KINDS = {
  enterprise: words('企业', 'Enterprise'),
  regulator: words('主管部门', 'Regulator'),
  consultancy: words('咨询机构', 'Consultancy'),
  operator: words('平台运营方', 'Operator'),
} as const satisfies Record<string, Words>;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** What an enterprise holds; an industrial one without a licence is outside the guideline and files voluntarily. */
export const LICENCE_KINDS = {
  telecom: words('电信业务经营许可', 'Telecom licence'),
  domain: words('域名服务许可', 'Domain-name licence'),
  industrial: words('工业企业（无电信业务许可）', 'Industrial enterprise without telecom licence'),
} as const satisfies Record<string, Words>;
export type LicenceKind = keyof typeof LICENCE_KINDS;

/** Whether licence and authorisation were checked; only a verified enterprise submits. */
export const VERIFICATION_STATES = {
  pending: words('待核验', 'To be verified'),
  verified: words('已核验', 'Verified'),
  rejected: words('核验未通过', 'Not verified'),
  suspended: words('已暂停', 'Suspended'),
} as const satisfies Record<string, Words>;
export type VerificationState = keyof typeof VERIFICATION_STATES;

/** Roles and the kind of organisation in which each exists. */
export const ROLES = {
  owner: { kind: 'enterprise', name: words('企业管理员', 'Owner') },
  cdo: { kind: 'enterprise', name: words('首席数据官', 'Chief Data Officer') },
  preparer: { kind: 'enterprise', name: words('填报人', 'Preparer') },
  viewer: { kind: 'enterprise', name: words('查阅人', 'Viewer') },
  reviewer: { kind: 'regulator', name: words('审阅人员', 'Reviewer') },
  supervisor: { kind: 'regulator', name: words('审阅负责人', 'Supervisor') },
  consultant: { kind: 'consultancy', name: words('咨询顾问', 'Consultant') },
  operator: { kind: 'operator', name: words('平台管理员', 'Operator') },
} as const satisfies Record<string, { kind: OrganisationKind; name: Words }>;
export type Role = keyof typeof ROLES;

/** Everything that a role may be allowed to do, on a filing and elsewhere, as the words of its button. */
export const INTENTS = {
  view: words('查看', 'View'),
  edit: words('编辑', 'Edit'),
  requestCheck: words('提交内部复核', 'Ask for an internal check'),
  endCheck: words('退回修改', 'Back to editing'),
  freeze: words('定稿并生成备案表', 'Freeze and print'),
  unfreeze: words('撤销定稿', 'Unfreeze'),
  uploadScan: words('上传签字盖章件', 'Upload the signed and sealed scan'),
  submit: words('报送备案', 'Submit the filing'),
  withdraw: words('撤回报送', 'Withdraw the filing'),
  deleteDraft: words('删除草稿', 'Delete the draft'),
  answerComment: words('答复意见', 'Answer a comment'),
  acceptProposal: words('采纳建议值', 'Accept the proposed value'),
  reportChange: words('报告变更', 'Report a change'),
  assess: words('开展评估', 'Assess'),
  manageModels: words('维护评估模型与计分方案', 'Maintain models and scoring schemes'),
  signAssessment: words('签署评估', 'Sign off an assessment'),
  orderAssessment: words('部署评估', 'Order an assessment'),
  claim: words('领取', 'Claim'),
  assign: words('分派', 'Assign'),
  release: words('退回待办', 'Release'),
  comment: words('提出意见', 'Comment'),
  resolveThread: words('关闭意见', 'Close the thread'),
  proposeValue: words('建议修改为', 'Propose a value'),
  returnFiling: words('退回补正', 'Return for correction'),
  record: words('备案存档', 'Put on record'),
  confirmPaper: words('确认纸质报送', 'Confirm the paper filing'),
  openChange: words('依职权发起变更', 'Open a change ex officio'),
  urge: words('催办', 'Urge'),
  unmask: words('查看完整信息', 'Show in full'),
  exportRegister: words('导出名册', 'Export the register'),
  importRoster: words('导入持证企业名录', 'Import the roster'),
  inviteEnterprise: words('邀请企业', 'Invite an enterprise'),
  verifyOrganisation: words('核验企业', 'Verify an enterprise'),
  manageOrganisation: words('维护单位信息', 'Edit the organisation'),
  manageMembers: words('管理成员', 'Manage members'),
  manageGrants: words('管理咨询授权', 'Manage grants to consultants'),
  requestGrant: words('申请授权', 'Ask for a grant'),
  manageCalendar: words('维护工作日历', 'Maintain the calendar'),
  managePlans: words('维护政策与指标', 'Maintain plans and targets'),
  enterRecords: words('填报指标数据', 'Enter figures and records'),
  designate: words('授予称号与试点', 'Give designations'),
  writeBulletin: words('编制通报', 'Write bulletins'),
  manageRegulators: words('管理主管部门账号', 'Manage accounts of regulators'),
  readJournal: words('查阅审计日志', 'Read the audit log'),
} as const satisfies Record<string, Words>;
export type Intent = keyof typeof INTENTS;

const FILER = [
  'view',
  'edit',
  'requestCheck',
  'endCheck',
  'freeze',
  'unfreeze',
  'uploadScan',
  'submit',
  'deleteDraft',
  'answerComment',
  'acceptProposal',
  'reportChange',
  'assess',
  'manageModels',
  'unmask',
] as const satisfies readonly Intent[];

const REVIEWER = [
  'view',
  'claim',
  'release',
  'comment',
  'resolveThread',
  'proposeValue',
  'returnFiling',
  'record',
  'confirmPaper',
  'openChange',
  'urge',
  'unmask',
  'exportRegister',
  'enterRecords',
] as const satisfies readonly Intent[];

/** The one table role → allowed intents. The filing's state narrows it further (filing/state.ts). */
export const ROLE_INTENTS = {
  owner: [
    ...FILER,
    'withdraw',
    'signAssessment',
    'manageOrganisation',
    'manageMembers',
    'manageGrants',
    'readJournal',
  ],
  cdo: [...FILER, 'withdraw', 'signAssessment', 'readJournal'],
  preparer: FILER,
  viewer: ['view'],
  reviewer: REVIEWER,
  supervisor: [
    ...REVIEWER,
    'assign',
    'orderAssessment',
    'importRoster',
    'inviteEnterprise',
    'verifyOrganisation',
    'manageMembers',
    'manageModels',
    'managePlans',
    'designate',
    'writeBulletin',
    'readJournal',
  ],
  consultant: ['view', 'edit', 'requestGrant', 'manageMembers', 'manageModels', 'readJournal'],
  operator: [
    'importRoster',
    'verifyOrganisation',
    'manageMembers',
    'manageCalendar',
    'manageRegulators',
    'readJournal',
  ],
} as const satisfies Record<Role, readonly Intent[]>;

/** Whether a role may ever do this; where a filing is concerned its state decides too. */
export function can(role: Role, intent: Intent): boolean {
  const allowed: readonly Intent[] = ROLE_INTENTS[role];
  return allowed.includes(intent);
}

/** Roles that exist in a kind of organisation, in the order of the table. */
export function rolesOf(kind: OrganisationKind): readonly Role[] {
  return (Object.keys(ROLES) as Role[]).filter((role) => ROLES[role].kind === kind);
}

/** The side on which a role stands in front of a filing. */
export function sideOf(role: Role): OrganisationKind {
  return ROLES[role].kind;
}
