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
] as const;

/** The programme of the CDO filing. */
export const CDO_PROGRAMME_ID = 'sh-cdo';
