import { type Words, words } from '#app/domain/words.ts';

/** GB/T 2260 code: six digits; 310000 a province-level region, 370100 a city, 310115 a county-level one. */
export type RegionCode = string;

/** The whole country: the area of a national programme. No enterprise has it as its seat. */
export const NATION: RegionCode = '000000';
const NATION_NAME = words('全国', 'China');

/** 34 province-level regions (GB/T 2260). */
export const PROVINCES: Readonly<Record<RegionCode, Words>> = {
  '110000': words('北京市', 'Beijing'),
  '120000': words('天津市', 'Tianjin'),
  '130000': words('河北省', 'Hebei'),
  '140000': words('山西省', 'Shanxi'),
  '150000': words('内蒙古自治区', 'Inner Mongolia'),
  '210000': words('辽宁省', 'Liaoning'),
  '220000': words('吉林省', 'Jilin'),
  '230000': words('黑龙江省', 'Heilongjiang'),
  '310000': words('上海市', 'Shanghai'),
  '320000': words('江苏省', 'Jiangsu'),
  '330000': words('浙江省', 'Zhejiang'),
  '340000': words('安徽省', 'Anhui'),
  '350000': words('福建省', 'Fujian'),
  '360000': words('江西省', 'Jiangxi'),
  '370000': words('山东省', 'Shandong'),
  '410000': words('河南省', 'Henan'),
  '420000': words('湖北省', 'Hubei'),
  '430000': words('湖南省', 'Hunan'),
  '440000': words('广东省', 'Guangdong'),
  '450000': words('广西壮族自治区', 'Guangxi'),
  '460000': words('海南省', 'Hainan'),
  '500000': words('重庆市', 'Chongqing'),
  '510000': words('四川省', 'Sichuan'),
  '520000': words('贵州省', 'Guizhou'),
  '530000': words('云南省', 'Yunnan'),
  '540000': words('西藏自治区', 'Tibet'),
  '610000': words('陕西省', 'Shaanxi'),
  '620000': words('甘肃省', 'Gansu'),
  '630000': words('青海省', 'Qinghai'),
  '640000': words('宁夏回族自治区', 'Ningxia'),
  '650000': words('新疆维吾尔自治区', 'Xinjiang'),
  '710000': words('台湾省', 'Taiwan'),
  '810000': words('香港特别行政区', 'Hong Kong'),
  '820000': words('澳门特别行政区', 'Macao'),
};

/** Shanghai's 16 districts. */
export const SHANGHAI_DISTRICTS: Readonly<Record<RegionCode, Words>> = {
  '310101': words('黄浦区', 'Huangpu'),
  '310104': words('徐汇区', 'Xuhui'),
  '310105': words('长宁区', 'Changning'),
  '310106': words('静安区', "Jing'an"),
  '310107': words('普陀区', 'Putuo'),
  '310109': words('虹口区', 'Hongkou'),
  '310110': words('杨浦区', 'Yangpu'),
  '310112': words('闵行区', 'Minhang'),
  '310113': words('宝山区', 'Baoshan'),
  '310114': words('嘉定区', 'Jiading'),
  '310115': words('浦东新区', 'Pudong'),
  '310116': words('金山区', 'Jinshan'),
  '310117': words('松江区', 'Songjiang'),
  '310118': words('青浦区', 'Qingpu'),
  '310120': words('奉贤区', 'Fengxian'),
  '310151': words('崇明区', 'Chongming'),
};

/** Shandong's 16 cities. */
export const SHANDONG_CITIES: Readonly<Record<RegionCode, Words>> = {
  '370100': words('济南市', 'Jinan'),
  '370200': words('青岛市', 'Qingdao'),
  '370300': words('淄博市', 'Zibo'),
  '370400': words('枣庄市', 'Zaozhuang'),
  '370500': words('东营市', 'Dongying'),
  '370600': words('烟台市', 'Yantai'),
  '370700': words('潍坊市', 'Weifang'),
  '370800': words('济宁市', 'Jining'),
  '370900': words('泰安市', "Tai'an"),
  '371000': words('威海市', 'Weihai'),
  '371100': words('日照市', 'Rizhao'),
  '371300': words('临沂市', 'Linyi'),
  '371400': words('德州市', 'Dezhou'),
  '371500': words('聊城市', 'Liaocheng'),
  '371600': words('滨州市', 'Binzhou'),
  '371700': words('菏泽市', 'Heze'),
};

const KNOWN: Readonly<Record<RegionCode, Words>> = {
  ...PROVINCES,
  ...SHANGHAI_DISTRICTS,
  ...SHANDONG_CITIES,
};

/** True for six digits that begin with a province of GB/T 2260; finer codes needn't be listed here. */
export function isRegionCode(text: string): text is RegionCode {
  return /^\d{6}$/u.test(text) && PROVINCES[`${text.slice(0, 2)}0000`] !== undefined;
}

/** True for what a programme or an authority may cover: a region, or the whole country. */
export function isAreaCode(text: string): text is RegionCode {
  return text === NATION || isRegionCode(text);
}

/** Full name from the province down (上海市浦东新区); an unlisted finer code answers province and code. */
export function regionName(code: RegionCode): Words {
  if (code === NATION) return NATION_NAME;
  const province = PROVINCES[`${code.slice(0, 2)}0000`];
  if (province === undefined) return words(code, code);
  if (code.endsWith('0000')) return province;
  const city = KNOWN[`${code.slice(0, 4)}00`];
  const own = KNOWN[code];
  if (own !== undefined) return words(`${province.zh}${own.zh}`, `${own.en}, ${province.en}`);
  if (city !== undefined)
    return words(`${province.zh}${city.zh}（${code}）`, `${city.en} (${code}), ${province.en}`);
  return words(`${province.zh}（${code}）`, `${province.en} (${code})`);
}

/** The name of the last level alone (浦东新区), for narrow columns. */
export function regionShortName(code: RegionCode): Words {
  return KNOWN[code] ?? regionName(code);
}

/** How many leading digits of a code carry meaning: 0 the country, 2 province, 4 city, 6 county. */
function significantDigits(code: RegionCode): 0 | 2 | 4 | 6 {
  if (code === NATION) return 0;
  if (code.endsWith('0000')) return 2;
  return code.endsWith('00') ? 4 : 6;
}

/** Whether `inner` is `outer` or lies in it: a province contains its cities. */
export function regionContains(outer: RegionCode, inner: RegionCode): boolean {
  const digits = significantDigits(outer);
  return inner.slice(0, digits) === outer.slice(0, digits);
}

/** Inclusive text range of all codes in a region: 310000 → 310000…319999, 370100 → 370100…370199. */
export function regionRange(code: RegionCode): { from: RegionCode; to: RegionCode } {
  return { from: code, to: code.slice(0, significantDigits(code)).padEnd(6, '9') };
}

/** Regions to choose from where an enterprise says where it is: Shanghai's districts first, then all others. */
export const REGION_CHOICES: readonly { code: RegionCode; name: Words }[] = [
  ...Object.keys(SHANGHAI_DISTRICTS),
  ...Object.keys(SHANDONG_CITIES),
  ...Object.keys(PROVINCES),
].map((code) => ({ code, name: regionName(code) }));
