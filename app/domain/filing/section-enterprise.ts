import { words } from '#app/domain/words.ts';
import { APPLICANT_CATEGORIES } from './applicability.ts';
import { type Condition, type FormItem, field, group } from './field.ts';
import { CLAUSES, REASONS } from './guideline.ts';
import {
  INDUSTRY_OPTIONS,
  LICENCE_ISSUERS,
  REGION_OPTIONS,
  TELECOM_CATEGORY_OPTIONS,
  optionsOf,
} from './option.ts';

function categoriesWith(licence: 'telecom' | 'domain'): Condition {
  const codes = Object.entries(APPLICANT_CATEGORIES)
    .filter(([, category]) => category.licence === licence)
    .map(([code]) => code);
  return { field: 'scope.categories', anyOf: codes };
}

const HOLDS_TELECOM = categoriesWith('telecom');
const HOLDS_DOMAIN = categoriesWith('domain');
const IS_BRANCH: Condition = { field: 'enterprise.isBranch', is: true };

/** 企业基本情况. */
export const ENTERPRISE_FIELDS = {
  'enterprise.name': field('text', {
    label: words('企业名称', 'Name of the enterprise'),
    help: words('与营业执照一致。', 'As on the business licence.'),
    required: 'freeze',
    basis: 'G',
    ground: CLAUSES.filing,
    searchable: true,
    exported: true,
    sample: '示例数据科技（上海）有限公司',
  }),
  'enterprise.uscc': field('uscc', {
    label: words('统一社会信用代码', 'Unified social credit code'),
    help: words('18 位，与营业执照一致。', '18 characters, as on the business licence.'),
    required: 'freeze',
    basis: 'A',
    ground: REASONS.identify,
    searchable: true,
    exported: true,
    sample: '91310115MA1K00015K',
  }),
  'enterprise.region': field('select', {
    label: words('所在地区', 'Where it is'),
    help: words(
      '填写实际所在地；信用代码中的区划是登记机关，不是地址。',
      'Where it actually is; the region inside the credit code is the registering office.',
    ),
    required: 'freeze',
    basis: 'P',
    ground: REASONS.check,
    options: REGION_OPTIONS,
    exported: true,
    sample: '310115',
  }),
  'enterprise.industry': field('select', {
    label: words('所属行业', 'Industry'),
    help: words('国民经济行业分类 GB/T 4754-2017 门类。', 'Section of GB/T 4754-2017.'),
    required: 'freeze',
    basis: 'P',
    ground: REASONS.check,
    options: INDUSTRY_OPTIONS,
    exported: true,
    sample: 'I',
  }),
  'enterprise.registeredAddress': field('text', {
    label: words('注册地址', 'Registered address'),
    required: 'freeze',
    basis: 'A',
    ground: REASONS.identify,
    sample: '上海市浦东新区示例路 1 号',
  }),
  'enterprise.mailingAddress': field('text', {
    label: words('通信地址', 'Mailing address'),
    required: 'freeze',
    basis: 'A',
    ground: REASONS.contact,
    sample: '上海市浦东新区示例路 1 号 8 层',
  }),
  'enterprise.isBranch': field('checkbox', {
    label: words('本单位为分支机构', 'This is a branch'),
    help: words(
      '分支机构填写负责人，不填法定代表人。',
      'A branch has a person in charge instead of a legal representative.',
    ),
    basis: 'P',
    ground: REASONS.identify,
  }),
  'enterprise.representativeName': field('text', {
    label: words('法定代表人姓名', 'Legal representative'),
    labelWhen: { when: IS_BRANCH, label: words('负责人姓名', 'Person in charge of the branch') },
    help: words('由其在备案表上签字。', 'Signs the form.'),
    required: 'freeze',
    basis: 'G',
    ground: CLAUSES.filing,
    personal: true,
    exported: true,
    sample: '陈示例',
  }),
  'enterprise.department': field('text', {
    label: words('归口管理部门', 'Department in charge'),
    basis: 'A',
    ground: REASONS.organise,
    sample: '数据管理部',
  }),
} satisfies Record<string, FormItem>;

/** 许可情况. */
export const LICENCE_FIELDS = {
  licences: group({
    label: words('电信业务经营许可证', 'Telecom licences'),
    rowLabel: words('许可证', 'Licence'),
    help: words('编号格式不符时只提示，不影响填报。', 'An unusual number gives a hint and blocks nothing.'),
    required: 'freeze',
    requiredWhen: HOLDS_TELECOM,
    shownWhen: HOLDS_TELECOM,
    missing: words('请至少填写一张电信业务经营许可证。', 'Enter at least one telecom licence.'),
    basis: 'G',
    ground: CLAUSES.scope,
    maxRows: 20,
    fields: {
      number: field('telecom-licence-number', {
        label: words('许可证编号', 'Licence number'),
        help: words('如 沪B2-20150087。', 'Such as 沪B2-20150087.'),
        required: 'freeze',
        basis: 'G',
        ground: CLAUSES.scope,
        searchable: true,
        exported: true,
      }),
      categories: field('multi-select', {
        label: words('业务种类', 'Categories of service'),
        required: 'freeze',
        basis: 'G',
        ground: CLAUSES.scope,
        options: TELECOM_CATEGORY_OPTIONS,
        exported: true,
      }),
      issuer: field('select', {
        label: words('发证机关', 'Issued by'),
        basis: 'P',
        ground: REASONS.check,
        options: optionsOf(LICENCE_ISSUERS),
      }),
      validUntil: field('date', {
        label: words('有效期至', 'Valid until'),
        basis: 'P',
        ground: REASONS.check,
      }),
    },
    sampleRows: [
      {
        id: 'sample-licence-1',
        number: '沪B1.B2-20200001',
        categories: ['B11', 'B25'],
        issuer: 'shanghai',
        validUntil: '2030-06-30',
      },
    ],
  }),
  domainLicences: group({
    label: words('域名类许可', 'Domain-name licences'),
    rowLabel: words('许可', 'Licence'),
    required: 'freeze',
    requiredWhen: HOLDS_DOMAIN,
    shownWhen: HOLDS_DOMAIN,
    missing: words('请至少填写一项域名类许可。', 'Enter at least one domain-name licence.'),
    basis: 'G',
    ground: CLAUSES.scope,
    maxRows: 10,
    fields: {
      number: field('domain-licence-number', {
        label: words('许可编号', 'Licence number'),
        help: words('如 沪D3-20210002。', 'Such as 沪D3-20210002.'),
        required: 'freeze',
        basis: 'G',
        ground: CLAUSES.scope,
        searchable: true,
        exported: true,
      }),
      validUntil: field('date', {
        label: words('有效期至', 'Valid until'),
        basis: 'P',
        ground: REASONS.check,
      }),
    },
  }),
} satisfies Record<string, FormItem>;
