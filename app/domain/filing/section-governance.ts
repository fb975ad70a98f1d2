import { words } from '#app/domain/words.ts';
import { type Condition, type FormItem, field, group } from './field.ts';
import { CLAUSES, REASONS } from './guideline.ts';
import { POLICY_KINDS, SUBMISSION_CHANNELS, optionsOf } from './option.ts';

const ON_PAPER: Condition = { field: 'submission.channel', is: 'paper' };
const IS_BRANCH: Condition = { field: 'enterprise.isBranch', is: true };

/** 组织架构与制度. */
export const GOVERNANCE_FIELDS = {
  'structure.description': field('textarea', {
    label: words('CDO 组织架构说明', 'Organisation of the CDO system'),
    help: words(
      '说明层级、分工和责任归属；文字说明、下方架构图、上传文件三者至少提供一项。',
      'Levels, division of work, responsibility. Give at least one of this text, the chart below and an uploaded file.',
    ),
    basis: 'G',
    ground: CLAUSES.structure,
    sample: '示例：首席数据官领导数据管理部，数据管理部设专职岗位，各业务部门设配合岗位。',
  }),
  structureNodes: group({
    control: 'organisation-chart',
    label: words('CDO 组织架构图', 'Organisation chart'),
    rowLabel: words('部门或岗位', 'Unit or post'),
    help: words(
      '填写部门或岗位及其上级，平台画出架构图。',
      'Enter units with their superior; the chart is drawn from them.',
    ),
    basis: 'G',
    ground: CLAUSES.structure,
    maxRows: 60,
    fields: {
      name: field('text', {
        label: words('部门或岗位', 'Unit or post'),
        required: 'freeze',
        basis: 'G',
        ground: CLAUSES.structure,
        maxLength: 60,
      }),
      holder: field('text', {
        label: words('负责人', 'Held by'),
        basis: 'A',
        ground: REASONS.organise,
        mask: 'name',
        personal: true,
        maxLength: 60,
      }),
      parent: field('text', {
        label: words('上级', 'Superior'),
        help: words('上级部门或岗位的名称；最上一级不填。', 'Name of the superior unit; empty for the top.'),
        basis: 'G',
        ground: CLAUSES.structure,
        maxLength: 60,
      }),
    },
    sampleRows: [
      { id: 'sample-node-1', name: '首席数据官', holder: '李示例', parent: '' },
      { id: 'sample-node-2', name: '数据管理部', holder: '王示例', parent: '首席数据官' },
      { id: 'sample-node-3', name: '业务运营部', holder: '赵示例', parent: '首席数据官' },
    ],
  }),
  'attachments.organisation_chart': field('attachment', {
    label: words('组织架构图文件', 'Organisation chart (file)'),
    help: words('PDF、JPEG 或 PNG，不超过 20 MB。', 'PDF, JPEG or PNG, 20 MB at most.'),
    basis: 'G',
    ground: CLAUSES.structure,
    printed: false,
  }),
  policies: group({
    label: words('已建制度清单', 'Systems and rules in place'),
    rowLabel: words('制度', 'Rule'),
    help: words(
      '如数据分类分级、目录管理、风险评估、考核等。',
      'Classification, catalogue, risk assessment, appraisal and so on.',
    ),
    basis: 'G',
    ground: CLAUSES.duty,
    maxRows: 60,
    fields: {
      kind: field('select', {
        label: words('类别', 'Kind'),
        required: 'freeze',
        basis: 'G',
        ground: CLAUSES.duty,
        options: optionsOf(POLICY_KINDS),
      }),
      name: field('text', {
        label: words('制度名称', 'Title'),
        required: 'freeze',
        basis: 'A',
        ground: REASONS.organise,
      }),
      issuedOn: field('date', {
        label: words('印发日期', 'Issued on'),
        basis: 'A',
        ground: REASONS.organise,
      }),
    },
    sampleRows: [
      {
        id: 'sample-policy-1',
        kind: 'classification',
        name: '数据分类分级管理办法（示例）',
        issuedOn: '2025-09-01',
      },
      {
        id: 'sample-policy-2',
        kind: 'risk-assessment',
        name: '数据安全风险评估规程（示例）',
        issuedOn: '2025-11-03',
      },
    ],
  }),
} satisfies Record<string, FormItem>;

/** 填表信息. */
export const PREPARER_FIELDS = {
  'preparer.name': field('text', {
    label: words('填表人', 'Prepared by'),
    required: 'freeze',
    basis: 'A',
    ground: REASONS.identify,
    mask: 'name',
    personal: true,
    maxLength: 60,
    sample: '王示例',
  }),
  'preparer.filledOn': field('date', {
    label: words('填表日期', 'Prepared on'),
    required: 'freeze',
    basis: 'A',
    ground: REASONS.identify,
    sample: '2026-03-04',
  }),
} satisfies Record<string, FormItem>;

/** 签字盖章与报送: filled in after the content is frozen. */
export const SEALING_FIELDS = {
  'sealing.signedOn': field('date', {
    label: words('法定代表人签字日期', 'Signed by the legal representative on'),
    labelWhen: { when: IS_BRANCH, label: words('负责人签字日期', 'Signed by the person in charge on') },
    required: 'submit',
    basis: 'G',
    ground: CLAUSES.filing,
    printed: false,
    phase: 'sealing',
    sample: '2026-03-05',
  }),
  'attachments.signed_scan': field('attachment', {
    label: words('签字盖章件', 'Signed and sealed scan'),
    help: words(
      '打印备案表，由法定代表人（负责人）签字并加盖公章后扫描上传。',
      'Print the form, have it signed and sealed, then upload the scan.',
    ),
    required: 'submit',
    missing: words(
      '请上传法定代表人（负责人）签字并加盖公章的备案表扫描件。',
      'Upload the scan of the form with signature and company seal.',
    ),
    basis: 'G',
    ground: CLAUSES.filing,
    printed: false,
    phase: 'sealing',
  }),
  'submission.channel': field('select', {
    label: words('报送方式', 'Way of submission'),
    required: 'submit',
    basis: 'P',
    ground: REASONS.track,
    phase: 'sealing',
    options: optionsOf(SUBMISSION_CHANNELS),
    sample: 'platform',
  }),
  'submission.paperSubmittedOn': field('date', {
    label: words('实际报送日期', 'Actually submitted on'),
    help: words(
      '以纸质报送的日期，由主管部门核对凭证后确认。',
      'Date of the paper filing; the authority confirms it by its proof.',
    ),
    required: 'submit',
    requiredWhen: ON_PAPER,
    shownWhen: ON_PAPER,
    basis: 'P',
    ground: REASONS.track,
    phase: 'sealing',
  }),
  'attachments.paper_receipt': field('attachment', {
    label: words('纸质报送凭证', 'Proof of the paper filing'),
    required: 'submit',
    requiredWhen: ON_PAPER,
    shownWhen: ON_PAPER,
    basis: 'P',
    ground: REASONS.track,
    phase: 'sealing',
  }),
} satisfies Record<string, FormItem>;
