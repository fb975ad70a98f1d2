import { regionShortName, SHANDONG_CITIES } from '../../app/domain/organisation/region.ts';
import type { DemoAccount, DemoOrganisation } from './cast.ts';

const PROGRAMME = 'sd-big-data';

const enterprise = (
  key: string,
  name: string,
  uscc: string,
  regionCode: string,
  colour: string,
): DemoOrganisation => ({
  key,
  kind: 'enterprise',
  name,
  uscc,
  licenceKind: 'industrial',
  programme: PROGRAMME,
  regionCode,
  industryCode: 'I',
  licenceNumbers: '',
  colour,
  isVerified: true,
});

const authority = (
  key: string,
  name: string,
  programme: string,
  regionCode: string,
  colour = '#a33b3b',
): DemoOrganisation => ({
  key,
  kind: 'regulator',
  name,
  uscc: null,
  licenceKind: null,
  programme,
  regionCode,
  industryCode: null,
  licenceNumbers: '',
  colour,
  isVerified: true,
});

/** The key of a city's office: sd370100. */
export const cityOffice = (regionCode: string) => `sd${regionCode}`;

/** Who takes part in the plans: Shandong's department, the offices of its cities, other plans' authorities. */
export const planOrganisations: readonly DemoOrganisation[] = [
  authority('shandong', '山东省工业和信息化厅（演示）', PROGRAMME, '370000'),
  ...Object.keys(SHANDONG_CITIES).map((code) =>
    authority(
      cityOffice(code),
      `${regionShortName(code).zh}工业和信息化局（演示）`,
      PROGRAMME,
      code,
      '#8c5a2b',
    ),
  ),
  authority('sme', '中小企业数字化转型城市试点办公室（演示）', 'cn-sme-pilot', '000000', '#31629c'),
  authority('vocational', '产教融合工作办公室（演示）', 'cn-vocational', '000000', '#5a6b2f'),
  authority('metaverse', '上海市科学技术委员会（演示）', 'sh-metaverse', '310000', '#7a4fa3'),
  authority('jilin', '吉林省数字政府建设办公室（演示）', 'jl-digital-government', '220000', '#2f7d4f'),
  enterprise('luyun', '示例鲁云数据（济南）有限公司', '91370100MA3A00011D', '370100', '#1b6e8c'),
  enterprise('quancheng', '示例泉城软件（济南）有限公司', '91370100MA3A00022H', '370100', '#7a4fa3'),
  enterprise('haida', '示例海达制造（青岛）有限公司', '91370200MA3A00033T', '370200', '#8a6d1d'),
  enterprise('jiaozhou', '示例胶州物联（青岛）有限公司', '91370200MA3A00044Y', '370200', '#2f7d4f'),
  enterprise('deshu', '示例德数科技（德州）有限公司', '91371400MA3A00055R', '371400', '#31629c'),
  enterprise('yantai', '示例港城智联（烟台）有限公司', '91370600MA3A00066U', '370600', '#a0522d'),
];

const officer = (
  key: string,
  name: string,
  email: string,
  totpSecret: string,
  memberships: DemoAccount['memberships'],
): DemoAccount => ({ key, name, email, totpSecret, memberships });

const owner = (key: string, name: string): DemoAccount => ({
  key,
  name,
  email: `owner@${key}.example`,
  totpSecret: null,
  memberships: [{ organisation: key, role: 'owner' }],
});

/** Officers of the plans, each with a second factor, and the owners of Shandong's enterprises. */
export const planAccounts: readonly DemoAccount[] = [
  officer('province', '山省计', 'supervisor@shandong.example', 'ORSXG5A2KRSXG5CTORSXG5A2KRSXG5CT', [
    { organisation: 'shandong', role: 'supervisor' },
  ]),
  officer('provinceReviewer', '山审核', 'reviewer@shandong.example', 'NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE', [
    { organisation: 'shandong', role: 'reviewer' },
  ]),
  officer('jinan', '济数报', 'officer@jinan.example', 'MJQXGZJTGIYTEMZUMJQXGZJTGIYTEMZU', [
    { organisation: cityOffice('370100'), role: 'supervisor' },
  ]),
  officer('dezhou', '德数报', 'officer@dezhou.example', 'PFUGK3DMN5XW6ZLSPFUGK3DMN5XW6ZLS', [
    { organisation: cityOffice('371400'), role: 'supervisor' },
  ]),
  officer('planner', '盛计划', 'planner@plans.example', 'OBWGC3TOMVZHG5DVOBWGC3TOMVZHG5DV', [
    { organisation: 'metaverse', role: 'supervisor' },
    { organisation: 'jilin', role: 'supervisor' },
    { organisation: 'sme', role: 'supervisor' },
    { organisation: 'vocational', role: 'supervisor' },
  ]),
  owner('luyun', '鲁云一'),
  owner('quancheng', '泉城一'),
  owner('haida', '海达一'),
  owner('jiaozhou', '胶州一'),
  owner('deshu', '德数一'),
  owner('yantai', '港城一'),
];
