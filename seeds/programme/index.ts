/** Duties run by one authority each. A regulator of one sees nothing of another. */
export const programmes = [
  {
    id: 'sh-cdo',
    name_zh: '上海市电信和互联网企业首席数据官备案',
    name_en: 'CDO filing of telecom and internet enterprises in Shanghai',
    authority_zh: '上海市通信管理局',
    authority_en: 'Shanghai Communications Administration',
    region_code: '310000',
  },
  {
    id: 'sd-big-data',
    name_zh: '山东省大数据产业发展',
    name_en: 'Big-data industry of Shandong',
    authority_zh: '山东省工业和信息化厅',
    authority_en: 'Department of Industry and Information Technology of Shandong',
    region_code: '370000',
  },
  {
    id: 'cn-sme-pilot',
    name_zh: '中小企业数字化转型城市试点',
    name_en: 'Pilot cities of digital transformation of SMEs',
    authority_zh: '财政部、工业和信息化部',
    authority_en: 'Ministry of Finance; Ministry of Industry and Information Technology',
    region_code: '000000',
  },
  {
    id: 'cn-vocational',
    name_zh: '职业教育产教融合赋能提升行动',
    name_en: 'Vocational education joined with industry',
    authority_zh: '国家发展改革委等八部门',
    authority_en: 'National Development and Reform Commission and seven others',
    region_code: '000000',
  },
  {
    id: 'sh-metaverse',
    name_zh: '上海市“元宇宙”关键技术攻关',
    name_en: 'Key technologies of the metaverse in Shanghai',
    authority_zh: '上海市科学技术委员会',
    authority_en: 'Science and Technology Commission of Shanghai',
    region_code: '310000',
  },
  {
    id: 'jl-digital-government',
    name_zh: '吉林省数字政府建设',
    name_en: 'Digital government of Jilin',
    authority_zh: '吉林省（发文机关原文未载）',
    authority_en: 'Jilin Province (the text does not name the issuer)',
    region_code: '220000',
  },
] as const;

/** The programme of the CDO filing. */
export const CDO_PROGRAMME_ID = 'sh-cdo';
