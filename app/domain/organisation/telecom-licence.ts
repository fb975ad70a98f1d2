import { type Words, words } from '#app/domain/words.ts';

/** The four classes of 《电信业务分类目录（2015年版）》: basic services 1 and 2, value-added services 1 and 2. */
export type LicenceClass = 'A1' | 'A2' | 'B1' | 'B2';

/** Codes of 《电信业务分类目录（2015年版）》, amended 2019 (5G under A12). */
export const TELECOM_CATEGORIES = {
  A11: words('固定通信业务', 'Fixed communication'),
  A12: words('蜂窝移动通信业务', 'Cellular mobile communication'),
  A13: words('第一类卫星通信业务', 'Satellite communication, class 1'),
  A14: words('第一类数据通信业务', 'Data communication, class 1'),
  A15: words('IP 电话业务', 'IP telephony'),
  A21: words('集群通信业务', 'Trunked communication'),
  A22: words('无线寻呼业务', 'Paging'),
  A23: words('第二类卫星通信业务', 'Satellite communication, class 2'),
  A24: words('第二类数据通信业务', 'Data communication, class 2'),
  A25: words('网络接入设施服务业务', 'Network access facilities'),
  A26: words('国内通信设施服务业务', 'Domestic communication facilities'),
  A27: words('网络托管业务', 'Network hosting'),
  B11: words('互联网数据中心业务（IDC）', 'Internet data centre (IDC)'),
  B12: words('内容分发网络业务（CDN）', 'Content delivery network (CDN)'),
  B13: words('国内互联网虚拟专用网业务（IP-VPN）', 'Domestic IP-VPN'),
  B14: words('互联网接入服务业务（ISP）', 'Internet access (ISP)'),
  B21: words('在线数据处理与交易处理业务（EDI）', 'Online data and transaction processing (EDI)'),
  B22: words('国内多方通信服务业务', 'Domestic multi-party communication'),
  B23: words('存储转发类业务', 'Store-and-forward'),
  B24: words('呼叫中心业务', 'Call centre'),
  B25: words('信息服务业务（ICP/SP）', 'Information services (ICP/SP)'),
  B26: words('编码和规程转换业务', 'Code and protocol conversion'),
  'B26-1': words('互联网域名解析服务业务', 'Domain name resolution'),
} as const satisfies Record<string, Words>;

export type TelecomCategory = keyof typeof TELECOM_CATEGORIES;

/** Whether a text is a code of the catalogue. */
export function isTelecomCategory(text: string): text is TelecomCategory {
  return Object.hasOwn(TELECOM_CATEGORIES, text);
}

/** The class that a category code belongs to (B21 → B2). */
export function classOfCategory(category: TelecomCategory): LicenceClass {
  return category.slice(0, 2) as LicenceClass;
}

/** What a licence number says; every oddity is a warning, because no public standard fixes the format. */
export interface LicenceReading {
  readonly number: string;
  /** Province abbreviation, 合字, or '' for a cross-region licence without prefix; null when unreadable. */
  readonly prefix: string | null;
  readonly classes: readonly LicenceClass[];
  readonly year: number | null;
  readonly warnings: readonly Words[];
}

const PROVINCE_LETTERS = '京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云黔滇陕秦甘陇青蒙桂藏宁新';
const TELECOM = new RegExp(
  `^([${PROVINCE_LETTERS}]|合字)?((?:A1|A2|B1|B2)(?:\\.(?:A1|A2|B1|B2)){0,3})-(\\d{4})\\d{4}(?:-\\d{1,3})?号?$`,
  'u',
);
const LEGACY = new RegExp(`^[${PROVINCE_LETTERS}]ICP证(?:B2-)?\\d{6,8}号?$`, 'u');
const ICP_RECORD = /ICP备/u;
const DOMAIN = new RegExp(`^([${PROVINCE_LETTERS}])?(D[1-3])(?:\\.\\d)?-(\\d{4})\\d{4}$`, 'u');

/** Half-width, without blanks, upper case, one kind of hyphen. */
export function normaliseLicenceNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[‐‑‒–—−]/gu, '-')
    .toUpperCase();
}

function unreadable(number: string, warning: Words): LicenceReading {
  return { number, prefix: null, classes: [], year: null, warnings: [warning] };
}

function yearWarning(year: number, currentYear: number): Words | null {
  if (year >= 2000 && year <= currentYear) return null;
  return words(
    `许可证编号中的年份 ${year} 不在 2000 年至 ${currentYear} 年之间，请核对。`,
    `The year ${year} in the licence number is not between 2000 and ${currentYear}.`,
  );
}

function classWarnings(classes: readonly LicenceClass[]): Words[] {
  const ascending = classes.every((item, index) => index === 0 || item > (classes[index - 1] ?? ''));
  return ascending
    ? []
    : [
        words(
          '许可证编号中的业务类别有重复或顺序不符，请核对。',
          'Classes in the number repeat or are out of order.',
        ),
      ];
}

/**
 * Reads the number of a 电信业务经营许可证, tolerantly: mismatches are warnings.
 * @param currentYear the latest year that may stand in the number
 * @param home abbreviation expected of a local licence (沪 for Shanghai); none and 合字 are cross-region
 */
export function readTelecomLicence(
  text: string,
  currentYear: number,
  home: string | null = '沪',
): LicenceReading {
  const number = normaliseLicenceNumber(text);
  const parts = TELECOM.exec(number);
  if (parts === null) {
    if (LEGACY.test(number)) {
      return unreadable(
        number,
        words('旧式 ICP 许可证编号，已按原样记录。', 'Legacy ICP licence number, kept as written.'),
      );
    }
    if (ICP_RECORD.test(number)) {
      return unreadable(
        number,
        words(
          '这是 ICP 备案号，不是电信业务经营许可证编号。',
          'This is an ICP record number, not the number of a telecom licence.',
        ),
      );
    }
    return unreadable(
      number,
      words(
        '许可证编号与常见格式（如 沪B2-20150087）不符，请核对；确实如此可继续。',
        'The number does not look like 沪B2-20150087; check it, and go on if it is right.',
      ),
    );
  }
  const prefix = parts[1] ?? '';
  const classes = (parts[2] ?? '').split('.') as LicenceClass[];
  const year = Number(parts[3]);
  const warnings = [...classWarnings(classes)];
  const odd = yearWarning(year, currentYear);
  if (odd !== null) warnings.push(odd);
  if (home !== null && prefix !== '' && prefix !== '合字' && prefix !== home) {
    warnings.push(
      words(
        `许可证编号以“${prefix}”开头，不是本市颁发的许可证，请核对适用性。`,
        `The number begins with ${prefix}: it was not issued in this municipality; check applicability.`,
      ),
    );
  }
  return { number, prefix, classes, year, warnings };
}

/** Categories that belong to none of the classes in the licence number; the mismatch is a warning. */
export function categoriesOutsideClasses(
  categories: readonly string[],
  classes: readonly LicenceClass[],
): readonly string[] {
  if (classes.length === 0) return [];
  return categories.filter((category) => !classes.some((item) => category.startsWith(item)));
}

/**
 * Kinds of bodies of 《互联网域名管理办法》: operators of root servers, registries, registrars. The meaning of the D
 * classes is field knowledge.
 */
export type DomainClass = 'D1' | 'D2' | 'D3';

export interface DomainLicenceReading {
  readonly number: string;
  readonly domainClass: DomainClass | null;
  readonly year: number | null;
  readonly warnings: readonly Words[];
}

/** Reads the number of a domain-name licence (浙D3-20210002, 粤D3.1-20240003); mismatches are warnings. */
export function readDomainLicence(text: string, currentYear: number): DomainLicenceReading {
  const number = normaliseLicenceNumber(text).replace(/号$/u, '');
  const parts = DOMAIN.exec(number);
  if (parts === null) {
    const warning = words(
      '许可编号与常见格式（如 沪D3-20210002）不符，请核对；确实如此可继续。',
      'The number does not look like 沪D3-20210002; check it, and go on if it is right.',
    );
    return { number, domainClass: null, year: null, warnings: [warning] };
  }
  const year = Number(parts[3]);
  const odd = yearWarning(year, currentYear);
  return { number, domainClass: parts[2] as DomainClass, year, warnings: odd === null ? [] : [odd] };
}
