import { type Words, words } from '#app/domain/words.ts';

/** The 20 sections of 《国民经济行业分类》 GB/T 4754-2017. */
export const INDUSTRY_SECTIONS = {
  A: words('农、林、牧、渔业', 'Agriculture, forestry, animal husbandry and fishery'),
  B: words('采矿业', 'Mining'),
  C: words('制造业', 'Manufacturing'),
  D: words('电力、热力、燃气及水生产和供应业', 'Electricity, heat, gas and water production and supply'),
  E: words('建筑业', 'Construction'),
  F: words('批发和零售业', 'Wholesale and retail trade'),
  G: words('交通运输、仓储和邮政业', 'Transport, storage and post'),
  H: words('住宿和餐饮业', 'Accommodation and catering'),
  I: words('信息传输、软件和信息技术服务业', 'Information transmission, software and information technology'),
  J: words('金融业', 'Finance'),
  K: words('房地产业', 'Real estate'),
  L: words('租赁和商务服务业', 'Leasing and business services'),
  M: words('科学研究和技术服务业', 'Scientific research and technical services'),
  N: words('水利、环境和公共设施管理业', 'Water, environment and public facilities management'),
  O: words('居民服务、修理和其他服务业', 'Resident services, repair and other services'),
  P: words('教育', 'Education'),
  Q: words('卫生和社会工作', 'Health and social work'),
  R: words('文化、体育和娱乐业', 'Culture, sports and entertainment'),
  S: words('公共管理、社会保障和社会组织', 'Public administration, social security and social organisations'),
  T: words('国际组织', 'International organisations'),
} as const satisfies Record<string, Words>;

export type IndustrySection = keyof typeof INDUSTRY_SECTIONS;

/** A section letter, alone or followed by 2 to 4 digits of division, group and class (I, I63, I6311). */
export function isIndustryCode(text: string): boolean {
  return /^[A-T](\d{2,4})?$/u.test(text);
}

/** Name of the section that a code belongs to, or null for no code of GB/T 4754. */
export function industryName(code: string): Words | null {
  if (!isIndustryCode(code)) return null;
  return INDUSTRY_SECTIONS[code.charAt(0) as IndustrySection];
}
