import { describe, expect, it } from 'vitest';
import {
  TELECOM_CATEGORIES,
  categoriesOutsideClasses,
  classOfCategory,
  isTelecomCategory,
  readDomainLicence,
  readTelecomLicence,
} from '#app/domain/organisation/telecom-licence.ts';

describe('readTelecomLicence', () => {
  it.each([
    ['沪B2-20150087', '沪', ['B2'], 2015],
    ['沪B1-20151028', '沪', ['B1'], 2015],
    ['B2-20150210', '', ['B2'], 2015],
    ['A2.B1.B2-20100001', '', ['A2', 'B1', 'B2'], 2010],
    ['合字B2-20190051', '合字', ['B2'], 2019],
    ['合字B1.B2-20130004', '合字', ['B1', 'B2'], 2013],
    ['合字A1.B1.B2-20180017', '合字', ['A1', 'B1', 'B2'], 2018],
    ['沪B2-20150087-4', '沪', ['B2'], 2015],
    ['沪B2-20150087号', '沪', ['B2'], 2015],
  ])('reads %s without a warning', (number, prefix, classes, year) => {
    expect(readTelecomLicence(number, 2026)).toEqual({ number, prefix, classes, year, warnings: [] });
  });

  it('reads typing with full width, blanks, lower case and a long hyphen', () => {
    expect(readTelecomLicence(' 沪ｂ2－2015 0087 ', 2026).number).toBe('沪B2-20150087');
    expect(readTelecomLicence('沪B2–20150087', 2026).warnings).toEqual([]);
  });

  it.each([
    ['浙B2-20080101', '不是本市颁发'],
    ['京B2-20202418', '不是本市颁发'],
    ['沪B2-20990001', '年份 2099'],
    ['沪B2-19990001', '年份 1999'],
    ['沪B2.B1-20150087', '重复或顺序'],
    ['沪B2.B2-20150087', '重复或顺序'],
    ['京ICP证100780号', '旧式 ICP'],
    ['沪ICP备2020012345号', '不是电信业务经营许可证编号'],
    ['随便写的', '常见格式'],
    ['', '常见格式'],
  ])('warns about %s and blocks nothing', (number, fragment) => {
    const reading = readTelecomLicence(number, 2026);
    expect(reading.warnings).toHaveLength(1);
    expect(reading.warnings[0]?.zh).toContain(fragment);
  });

  it('expects another province where the programme is another one', () => {
    expect(readTelecomLicence('鲁B2-20230761', 2026, '鲁').warnings).toEqual([]);
    expect(readTelecomLicence('鲁B2-20230761', 2026, null).warnings).toEqual([]);
  });
});

describe('categories', () => {
  it('belong to the class that their code begins with', () => {
    expect(classOfCategory('B26-1')).toBe('B2');
    expect(Object.keys(TELECOM_CATEGORIES)).toHaveLength(23);
    expect(isTelecomCategory('B11')).toBe(true);
    expect(isTelecomCategory('toString')).toBe(false);
  });

  it('outside the classes of the number are named', () => {
    expect(categoriesOutsideClasses(['B11', 'B25'], ['B2'])).toEqual(['B11']);
    expect(categoriesOutsideClasses(['B11'], [])).toEqual([]);
  });
});

describe('readDomainLicence', () => {
  it.each([
    ['浙D3-20210002', 'D3', 2021],
    ['京D3-20250002', 'D3', 2025],
    ['粤D3.1-20240003', 'D3', 2024],
    ['D1-20200001', 'D1', 2020],
  ])('reads %s', (number, domainClass, year) => {
    expect(readDomainLicence(number, 2026)).toEqual({ number, domainClass, year, warnings: [] });
  });

  it.each(['沪D4-20210002', '沪D3-2021', '沪B2-20150087', '沪D3-20300001'])('warns about %s', (number) => {
    expect(readDomainLicence(number, 2026).warnings).toHaveLength(1);
  });
});
