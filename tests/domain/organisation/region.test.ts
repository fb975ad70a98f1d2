import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INDUSTRY_SECTIONS, industryName, isIndustryCode } from '#app/domain/organisation/industry.ts';
import {
  PROVINCES,
  REGION_CHOICES,
  SHANDONG_CITIES,
  SHANGHAI_DISTRICTS,
  isRegionCode,
  regionContains,
  regionName,
  regionRange,
  regionShortName,
} from '#app/domain/organisation/region.ts';

const province = fc.constantFrom(...Object.keys(PROVINCES));
const anyCode = fc
  .tuple(province, fc.nat({ max: 99 }), fc.nat({ max: 99 }))
  .map(([code, city, county]) => `${code.slice(0, 2)}${pad(city)}${pad(county)}`);

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

describe('regions', () => {
  it('are 34 provinces, 16 districts of Shanghai, 16 cities of Shandong, each once', () => {
    expect(Object.keys(PROVINCES)).toHaveLength(34);
    expect(Object.keys(SHANGHAI_DISTRICTS)).toHaveLength(16);
    expect(Object.keys(SHANDONG_CITIES)).toHaveLength(16);
    expect(new Set(REGION_CHOICES.map(({ name }) => name.zh)).size).toBe(66);
  });

  it.each([
    ['310000', '上海市'],
    ['310115', '上海市浦东新区'],
    ['370100', '山东省济南市'],
    ['370102', '山东省济南市（370102）'],
    ['330106', '浙江省（330106）'],
    ['999999', '999999'],
  ])('%s is %s', (code, name) => {
    expect(regionName(code).zh).toBe(name);
  });

  it('has a short name for narrow columns', () => {
    expect(regionShortName('310115').zh).toBe('浦东新区');
  });

  it.each([
    ['310000', '310000', '319999'],
    ['370100', '370100', '370199'],
    ['310115', '310115', '310115'],
  ])('range of %s', (code, from, to) => {
    expect(regionRange(code)).toEqual({ from, to });
  });

  it('range and containment agree for every pair', () => {
    fc.assert(
      fc.property(anyCode, anyCode, (outer, inner) => {
        const { from, to } = regionRange(outer);
        return regionContains(outer, inner) === (inner >= from && inner <= to);
      }),
    );
  });

  it('contains itself, and a province its cities', () => {
    fc.assert(fc.property(anyCode, (code) => regionContains(code, code)));
    expect(regionContains('370000', '371400')).toBe(true);
    expect(regionContains('370100', '371400')).toBe(false);
    expect(regionContains('371400', '370000')).toBe(false);
  });

  it.each([
    ['310115', true],
    ['990000', false],
    ['31011', false],
    ['31011a', false],
  ])('isRegionCode(%s) is %s', (code, ok) => {
    expect(isRegionCode(code)).toBe(ok);
  });
});

describe('industries', () => {
  it('are the 20 sections', () => {
    expect(Object.keys(INDUSTRY_SECTIONS).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    expect(industryName('I6311')?.zh).toBe('信息传输、软件和信息技术服务业');
    expect(industryName('U')).toBeNull();
    expect(isIndustryCode('I6')).toBe(false);
  });
});
