import { words } from '#app/domain/words.ts';
import { APPLICANT_CATEGORIES, LICENSED_IN } from './applicability.ts';
import { type Condition, type FormItem, field } from './field.ts';
import { CLAUSES, REASONS } from './guideline.ts';
import { CHANGE_KINDS, FILING_KINDS, YES_NO, optionsOf } from './option.ts';

const HOLDS_LICENCE: Condition = {
  field: 'scope.categories',
  anyOf: Object.entries(APPLICANT_CATEGORIES)
    .filter(([, category]) => category.licence !== null)
    .map(([code]) => code),
};
const NEEDS_JUDGEMENT: Condition = {
  all: [HOLDS_LICENCE, { field: 'scope.licensedIn', anyOf: ['cross_region', 'unsure'] }],
};
const IS_CHANGE: Condition = { field: 'filing.kind', is: 'change' };

/** 适用对象: asked first. */
export const SCOPE_FIELDS = {
  'scope.categories': field('multi-select', {
    label: words('企业类别', 'Category'),
    help: words(
      '按电信业务经营许可证或域名许可载明的业务选择，可多选。',
      'As stated in the telecom or domain-name licence; choose all that apply.',
    ),
    required: 'freeze',
    basis: 'G',
    ground: CLAUSES.scope,
    options: Object.entries(APPLICANT_CATEGORIES).map(([code, category]) => ({
      code,
      label: category.label,
    })),
    exported: true,
    sample: ['idc', 'icp'],
  }),
  'scope.licensedIn': field('select', {
    label: words('许可证颁发情况', 'Where the licence was issued'),
    required: 'freeze',
    requiredWhen: HOLDS_LICENCE,
    shownWhen: HOLDS_LICENCE,
    basis: 'G',
    ground: CLAUSES.scope,
    printed: false,
    options: optionsOf(LICENSED_IN),
    sample: 'shanghai',
  }),
  'scope.judgement': field('select', {
    label: words('适用性判断', 'Does the guideline apply?'),
    help: words(
      '指南未明确跨地区许可证是否适用，由企业判断并说明理由。',
      'The guideline is silent on cross-region licences: the enterprise judges and gives its reason.',
    ),
    required: 'freeze',
    requiredWhen: NEEDS_JUDGEMENT,
    shownWhen: NEEDS_JUDGEMENT,
    basis: 'P',
    ground: REASONS.check,
    options: optionsOf(YES_NO),
  }),
  'scope.judgementReason': field('textarea', {
    label: words('判断理由', 'Reason'),
    required: 'freeze',
    requiredWhen: NEEDS_JUDGEMENT,
    shownWhen: NEEDS_JUDGEMENT,
    basis: 'P',
    ground: REASONS.check,
    maxLength: 1000,
  }),
} satisfies Record<string, FormItem>;

/** 备案事项. */
export const FILING_FIELDS = {
  'filing.kind': field('select', {
    label: words('备案类型', 'Kind of filing'),
    required: 'freeze',
    basis: 'G',
    ground: CLAUSES.filing,
    options: optionsOf(FILING_KINDS),
    exported: true,
    sample: 'first',
  }),
  'change.reasons': field('multi-select', {
    label: words('变更事由', 'What changed'),
    required: 'freeze',
    requiredWhen: IS_CHANGE,
    shownWhen: IS_CHANGE,
    basis: 'G',
    ground: CLAUSES.filing,
    options: optionsOf(CHANGE_KINDS),
    exported: true,
  }),
  'change.happenedOn': field('date', {
    label: words('变更发生日期', 'Date of the change'),
    help: words(
      '指南未写明从何时起算；平台从变更发生的次日起计 5 个工作日。',
      'The guideline does not define the start; the platform counts 5 working days from the day after the change.',
    ),
    required: 'freeze',
    requiredWhen: IS_CHANGE,
    shownWhen: IS_CHANGE,
    basis: 'G',
    ground: CLAUSES.filing,
    exported: true,
  }),
  'change.decidedOn': field('date', {
    label: words('变更决定日期', 'Date of the decision'),
    help: words(
      '如任免决定早于实际变更，可填写，供参考。',
      'If it was decided before it happened; for reference.',
    ),
    shownWhen: IS_CHANGE,
    basis: 'P',
    ground: REASONS.deadline,
  }),
  'change.note': field('textarea', {
    label: words('变更说明', 'Explanation'),
    shownWhen: IS_CHANGE,
    basis: 'A',
    ground: REASONS.organise,
    maxLength: 1000,
  }),
  'change.previousRecord': field('text', {
    label: words('原备案信息', 'Previous record'),
    help: words(
      '平台流水号；此前以纸质备案的，填写备案日期。',
      'Serial number of the platform; for an earlier paper filing its date.',
    ),
    required: 'freeze',
    requiredWhen: IS_CHANGE,
    shownWhen: IS_CHANGE,
    basis: 'P',
    ground: REASONS.track,
  }),
} satisfies Record<string, FormItem>;
