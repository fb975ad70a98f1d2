import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkUscc,
  hasValidOrganisationCode,
  registeringRegionOf,
  usccCheckCharacter,
} from '#app/domain/organisation/uscc.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const GENUINE = [
  '91330100799655058B',
  '91440300708461136T',
  '914403001922038216',
  '91110000802100433B',
  '91310000631189305E',
  '91330100716105852F',
];
const SYNTHETIC = ['91310115MA1K00015K', '91370100MA3T000254'];

const validCode = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 })
  .map((letters) => letters.join(''))
  .map((first17) => `${first17}${usccCheckCharacter(first17) ?? ''}`);

describe('checkUscc', () => {
  it.each([...GENUINE, ...SYNTHETIC])('accepts %s', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true, uscc: code });
  });

  it.each(GENUINE)('finds the inner organisation code of %s valid', (code) => {
    const check = checkUscc(code);
    expect(check.ok && hasValidOrganisationCode(check.uscc)).toBe(true);
  });

  it.each([
    ['lower case', '91330100799655058b'],
    ['blanks', ' 9133 0100 7996 5505 8B '],
    ['full width', '９１３３０１００７９９６５５０５８Ｂ'],
  ])('normalises %s', (_name, typed) => {
    expect(checkUscc(typed)).toEqual({ ok: true, uscc: '91330100799655058B' });
  });

  it.each([
    ['', '请填写统一社会信用代码。'],
    ['9133010079965505', '统一社会信用代码应为 18 位，现为 16 位。'],
    ['91330100799655058BB', '统一社会信用代码应为 18 位，现为 19 位。'],
    [
      '9133O100799655058B',
      '统一社会信用代码第 5 位“O”不是可用字符：只用数字和大写字母，且不用 I、O、S、V、Z。',
    ],
    ['91330100799655058C', '统一社会信用代码第 18 位校验不符：请核对营业执照，常见的是 0 与 O、1 与 I。'],
  ])('says what is wrong with “%s”', (typed, message) => {
    const check = checkUscc(typed);
    expect(check.ok ? null : check.message.zh).toBe(message);
  });

  it.each(['I', 'O', 'Z', 'S', 'V'])('refuses the letter %s', (letter) => {
    expect(checkUscc(`9133010079965505${letter}B`).ok).toBe(false);
  });

  it('accepts any registrar in the first place, with the right check character', () => {
    fc.assert(fc.property(validCode, (code) => checkUscc(code).ok));
  });

  it('notices every change of a single character', () => {
    const place = fc.nat({ max: 17 });
    fc.assert(
      fc.property(validCode, place, fc.constantFrom(...ALPHABET), (code, index, letter) => {
        fc.pre(code.charAt(index) !== letter);
        return !checkUscc(`${code.slice(0, index)}${letter}${code.slice(index + 1)}`).ok;
      }),
    );
  });

  it('notices every change of a single character of a genuine code, exhaustively', () => {
    const missed = [...ALPHABET].flatMap((letter) =>
      Array.from({ length: 18 }, (_, index) => ({ letter, index })).filter(
        ({ index }) =>
          '91330100799655058B'.charAt(index) !== letter &&
          checkUscc(
            `${'91330100799655058B'.slice(0, index)}${letter}${'91330100799655058B'.slice(index + 1)}`,
          ).ok,
      ),
    );
    expect(missed).toEqual([]);
  });

  it('never throws on odd text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof checkUscc(text).ok === 'boolean'));
  });
});

describe('registeringRegionOf', () => {
  it('reads positions 3 to 8', () => {
    const check = checkUscc('91310115MA1K00015K');
    expect(check.ok && registeringRegionOf(check.uscc)).toBe('310115');
  });
});
