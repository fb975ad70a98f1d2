import type { OrganisationKind, Role } from '../../app/domain/organisation/organisation.ts';
import { planAccounts, planOrganisations } from './cast-plan.ts';

/** One invented organisation of the demonstration. Codes pass the check digit but belong to nobody we know. */
export interface DemoOrganisation {
  readonly key: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly licenceKind: 'telecom' | 'industrial' | null;
  /** The authority's or enterprise's programme; the CDO filing's where nothing is said. */
  readonly programme?: string;
  readonly regionCode: string;
  readonly industryCode: string | null;
  readonly licenceNumbers: string;
  readonly colour: string;
  readonly isVerified: boolean;
}

/** One invented person. */
export interface DemoAccount {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** Base32 secret of the second factor, where the role needs one. */
  readonly totpSecret: string | null;
  readonly memberships: readonly { readonly organisation: string; readonly role: Role }[];
}

/** The one password of all demonstration accounts; `npm run serve` refuses a database that holds them. */
export const DEMO_PASSWORD = 'shuheng-demo-2026';

const filingOrganisations: readonly DemoOrganisation[] = [
  {
    key: 'yunshu',
    kind: 'enterprise',
    name: '示例云数（上海）科技有限公司',
    uscc: '91310115MA1K00015K',
    licenceKind: 'telecom',
    regionCode: '310115',
    industryCode: 'I',
    licenceNumbers: '沪B1.B2-20180015',
    colour: '#1b6e8c',
    isVerified: true,
  },
  {
    key: 'haixin',
    kind: 'enterprise',
    name: '示例海信通（上海）网络有限公司',
    uscc: '91310104MA1D00027D',
    licenceKind: 'telecom',
    regionCode: '310104',
    industryCode: 'I',
    licenceNumbers: '沪B2-20190021',
    colour: '#7a4fa3',
    isVerified: true,
  },
  {
    key: 'zhizao',
    kind: 'enterprise',
    name: '示例精密制造（上海）有限公司',
    uscc: '91310114MA1F000373',
    licenceKind: 'industrial',
    regionCode: '310114',
    industryCode: 'C',
    licenceNumbers: '',
    colour: '#8a6d1d',
    isVerified: true,
  },
  {
    key: 'xinban',
    kind: 'enterprise',
    name: '示例新办信息（上海）有限公司',
    uscc: '91310112MA1G00046N',
    licenceKind: 'telecom',
    regionCode: '310112',
    industryCode: 'I',
    licenceNumbers: '沪B2-20260042',
    colour: '#2f7d4f',
    isVerified: false,
  },
  {
    key: 'lanqiao',
    kind: 'enterprise',
    name: '示例蓝桥数据（上海）有限公司',
    uscc: '91310110MA1J00065X',
    licenceKind: 'telecom',
    regionCode: '310110',
    industryCode: 'I',
    licenceNumbers: '沪B1-20210063',
    colour: '#31629c',
    isVerified: true,
  },
  {
    key: 'qiming',
    kind: 'enterprise',
    name: '示例启明互联（上海）有限公司',
    uscc: '91310106MA1K00074M',
    licenceKind: 'telecom',
    regionCode: '310106',
    industryCode: 'I',
    licenceNumbers: '沪B2-20170071',
    colour: '#a0522d',
    isVerified: true,
  },
  {
    key: 'yuntu',
    kind: 'enterprise',
    name: '示例云图软件（上海）有限公司',
    uscc: '91310115MA1L000837',
    licenceKind: 'industrial',
    regionCode: '310115',
    industryCode: 'I',
    licenceNumbers: '',
    colour: '#5a6b2f',
    isVerified: true,
  },
  {
    key: 'regulator',
    kind: 'regulator',
    name: '上海市通信管理局（演示）',
    uscc: null,
    licenceKind: null,
    regionCode: '310000',
    industryCode: null,
    licenceNumbers: '',
    colour: '#a33b3b',
    isVerified: true,
  },
  {
    key: 'consultancy',
    kind: 'consultancy',
    name: '示例数治咨询有限公司',
    uscc: '91310101MA1H000559',
    licenceKind: null,
    regionCode: '310101',
    industryCode: 'L',
    licenceNumbers: '',
    colour: '#c2631b',
    isVerified: true,
  },
  {
    key: 'assessor',
    kind: 'consultancy',
    name: '示例衡信评估有限公司',
    uscc: '91310101MA1M00092E',
    licenceKind: null,
    regionCode: '310101',
    industryCode: 'L',
    licenceNumbers: '',
    colour: '#4b4f8f',
    isVerified: true,
  },
];

const TOTP = {
  reviewer: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  supervisor: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  operator: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK',
};

const filingAccounts: readonly DemoAccount[] = [
  {
    key: 'owner',
    name: '林示例',
    email: 'owner@yunshu.example',
    totpSecret: null,
    memberships: [{ organisation: 'yunshu', role: 'owner' }],
  },
  {
    key: 'cdo',
    name: '陈数一',
    email: 'cdo@yunshu.example',
    totpSecret: null,
    memberships: [{ organisation: 'yunshu', role: 'cdo' }],
  },
  {
    key: 'preparer',
    name: '王填报',
    email: 'preparer@yunshu.example',
    totpSecret: null,
    memberships: [
      { organisation: 'yunshu', role: 'preparer' },
      { organisation: 'zhizao', role: 'preparer' },
    ],
  },
  {
    key: 'viewer',
    name: '周查阅',
    email: 'viewer@yunshu.example',
    totpSecret: null,
    memberships: [{ organisation: 'yunshu', role: 'viewer' }],
  },
  {
    key: 'haixin',
    name: '赵海信',
    email: 'owner@haixin.example',
    totpSecret: null,
    memberships: [{ organisation: 'haixin', role: 'owner' }],
  },
  {
    key: 'zhizao',
    name: '钱制造',
    email: 'owner@zhizao.example',
    totpSecret: null,
    memberships: [{ organisation: 'zhizao', role: 'owner' }],
  },
  {
    key: 'xinban',
    name: '孙新办',
    email: 'owner@xinban.example',
    totpSecret: null,
    memberships: [{ organisation: 'xinban', role: 'owner' }],
  },
  {
    key: 'lanqiao',
    name: '许蓝桥',
    email: 'owner@lanqiao.example',
    totpSecret: null,
    memberships: [{ organisation: 'lanqiao', role: 'owner' }],
  },
  {
    key: 'qiming',
    name: '何启明',
    email: 'owner@qiming.example',
    totpSecret: null,
    memberships: [{ organisation: 'qiming', role: 'owner' }],
  },
  {
    key: 'reviewer',
    name: '李审阅',
    email: 'reviewer@regulator.example',
    totpSecret: TOTP.reviewer,
    memberships: [{ organisation: 'regulator', role: 'reviewer' }],
  },
  {
    key: 'supervisor',
    name: '吴负责',
    email: 'supervisor@regulator.example',
    totpSecret: TOTP.supervisor,
    memberships: [{ organisation: 'regulator', role: 'supervisor' }],
  },
  {
    key: 'consultant',
    name: '郑咨询',
    email: 'consultant@consultancy.example',
    totpSecret: null,
    memberships: [{ organisation: 'consultancy', role: 'consultant' }],
  },
  {
    key: 'assessor',
    name: '卫评估',
    email: 'assessor@assessor.example',
    totpSecret: null,
    memberships: [{ organisation: 'assessor', role: 'consultant' }],
  },
  {
    key: 'yuntu',
    name: '褚云图',
    email: 'owner@yuntu.example',
    totpSecret: null,
    memberships: [{ organisation: 'yuntu', role: 'owner' }],
  },
  {
    key: 'operator',
    name: '冯运营',
    email: 'operator@platform.example',
    totpSecret: TOTP.operator,
    memberships: [{ organisation: 'platform', role: 'operator' }],
  },
];

/** Every organisation of the demonstration. */
export const demoOrganisations: readonly DemoOrganisation[] = [...filingOrganisations, ...planOrganisations];

/** Every person of the demonstration. */
export const demoAccounts: readonly DemoAccount[] = [...filingAccounts, ...planAccounts];
